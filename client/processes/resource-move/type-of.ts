import type { ReportRow } from '../../../contracts/processes/resource-move';
import { parseArmId } from '../../../planning/inventory/arm-id';

/** The type of a resource as its id spells it: lists of resources have it in any case. */
export function typeOf({ id, type }: ReportRow): string {
  return parseArmId(id)?.type ?? type;
}
