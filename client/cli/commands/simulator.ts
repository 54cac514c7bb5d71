import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync } from 'node:fs';
import { type CommonOptions, type Register, withCommonOptions } from '../command';
import { lazy } from '../lazy';
import { untilSignal } from '../signals';
import { positive } from '../numbers';

interface Options extends CommonOptions {
  port: string;
  world?: string;
  caFile?: string;
  clockRate: string;
}

export const registerSimulator: Register = (program, { output }) => {
  withCommonOptions(
    program.command('simulator').description('run the simulated Azure alone, on the loopback; Ctrl-C stops it'),
    'handover simulator --port 8443 --world world.json',
  )
    .option('--port <n>', 'port; 0: a free one', '0')
    .option(
      '--world <file>',
      'what it starts with (default: two partners, two customers, seven enrolments, sixteen subscriptions)',
    )
    .option('--ca-file <file>', 'where the certificate that clients have to trust is written (default: a new temporary file)')
    .option('--clock-rate <n>', 'virtual seconds per second', '60')
    .action(async (options: Options) => {
      const stopped = untilSignal();
      const { ready, stop } = await lazy.simulatorProcess().runSimulator({
        port: positive(options.port, '--port', 0),
        ...(options.world === undefined ? {} : { world: options.world }),
        caFile: options.caFile ?? join(mkdtempSync(join(tmpdir(), 'handover-simulator-')), 'ca.pem'),
        clockRate: positive(options.clockRate, '--clock-rate'),
      });
      output(options.output).data(ready, () => `simulated Azure at ${ready.url}\ntrust ${ready.caFile}`);
      await stopped.given;
      await stop();
    });
};
