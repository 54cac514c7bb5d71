import { type CompletedCommand, type CompletedOption, ID_OF_LINE, valuedFlags, type Values } from './model';

/** Completions for ~/.config/fish/completions/handover.fish, or for `handover completion fish | source`. */
export function fish(commands: CompletedCommand[]): string {
  return `function __handover_runs
  handover list -o jsonl </dev/null 2>/dev/null | sed -n 's/${ID_OF_LINE}/\\1/p'
end
function __handover_command
  set -l words (commandline -opc)
  test (count $words) -ge 2; and test "$words[2]" = "$argv[1]"
end
function __handover_argument
  __handover_command $argv[1]; or return 1
  set -l words (commandline -opc)
  set -l place 0
  set -l before ''
  for word in $words[3..-1]
    if not string match -q -- '-*' $word; and not contains -- $before ${valuedFlags(commands).join(' ')}
      set place (math $place + 1)
    end
    set before $word
  end
  test $place -eq $argv[2]
end
complete -c handover -f
${commands.flatMap(commandLines).join('\n')}
`;
}

function commandLines({ name, description, options, arguments: places }: CompletedCommand): string[] {
  return [
    `complete -c handover -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ...places.flatMap((values, place) =>
      values === 'free' ? [] : [`complete -c handover -n '__handover_argument ${name} ${place}' ${offer(values)}`],
    ),
    ...options.map((option) => optionLine(name, option)),
  ];
}

function optionLine(command: string, { long, short, description, values }: CompletedOption): string {
  const flags = `-l ${long.slice(2)}${short === undefined ? '' : ` -s ${short.slice(1)}`}`;
  const value = values === undefined ? '' : values === 'files' ? ' -r -F' : values === 'free' ? ' -x' : ` -x ${offer(values)}`;
  return `complete -c handover -n '__handover_command ${command}' ${flags}${value} -d ${quoted(description)}`;
}

function offer(values: Exclude<Values, 'free'>): string {
  if (values === 'files') return '-F';
  return `-a '${values === 'runs' ? '(__handover_runs)' : values.join(' ')}'`;
}

/** Inside single quotes fish knows two escapes. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
