import { ArmError } from '../../../kernel/arm-types';

/** The 400 of a delete that comes too early; codes as recorded. */
export function inUse(code: string, message: string): ArmError {
  return new ArmError(400, { code, message, details: [] });
}
