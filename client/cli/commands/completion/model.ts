import type { Argument, Command, Option } from 'commander';
import { PARTIES } from '../../../../contracts/people/parties';
import { PROCESS_NAMES, STATUSES } from '../../../../contracts/processes';

/** What may stand at a place: one of these words, a file, the id of a run, or something only the person knows. */
export type Values = readonly string[] | 'files' | 'runs' | 'free';

export interface CompletedOption {
  /** `--output`. */
  long: string;
  /** `-o`. */
  short?: string;
  description: string;
  /** Absent: it takes no value. */
  values?: Values;
}

export interface CompletedCommand {
  name: string;
  description: string;
  options: CompletedOption[];
  /** What may stand at each position. */
  arguments: Values[];
}

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** Commands, options and what they take, from the program itself: a completion cannot fall behind it. */
export function completedCommands(program: Command): CompletedCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: [...command.options.flatMap(completedOption), { long: '--help', short: '-h', description: 'show help' }],
    arguments: [
      ...(command.commands.length > 0 ? [command.commands.map((sub) => sub.name())] : []),
      ...command.registeredArguments.map(argumentValues),
    ],
  }));
}

function completedOption({ long, short, description, flags, argChoices, required, optional }: Option): CompletedOption[] {
  if (!long) return [];
  const values = required || optional ? { values: argChoices ?? optionValues(long, flags) } : {};
  return [{ long, ...(short ? { short } : {}), description, ...values }];
}

function optionValues(long: string, flags: string): Values {
  if (/<(file|folder)>/.test(flags)) return 'files';
  if (flags.includes('<party>')) return PARTIES;
  return { '--process': PROCESS_NAMES, '--status': STATUSES, '--until': ['done', 'waiting'] }[long] ?? 'free';
}

function argumentValues(argument: Argument): Values {
  const known: Record<string, Values> = {
    id: 'runs',
    process: PROCESS_NAMES,
    shell: SHELLS,
    verdict: ['retry', 'done', 'give-up'],
  };
  return argument.argChoices ?? known[argument.name()] ?? 'free';
}

/** Every spelling of every option that is followed by a value. */
export function valuedFlags(commands: CompletedCommand[]): string[] {
  const valued = commands.flatMap(({ options }) => options.filter(({ values }) => values !== undefined));
  return [...new Set(valued.flatMap(flagsOf))];
}

export function flagsOf({ long, short }: CompletedOption): string[] {
  return short === undefined ? [long] : [long, short];
}

/**
 * Reads ids out of `handover list -o jsonl` (basic regular expression, for sed). An id with any other character is not offered: shells expand
 * what is offered, and a run may be named by whoever starts it.
 */
export const ID_OF_LINE = '^{"id":"\\([A-Za-z0-9._-]*\\)".*';
