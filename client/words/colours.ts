import picocolors from 'picocolors';

/**
 * Colours for a person at a terminal; none in a pipe, a file or a log, also where CI is set (picocolors would colour there).
 * NO_COLOR takes them away, FORCE_COLOR brings them back.
 */
export const colours = picocolors.createColors(wanted(process.env));

function wanted(env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return true;
  return process.stdout.isTTY && process.stderr.isTTY && env['TERM'] !== 'dumb';
}
