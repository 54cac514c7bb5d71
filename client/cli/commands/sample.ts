import { Option } from 'commander';
import { type CommonOptions, oneOf, type Register, withCommonOptions } from '../command';
import { exitOfStatus } from '../exit';
import { lazy } from '../lazy';
import { untilSignal } from '../signals';

const SAMPLES = ['resource-move', 'ea-to-csp'] as const;

interface Options extends CommonOptions {
  folder: string;
  stay?: boolean;
}

export const registerSample: Register = (program, { output, exit }) => {
  withCommonOptions(
    program
      .command('sample [process]')
      .description(
        'run the local stack and a sample, live: resource-move (what `npm start` does) or ea-to-csp, an enrolment and a pay-as-you-go subscription',
      ),
    'handover sample --folder sample-report',
  )
    .option('--folder <folder>', 'where the report files are written', 'handover-sample')
    .addOption(new Option('--stay', 'leave the stack up at the end, until Ctrl-C (default: on a terminal, unless CI is set)'))
    .option('--no-stay', 'end after the sample')
    .action(async (process: string | undefined, options: Options) => {
      const wanted = oneOf(SAMPLES, process ?? 'resource-move', 'process');
      const stay = options.stay ?? isTerminal();
      const stopped = untilSignal();
      const sample = { folder: options.folder, stay, stopped, output: output(options.output), temporal: options };
      const status = await (wanted === 'ea-to-csp'
        ? lazy.migrationSample().playMigration(sample)
        : lazy.sample().playSample(sample));
      exit(exitOfStatus(status));
    });
};

function isTerminal(): boolean {
  return process.stdout.isTTY && !process.env['CI'];
}
