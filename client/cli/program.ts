import { Command } from 'commander';
import { version } from '../../package.json';
import type { Register, Surroundings } from './command';
import { registerAssess } from './commands/assess';
import { registerCancel } from './commands/cancel';
import { registerCompletion } from './commands/completion';
import { registerDecide } from './commands/decide';
import { registerDesk } from './commands/desk';
import { registerHold } from './commands/hold';
import { registerInbox } from './commands/inbox';
import { registerList } from './commands/list';
import { registerPlan } from './commands/plan';
import { registerReport } from './commands/report';
import { registerRule } from './commands/rule';
import { registerSample } from './commands/sample';
import { registerShow } from './commands/show';
import { registerSimulator } from './commands/simulator';
import { registerStart } from './commands/start';
import { registerUp } from './commands/up';
import { registerWait } from './commands/wait';
import { registerWorker } from './commands/worker';

const COMMANDS: Record<string, Register[]> = {
  'Move:': [registerStart, registerList, registerShow, registerWait, registerPlan, registerReport, registerAssess],
  'Answer:': [registerInbox, registerDecide],
  'Operate:': [registerRule, registerHold, registerCancel],
  'Run:': [registerSample, registerUp, registerSimulator, registerWorker, registerDesk, registerCompletion],
};

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 usage or bad input, 3 not found, 4 waiting on a person, 5 declined or undone
Example: handover start resource-move --input docs/examples/resource-move.yaml --wait`;

/** The whole command line, ready to parse. Throws CommanderError instead of ending the process. */
export function createProgram(surroundings: Surroundings): Command {
  const program = new Command('handover')
    .description('Moves Azure subscriptions between partners and agreements')
    .version(version, '-V, --version')
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText('after', EXIT_CODES)
    .exitOverride();
  for (const [heading, registers] of Object.entries(COMMANDS)) {
    program.commandsGroup(heading);
    for (const register of registers) register(program, surroundings);
  }
  return program;
}
