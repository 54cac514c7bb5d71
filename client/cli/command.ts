import { type Command, Option } from 'commander';
import { PARTIES, type Party } from '../../contracts/people/parties';
import { HandoverError } from '../api/errors';
import type { Handover } from '../api/handover';
import type { ConnectionChoice } from '../api/connection';
import type { ExitCode } from './exit';
import { createOutput, FORMATS, type Format, type Output } from './output';

export interface CommonOptions extends ConnectionChoice {
  output: Format;
}

/** Where Temporal's Web UI shows this namespace; `ui` is known of local stacks only. */
export interface WebUi {
  ui: string | undefined;
  namespace: string;
}

/** What a command works with. Tests give another one. */
export interface Surroundings {
  /** Connects, hands the client over, and closes the connection whatever happens. */
  withHandover: <T>(choice: ConnectionChoice, work: (handover: Handover, web: WebUi) => Promise<T>) => Promise<T>;
  output: (format: Format) => Output;
  /** Called at the end of a command that has more to tell than that it is done. */
  exit: (code: ExitCode) => void;
}

/** One command of `handover`: puts itself on the program. */
export type Register = (program: Command, surroundings: Surroundings) => void;

/** Options that every command takes, and its example in the help. */
export function withCommonOptions(command: Command, example: string): Command {
  return command
    .addOption(new Option('-o, --output <format>', 'how data is printed').choices(FORMATS).default('table'))
    .option('--address <host:port>', 'Temporal server (else TEMPORAL_ADDRESS, else the local stack that is up)')
    .option('--namespace <name>', 'Temporal namespace')
    .option('--profile <name>', 'profile of the temporal CLI’s temporal.toml')
    .addHelpText('after', `\nExample:\n${example.replace(/^/gm, '  ')}`);
}

/** Standard surroundings: Temporal is loaded only by the commands that talk to it. */
export function processSurroundings(connectTo: Surroundings['withHandover']): Surroundings {
  return {
    withHandover: connectTo,
    output: (format) => createOutput(format),
    exit: (code) => {
      process.exitCode = code;
    },
  };
}

/** `sourcePartner`, `source-partner`, `SOURCEPARTNER` → `sourcePartner`. Throws HandoverError `badInput`. */
export function partyOf(text: string, option: string): Party {
  const plain = (name: string) => name.replace(/[-_]/g, '').toLowerCase();
  const party = PARTIES.find((one) => plain(one) === plain(text));
  if (party !== undefined) return party;
  throw new HandoverError('badInput', `There is no party "${text}".`, {
    problems: [{ path: option, message: `must be one of ${PARTIES.join(', ')}` }],
  });
}

/** One of the allowed words. Throws HandoverError `badInput` naming them. */
export function oneOf<T extends string>(allowed: readonly T[], text: string, option: string): T {
  const found = allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw new HandoverError('badInput', `"${text}" is not known.`, {
    problems: [{ path: option, message: `must be one of ${allowed.join(', ')}` }],
  });
}
