import type { Command } from 'commander';
import { type CommonOptions, oneOf, type Register, withCommonOptions } from '../command';
import { EXIT } from '../exit';

type Words = Map<string, string[]>;

const SCRIPTS = { bash, zsh, fish };
const SHELLS = Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[];

export const registerCompletion: Register = (program, { exit }) => {
  withCommonOptions(
    program.command('completion <shell>').description(`print a completion script for ${SHELLS.join(', ')}`),
    'source <(handover completion bash)',
  ).action((shell: string, _options: CommonOptions) => {
    process.stdout.write(SCRIPTS[oneOf(SHELLS, shell, 'shell')](wordsOf(program)));
    exit(EXIT.done);
  });
};

/** Options of each command, taken from the program itself: a completion cannot fall behind it. */
function wordsOf(program: Command): Words {
  return new Map(
    program.commands.map((command) => [
      command.name(),
      [...command.options.flatMap(({ long }) => (long ? [long] : [])), '--help'],
    ]),
  );
}

function bash(words: Words): string {
  const cases = [...words].map(([name, options]) => `    ${name}) words="${options.join(' ')}" ;;`).join('\n');
  return `_handover() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words="${[...words.keys()].join(' ')}"
  if [ "$COMP_CWORD" -gt 1 ]; then
    case "\${COMP_WORDS[1]}" in
${cases}
    *) words="" ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _handover handover
`;
}

function zsh(words: Words): string {
  const cases = [...words].map(([name, options]) => `    ${name}) compadd -- ${options.join(' ')} ;;`).join('\n');
  return `#compdef handover
_handover() {
  if (( CURRENT == 2 )); then
    compadd -- ${[...words.keys()].join(' ')}
    return
  fi
  case "$words[2]" in
${cases}
  esac
  _files
}
compdef _handover handover
`;
}

function fish(words: Words): string {
  const commands = [...words.keys()].map((name) => `complete -c handover -n __fish_use_subcommand -a ${name}`);
  const options = [...words].flatMap(([name, list]) =>
    list.map((option) => `complete -c handover -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`),
  );
  return [...commands, ...options].join('\n') + '\n';
}
