import { type CompletedCommand, flagsOf, ID_OF_LINE, valuedFlags, type Values } from './model';

/** Works in bash 3.2, which macOS has, and later. Where nothing is set, bash offers files. */
export function bash(commands: CompletedCommand[]): string {
  return `_handover_runs() {
  "$1" list -o jsonl </dev/null 2>/dev/null | sed -n 's/${ID_OF_LINE}/\\1/p'
}
_handover() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  local valued=" ${valuedFlags(commands).join(' ')} " options="" words="" place=0 i
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$current"))
    return
  fi
  case "$command" in
${commands.map(optionsCase).join('\n')}
  esac
  for ((i = 2; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in -*) continue ;; esac
    case "$valued" in *" \${COMP_WORDS[i-1]} "*) continue ;; esac
    place=$((place + 1))
  done
  case "$valued" in
  *" $previous "*) place="$previous" ;;
  *) case "$current" in -*) place=option ;; esac ;;
  esac
  case "$command $place" in
${commands.flatMap(placeCases).join('\n')}
  *) case "$valued" in *" $place "*) return ;; esac; words="$options" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _handover handover
`;
}

function optionsCase({ name, options }: CompletedCommand): string {
  return `  ${name}) options="${options.map(({ long }) => long).join(' ')}" ;;`;
}

function placeCases({ name, options, arguments: places }: CompletedCommand): string[] {
  return [
    ...places.flatMap((values, place) => placeCase([`"${name} ${place}"`], values)),
    ...options.flatMap((option) =>
      option.values === undefined
        ? []
        : placeCase(
            flagsOf(option).map((flag) => `"${name} ${flag}"`),
            option.values,
          ),
    ),
  ];
}

function placeCase(patterns: string[], values: Values): string[] {
  if (values === 'files' || values === 'free') return [];
  return [`  ${patterns.join(' | ')}) words="${values === 'runs' ? '$(_handover_runs "$1")' : values.join(' ')}" ;;`];
}
