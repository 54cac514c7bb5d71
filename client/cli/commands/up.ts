import { type CommonOptions, type Register, withCommonOptions } from '../command';
import { lazy } from '../lazy';
import { positive } from '../numbers';
import { untilSignal } from '../signals';

interface Options extends CommonOptions {
  world?: string;
  portsFile?: string;
  clockRate: string;
}

export const registerUp: Register = (program, { output }) => {
  withCommonOptions(
    program
      .command('up')
      .description('run the local stack in the foreground: Temporal, a simulated Azure, a worker; Ctrl-C stops all of it'),
    'handover up --world world.json --ports-file ports.json',
  )
    .option(
      '--world <file>',
      'what the simulated Azure starts with (default: two partners, two customers, seven enrolments, sixteen subscriptions)',
    )
    .option('--ports-file <file>', 'written when all is ready: addresses, certificate, credentials of the simulated Azure')
    .option('--clock-rate <n>', 'virtual seconds of the simulated Azure per second', '60')
    .action(async (options: Options) => {
      const out = output(options.output);
      const stopped = untilSignal();
      const stack = await lazy.stack().startStack({
        ...(options.world === undefined ? {} : { world: options.world }),
        ...(options.portsFile === undefined ? {} : { portsFile: options.portsFile }),
        clockRate: positive(options.clockRate, '--clock-rate'),
        temporal: options,
        say: (line) => out.say(line),
        signal: stopped.signal,
      });
      try {
        const { apps: _secrets, ...shown } = stack.ports;
        out.data(shown, () => `ready; logs in ${stack.folder}; Ctrl-C stops it`);
        await stack.whileAlive(stopped.given);
      } catch (error) {
        await stack.stop('keepFolder');
        throw error;
      }
      await stack.stop();
    });
};
