import { CommanderError } from 'commander';
import { withHandover } from './connected';
import { processSurroundings } from './command';
import { EXIT } from './exit';
import { reportFailure } from './failure';
import { PROCESS_STREAMS } from './output';
import { createProgram } from './program';

// A reader that has seen enough (`handover list | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
});

createProgram(processSurroundings(withHandover))
  .parseAsync()
  .catch((error: unknown) => {
    // Commander has said by itself what is wrong; --help and --version come by here too, with 0.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.badInput;
    else process.exitCode = reportFailure(error, PROCESS_STREAMS.err);
  });
