import { Option } from 'commander';
import { type CommonOptions, type Register, withCommonOptions } from '../command';
import { exitOfStatus } from '../exit';
import { lazy } from '../lazy';
import { untilSignal } from '../signals';

interface Options extends CommonOptions {
  folder: string;
  stay?: boolean;
}

export const registerSample: Register = (program, { output, exit }) => {
  withCommonOptions(
    program.command('sample').description('run the local stack and a sample migration, live; what `npm start` does'),
    'handover sample --folder sample-report',
  )
    .option('--folder <folder>', 'where the report files are written', 'handover-sample')
    .addOption(new Option('--stay', 'leave the stack up at the end, until Ctrl-C (default: on a terminal, unless CI is set)'))
    .option('--no-stay', 'end after the sample')
    .action(async (options: Options) => {
      const stay = options.stay ?? (process.stdout.isTTY && !process.env['CI']);
      const stopped = untilSignal();
      const status = await lazy
        .sample()
        .playSample({ folder: options.folder, stay, stopped, output: output(options.output), temporal: options });
      exit(exitOfStatus(status));
    });
};
