import { type CompletedCommand, flagsOf, ID_OF_LINE, valuedFlags, type Values } from './model';

/** A user sources this after compinit, or keeps it as `_handover` in a folder of fpath. */
export function zsh(commands: CompletedCommand[]): string {
  return `#compdef handover
_handover_runs() {
  "$1" list -o jsonl </dev/null 2>/dev/null | sed -n 's/${ID_OF_LINE}/\\1/p'
}
_handover() {
  local subcommand="$words[2]" valued=" ${valuedFlags(commands).join(' ')} " place
  local -a options
  local -i i count=0
  if (( CURRENT == 2 )); then
    compadd -- ${commands.map(({ name }) => name).join(' ')}
    return
  fi
  case "$subcommand" in
${commands.map(({ name, options }) => `  ${name}) options=(${options.map(({ long }) => long).join(' ')}) ;;`).join('\n')}
  esac
  for (( i = 3; i < CURRENT; i++ )); do
    [[ "$words[i]" == -* || "$valued" == *" $words[i-1] "* ]] || count=$(( count + 1 ))
  done
  place=$count
  if [[ "$valued" == *" $words[CURRENT-1] "* ]]; then
    place="$words[CURRENT-1]"
  elif [[ "$words[CURRENT]" == -* ]]; then
    place=option
  fi
  case "$subcommand $place" in
${commands.flatMap(placeCases).join('\n')}
  *) compadd -- $options ;;
  esac
}
if [[ "$funcstack[1]" == _handover ]]; then
  _handover "$@"
else
  compdef _handover handover
fi
`;
}

function placeCases({ name, options, arguments: places }: CompletedCommand): string[] {
  return [
    ...places.map((values, place) => `  "${name} ${place}") ${offer(values)} ;;`),
    ...options.flatMap((option) => {
      const { values } = option;
      if (values === undefined) return [];
      return flagsOf(option).map((flag) => `  "${name} ${flag}") ${offer(values)} ;;`);
    }),
  ];
}

function offer(values: Values): string {
  if (values === 'files') return '_files';
  if (values === 'free') return 'return 1';
  return `compadd -- ${values === 'runs' ? '${(f)"$(_handover_runs "$words[1]")"}' : values.join(' ')}`;
}
