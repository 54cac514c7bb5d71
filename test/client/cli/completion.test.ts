import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../../../client/cli/program';
import { createOutput } from '../../../client/cli/output';
import { bash } from '../../../client/cli/commands/completion/bash';
import { fish } from '../../../client/cli/commands/completion/fish';
import { completedCommands, valuedFlags } from '../../../client/cli/commands/completion/model';
import { zsh } from '../../../client/cli/commands/completion/zsh';
import { PARTIES } from '../../../contracts/people/parties';
import { PROCESS_NAMES, STATUSES } from '../../../contracts/processes';

const COMMANDS = completedCommands(
  createProgram({
    withHandover: () => Promise.reject(new Error('completion needs no server')),
    output: (format) => createOutput(format),
    exit: () => undefined,
  }),
);

const RUNS = ['resource-move-1', 'csp-transfer-2'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handover-completion-'));
  handoverAnswers([...RUNS, '$(touch stolen)', 'a b', '`touch stolen`'].map((id) => JSON.stringify({ id, customer: 'x' })));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A `handover` of which only `list -o jsonl` is known. */
function handoverAnswers(lines: string[], code = 0): void {
  writeFileSync(join(folder, 'runs'), lines.map((line) => `${line}\n`).join(''));
  const script = `#!/bin/sh\n[ "$*" = "list -o jsonl" ] || exit 2\ncat "${folder}/runs"\necho "no server" >&2\nexit ${code}\n`;
  writeFileSync(join(folder, 'handover'), script);
  chmodSync(join(folder, 'handover'), 0o755);
}

interface Shell {
  script: string;
  /** What is offered for the last word of the line. */
  offered(line: string[]): { words: string[]; err: string };
}

function ran(program: string, args: string[]): { words: string[]; err: string } {
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder };
  const { stdout, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' });
  return { words: stdout.split('\n').filter(Boolean), err: stderr };
}

const SHELLS: Record<string, Shell> = {
  bash: {
    script: bash(COMMANDS),
    offered(line) {
      const words = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _handover handover; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return ran('bash', ['--norc', '-c', `. ./script; ${words}`, 'bash', ...line]);
    },
  },
  zsh: {
    script: zsh(COMMANDS),
    offered(line) {
      const stands = `compdef() { :; }; compadd() { shift; print -rl -- "$@"; }; _files() { :; }`;
      return ran('zsh', ['-f', '-c', `${stands}; . ./script; words=("$@"); CURRENT=$#; _handover`, 'zsh', ...line]);
    },
  },
  fish: {
    script: fish(COMMANDS),
    offered(line) {
      const { words, err } = ran('fish', ['--no-config', '-c', `source ./script; complete -C '${line.join(' ')}'`]);
      return { words: words.map((word) => word.split('\t')[0] ?? ''), err };
    },
  },
};

const INSTALLED = Object.keys(SHELLS).filter((name) => spawnSync(name, ['-c', 'true']).status === 0);
const MISSING = Object.keys(SHELLS).filter((name) => !INSTALLED.includes(name));

test('bash is there to be tested with', () => {
  expect(INSTALLED).toContain('bash');
});

if (MISSING.length > 0) test.skip.each(MISSING)('%s is not installed: its completion is not tried', () => undefined);

describe.each(INSTALLED)('%s', (name) => {
  const shell = SHELLS[name] as Shell;
  beforeEach(() => writeFileSync(join(folder, 'script'), shell.script));

  test('the script parses', () => {
    execFileSync(name, ['-n', join(folder, 'script')]);
  });

  test.each<[string[], readonly string[]]>([
    [['handover', ''], COMMANDS.map((command) => command.name)],
    [['handover', 'se'], ['send-back']],
    [['handover', 'start', ''], PROCESS_NAMES],
    [['handover', 'list', '--waiting-for', ''], PARTIES],
    [['handover', 'list', '--process', ''], PROCESS_NAMES],
    [['handover', 'list', '--status', ''], STATUSES],
    [['handover', 'inbox', '--as', 'cus'], ['customer']],
    [
      ['handover', 'show', '-o', ''],
      ['table', 'json', 'jsonl'],
    ],
    [['handover', 'show', ''], RUNS],
    [['handover', 'wait', '--timeout', '10m', 'csp'], ['csp-transfer-2']],
    [['handover', 'approve', '--as', 'customer', ''], RUNS],
    [
      ['handover', 'rule', 'resource-move-1', ''],
      ['retry', 'done', 'give-up'],
    ],
    [
      ['handover', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['handover', 'list', '--st'], ['--status']],
  ])('%j', (line, expected) => {
    const last = line.at(-1) ?? '';
    const { words, err } = shell.offered(line);
    expect(words.filter((word) => word.startsWith(last)).sort()).toEqual([...expected].sort());
    expect(err).toBe('');
  });

  test('an id that a shell would run is neither offered nor run', () => {
    shell.offered(['handover', 'show', '']);
    expect(existsSync(join(folder, 'stolen'))).toBe(false);
  });

  test('without a server it offers no run and says nothing', () => {
    handoverAnswers([], 1);
    const { words, err } = shell.offered(['handover', 'show', '']);
    expect(words.filter((word) => !word.startsWith('-'))).toEqual([]);
    expect(err).toBe('');
  });
});

test('an option takes a value in every command or in none: the scripts tell a value from an argument by that', () => {
  const valued = new Set(valuedFlags(COMMANDS));
  const clashes = COMMANDS.flatMap(({ options }) =>
    options.filter(({ long, values }) => values === undefined && valued.has(long)),
  );
  expect(clashes).toEqual([]);
});
