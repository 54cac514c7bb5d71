import { type CommonOptions, oneOf, type Register, withCommonOptions } from '../command';
import { bash } from './completion/bash';
import { fish } from './completion/fish';
import { completedCommands, SHELLS } from './completion/model';
import { zsh } from './completion/zsh';

const SCRIPTS = { bash, zsh, fish };

export const registerCompletion: Register = (program) => {
  withCommonOptions(
    program.command('completion <shell>').description(`print a completion script for ${SHELLS.join(', ')}`),
    'source <(handover completion bash)',
  ).action((shell: string, _options: CommonOptions) => {
    process.stdout.write(SCRIPTS[oneOf(SHELLS, shell, 'shell')](completedCommands(program)));
  });
};
