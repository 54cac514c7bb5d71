import type { Status } from '../../contracts/run/progress';
import type { ErrorKind } from '../api/errors';
import type { Seen } from '../api/handover';

/** What scripts read. The numbers keep their meaning. */
export const EXIT = {
  done: 0,
  failed: 1,
  badInput: 2,
  notFound: 3,
  waitingOnPerson: 4,
  declinedOrUndone: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Exit code of a command that follows a run: how the run stands. A run that is still under way is no failure. */
export function exitOfStatus(status: Status): ExitCode {
  switch (status) {
    case 'running':
    case 'undoing':
    case 'done':
      return EXIT.done;
    case 'waiting':
      return EXIT.waitingOnPerson;
    case 'declined':
    case 'undone':
      return EXIT.declinedOrUndone;
    case 'failed':
      return EXIT.failed;
  }
}

/** The same of a run that may have child runs: when one of them waits for a person, the whole run does. */
export function exitOfRun({ view, asking }: Seen): ExitCode {
  return asking === undefined ? exitOfStatus(view.status) : EXIT.waitingOnPerson;
}

export function exitOfError(kind: ErrorKind): ExitCode {
  switch (kind) {
    case 'badInput':
    case 'refused':
      return EXIT.badInput;
    case 'notFound':
      return EXIT.notFound;
    case 'unavailable':
    case 'notYet':
    case 'failed':
      return EXIT.failed;
  }
}
