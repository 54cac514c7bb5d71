import { type ChildProcess, execFile } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PROCESS_NAMES } from '../../contracts/processes';
import { connect } from '../../client/api/connection';
import { Handover } from '../../client/api/handover';
import { prepareStart } from '../../client/cli/start';
import { inLanes } from '../support/in-lanes';
import { ended, openShell, type Shell } from './cli-stack';

/**
 * Every documented example on one local stack as anybody has it: no world of its own, nothing prepared. The commands are those that the file
 * itself names, and they are run as they stand there.
 */
const withTemporal = process.env['HANDOVER_TEMPORAL_CLI'] ? describe : describe.skip;

const ROOT = join(__dirname, '..', '..');
const EXAMPLES = join(ROOT, 'docs', 'examples');
const NAMES = readdirSync(EXAMPLES).flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : []));

/** Runs at once: most of their time they wait for Azure. */
const LANES = 3;

interface Example {
  source?: { subscriptionId: string };
  subscriptions?: string[];
  subscriptionId?: string;
  scope?: string;
}

const textOf = (name: string) => readFileSync(join(EXAMPLES, `${name}.yaml`), 'utf8');

/** `ea-to-csp-by-billing` is one of `ea-to-csp`. */
function processOf(name: string) {
  const process = PROCESS_NAMES.find((one) => name === one || name.startsWith(`${one}-`));
  if (process === undefined) throw new Error(`${name} is named by no process`);
  return process;
}

/** What the file says to type, but for the stack, which is up. */
const commandsOf = (name: string) =>
  [...textOf(name).matchAll(/^# {3}(.*)$/gm)].flatMap(([, command = '']) =>
    command.startsWith('./bin/handover up ') || command === './bin/handover up' ? [] : [command],
  );

function sourcesOf(name: string): string[] {
  const { source, subscriptions = [], subscriptionId, scope } = parse(textOf(name)) as Example;
  return [...subscriptions, ...[source?.subscriptionId, subscriptionId, scope?.split('/')[2]].filter((id) => id !== undefined)];
}

test('each process has an example, which says how it is run and has a subscription to itself', () => {
  expect(new Set(NAMES.map(processOf))).toEqual(new Set(PROCESS_NAMES));
  for (const name of NAMES) {
    expect(textOf(name)).toMatch(
      /^# [A-Z][^\n]+\n(# .+\n)*#\n# Run it from the repository's folder; it takes (about|a few) .+:\n# {3}\.\/bin\/handover up/,
    );
    expect(commandsOf(name)[0]).toBe(`./bin/handover start ${processOf(name)} --input docs/examples/${name}.yaml --wait`);
  }
  const sources = NAMES.flatMap(sourcesOf);
  expect([...new Set(sources)].sort()).toEqual(sources.sort());
});

withTemporal('the examples of the documentation', () => {
  let shell: Shell;
  let stack: ChildProcess;
  let connected: Awaited<ReturnType<typeof connect>>;
  /** What went wrong while the commands of an example were typed. */
  const failures = new Map<string, string>();
  beforeAll(async () => {
    shell = openShell();
    for (const folder of ['bin', 'docs']) symlinkSync(join(ROOT, folder), join(shell.folder, folder));
    const up = await shell.up('--clock-rate', '2000');
    stack = up.process;
    connected = await connect(up.ports.temporal);
    await inLanes(LANES, NAMES, async (name) => {
      // 4 says that a person is asked, which the next command answers.
      const lines = commandsOf(name).map((line) => (line.startsWith('./bin/handover') ? `${line} || [ $? -eq 4 ]` : line));
      const failure = await typed(['set -e', ...lines].join('\n'));
      if (failure !== undefined) failures.set(name, failure);
    });
  }, 600_000);
  afterAll(async () => {
    await connected.close();
    stack.kill('SIGKILL');
    await ended(stack);
    shell.close();
  });

  function typed(script: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      execFile('bash', ['-c', script], { cwd: shell.folder, env: shell.env, timeout: 300_000 }, (error, out, err) =>
        resolve(error ? `${error.message}\n${out}\n${err}` : undefined),
      );
    });
  }

  it.each(NAMES)('%s comes through by the commands that it names, with most of its steps done', async (name) => {
    expect(failures.get(name)).toBeUndefined();
    const { id } = prepareStart(processOf(name), { input: join(EXAMPLES, `${name}.yaml`) });
    const { status, steps, result } = (await new Handover(connected.client).progress(id)).view;
    expect([status, (result as { status: string }).status]).toEqual(['done', 'done']);
    expect(steps.filter(({ state }) => state === 'skipped').length).toBeLessThan(steps.length / 2);
  });
});
