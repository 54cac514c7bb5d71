import { colours as pc } from '../words/colours';
import { HandoverError, messageOf } from '../api/errors';
import { EXIT, exitOfError, type ExitCode } from './exit';

/**
 * Tells a person what happened, where, and the way out. Never a stack trace, unless HANDOVER_DEBUG=1.
 * Returns the exit code that goes with it.
 */
export function reportFailure(error: unknown, write: (text: string) => void, env: NodeJS.ProcessEnv = process.env): ExitCode {
  write(failureText(error));
  if (env['HANDOVER_DEBUG'] === '1' && error instanceof Error) write(`${error.stack ?? ''}\n${causes(error)}`);
  return error instanceof HandoverError ? exitOfError(error.kind) : EXIT.failed;
}

function failureText(error: unknown): string {
  if (!(error instanceof HandoverError)) {
    const message = messageOf(error);
    return `${pc.red('error:')} ${message}\n  HANDOVER_DEBUG=1 shows where it comes from.\n`;
  }
  const problems = error.problems.map(({ path, message }) => `  ${path === '' ? '' : `${pc.bold(path)}: `}${message}\n`);
  return `${pc.red('error:')} ${error.message}\n${problems.join('')}${error.wayOut === undefined ? '' : `  ${error.wayOut}\n`}`;
}

function causes(error: Error): string {
  return error.cause instanceof Error ? `caused by ${error.cause.stack ?? error.cause.message}\n${causes(error.cause)}` : '';
}
