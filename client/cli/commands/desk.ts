import type { Command } from 'commander';
import { HandoverError } from '../../api/errors';
import { type CommonOptions, type Register, withCommonOptions } from '../command';
import { lazy } from '../lazy';
import { untilSignal } from '../signals';

interface Options extends CommonOptions {
  config?: string;
}

export const registerDesk: Register = (program, { withHandover, output }) => {
  const desk = withCommonOptions(
    program.command('desk').description('serve the pages where customers, partners and operators read and sign; Ctrl-C stops it'),
    'handover desk --config desk.yaml --profile prod\nhandover desk keys -o json',
  )
    .option('--config <file>', 'address and keys (YAML or JSON, readable by you alone)')
    .action(async (options: Options) => {
      if (options.config === undefined) {
        throw new HandoverError('badInput', 'The desk needs its configuration.', {
          problems: [{ path: '--config', message: 'is missing' }],
          wayOut: 'Make its keys with `handover desk keys`; docs/reference.md shows the file.',
        });
      }
      const { readDeskConfig, serveDesk } = lazy.desk();
      const config = readDeskConfig(options.config);
      const stopped = untilSignal();
      await withHandover(options, async (handover) => {
        const { url, stop } = await serveDesk(config, handover);
        output(options.output).data({ ready: true, url: config.url, listens: url }, () => `desk at ${config.url}`);
        await stopped.given;
        await stop();
      });
    });

  desk
    .command('keys')
    .description('print new keys: linkKey and signingKey for the desk, linkKey and publicKey for the worker')
    .action((_options: unknown, command: Command) => {
      const keys = lazy.desk().newDeskKeys();
      output(command.optsWithGlobals<Options>().output).data(keys, () =>
        [
          `linkKey:    ${keys.linkKey}    # desk and worker`,
          `signingKey: ${keys.signingKey}    # desk alone`,
          `publicKey:  ${keys.publicKey}    # worker; runs pin it when they start`,
        ].join('\n'),
      );
    });
};
