import { parseDocument } from 'yaml';
import { HandoverError } from '../api/errors';

/** Characters. An export may be large; the input of a process is small. */
const MAX_INPUT = 100_000;

/**
 * The live way to assess is a process of its own, and takes the input of one: said before the reader of exports calls it broken JSON.
 * Throws HandoverError `badInput` for the input of a process.
 */
export function refuseProcessInput({ file, text }: { file: string; text: string }): void {
  const process = text.length > MAX_INPUT ? undefined : processOf(parseDocument(text, { logLevel: 'silent' }).toJS());
  if (process === undefined) return;
  const how = {
    assessment: `\`handover start assessment --input ${file}\` assesses it live.`,
    'resource-move': `\`handover start resource-move --input ${file} --rehearse\` plans it live; \`handover start assessment\` assesses subscriptions.`,
    migration: 'It begins with an assessment. For an assessment alone: `handover start assessment`.',
  }[process];
  throw new HandoverError('badInput', `${file} is the input of a process, not an exported inventory.`, {
    problems: [{ path: '--input', message: 'needs an export, e.g. of `az resource list -o json`' }],
    wayOut: how,
  });
}

/** Tells a process by the fields that its inputs have and exports have not. */
function processOf(value: unknown): 'assessment' | 'resource-move' | 'migration' | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  if ('source' in value && 'destination' in value) return 'resource-move';
  if (!('subscriptions' in value || 'enrolment' in value) || !('customer' in value)) return undefined;
  return 'variant' in value ? 'migration' : 'assessment';
}
