import { CommanderError } from 'commander';
import type { Surroundings } from '../../../client/cli/command';
import { EXIT, type ExitCode } from '../../../client/cli/exit';
import { reportFailure } from '../../../client/cli/failure';
import { createOutput } from '../../../client/cli/output';
import { createProgram } from '../../../client/cli/program';
import type { Handover } from '../../../client/api/handover';

interface Ran {
  code: ExitCode;
  out: string;
  err: string;
}

/** Runs a command line in this process, against a stand-in for the client. */
export async function run(args: string[], handover: Partial<Handover> = {}): Promise<Ran> {
  const ran: Ran = { code: EXIT.done, out: '', err: '' };
  const streams = { out: (text: string) => (ran.out += text), err: (text: string) => (ran.err += text) };
  const surroundings: Surroundings = {
    withHandover: (_choice, work) => work(handover as Handover, { ui: undefined, namespace: 'default' }),
    output: (format) => createOutput(format, streams),
    exit: (code) => (ran.code = code),
  };
  const program = createProgram(surroundings);
  for (const command of [program, ...program.commands]) command.configureOutput({ writeOut: streams.out, writeErr: streams.err });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) ran.code = error.exitCode === 0 ? EXIT.done : EXIT.badInput;
    else ran.code = reportFailure(error, streams.err, {});
  }
  return ran;
}
