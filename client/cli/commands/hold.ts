import { userInfo } from 'node:os';
import type { Hold } from '../../../contracts/run/messages';
import { type CommonOptions, type Register, withCommonOptions } from '../command';

interface Options extends CommonOptions {
  reason: string;
  name?: string;
}

const COMMANDS = [
  { name: 'pause', does: 'begin nothing new; what is under way at Azure goes on', said: 'paused' },
  { name: 'resume', does: 'go on after a pause', said: 'resumed' },
] as const;

/** `pause` and `resume`. */
export const registerHold: Register = (program, { withHandover, output }) => {
  for (const { name, does, said } of COMMANDS) {
    withCommonOptions(
      program.command(`${name} <id>`).description(does),
      `handover ${name} resource-move-… --reason "change freeze"`,
    )
      .option('--reason <text>', 'kept in the run', '')
      .option('--name <name>', 'who asks (default: your user name)')
      .action(async (id: string, options: Options) => {
        const hold: Hold = { reason: options.reason, name: options.name ?? userInfo().username };
        await withHandover(options, (handover) => handover[name](id, hold));
        output(options.output).data({ id, ...hold }, () => `${id} ${said} by ${hold.name}`);
      });
  }
};
