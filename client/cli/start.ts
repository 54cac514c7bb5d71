import { PROCESS_NAMES, type ProcessName, PROCESSES } from '../../contracts/processes';
import type { ProcessDefinition } from '../../contracts/processes/definition';
import type { ResourceMoveInput } from '../../contracts/processes/resource-move';
import { HandoverError } from '../api/errors';
import type { Told } from '../api/handover';
import { check, readDocument } from '../api/input-file';
import { PRESENTATIONS } from '../processes';
import { digestOfPlanFile } from './plan-file';

interface StartOptions {
  input: string;
  id?: string;
  rehearse?: boolean;
  plan?: string;
}

/** What is needed to start a run, checked: its input complete with all defaults, its id, and what the Web UI is to say of it. */
interface Prepared extends Told {
  input: object;
  id: string;
}

/** Throws HandoverError `badInput` with every problem at once; nothing has happened then. */
export function prepareStart(process: ProcessName, options: StartOptions): Prepared {
  const definition: ProcessDefinition<object> = PROCESSES[process];
  if (options.plan !== undefined && !definition.takesPlanFile) refusePlan(definition.title);
  const read = check(definition.input, readDocument(options.input), options.input);
  const input = {
    ...read,
    // What changes nothing in any case takes no rehearsal.
    ...(options.rehearse && 'rehearse' in read ? { rehearse: true } : {}),
    ...(options.plan === undefined ? {} : { planDigest: digestOfPlanFile(options.plan, read as ResourceMoveInput) }),
  };
  return { input, id: options.id ?? definition.id(input), ...PRESENTATIONS[process].story(input as never) };
}

function refusePlan(title: string): never {
  const takers = PROCESS_NAMES.filter((name) => PROCESSES[name].takesPlanFile);
  throw new HandoverError('badInput', `A run of the process "${title}" has no plan file.`, {
    problems: [{ path: '--plan', message: `is for ${takers.join(', ')} alone` }],
  });
}
