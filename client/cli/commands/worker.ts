import { type CommonOptions, type Register, withCommonOptions } from '../command';
import { lazy } from '../lazy';
import { untilSignal } from '../signals';

interface Options extends CommonOptions {
  config: string;
  party?: string;
}

export const registerWorker: Register = (program, { output }) => {
  withCommonOptions(
    program.command('worker').description('run a worker in the foreground; Ctrl-C lets it finish what it does'),
    'handover worker --config worker.yaml --profile prod',
  )
    .requiredOption('--config <file>', 'endpoints and credentials (YAML or JSON, readable by you alone)')
    .option('--party <name>', 'act for one organisation alone: its name, role or tenant id in the configuration, or operator')
    .action(async (options: Options) => {
      const stopped = untilSignal();
      const ready = () => output(options.output).data({ ready: true }, () => 'ready');
      await lazy.workerProcess().workUntil(stopped.signal, options.config, options, ready, options.party);
    });
};
