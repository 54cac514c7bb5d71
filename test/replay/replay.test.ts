import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle';
import { replays } from '../support/replays';
import { installRuntime, logger } from '../support/runtime';
import { problems, readHistory, readManifest } from './histories';

const ROOT = path.join(__dirname, '../..');
installRuntime();
const manifest = readManifest();
const names = Object.keys(manifest);

/** Files of the workflow types, below `workflows`, by what workflows/index.ts exports: every type has runs somewhere, or will. */
function workflowFiles(): Record<string, string> {
  const index = readFileSync(path.join(ROOT, 'workflows/index.ts'), 'utf8');
  const exported = [...index.matchAll(/export \{([^}]*)\} from '([^']*)'/g)];
  return Object.fromEntries(
    exported.flatMap(([, list = '', file = '']) =>
      list
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean)
        .map((name) => [name, `${file}.ts`]),
    ),
  );
}

/** The failure of each replay, undefined where the history replays. */
async function replay(workflowBundle: WorkflowBundleOption, chosen: string[]): Promise<Record<string, unknown>> {
  function* histories() {
    // Under the id that each ran under: ids of child runs are made of it.
    for (const name of chosen) yield { workflowId: name.replace('/', '-'), history: readHistory(name) };
  }
  const failures: Record<string, unknown> = {};
  for await (const { workflowId, error } of replays(workflowBundle, histories())) failures[workflowId.replace('-', '/')] = error;
  return failures;
}

describe('retained histories', () => {
  it('are all there, as they were recorded, at least one a workflow type', () => {
    expect(problems(manifest, Object.keys(workflowFiles()))).toEqual([]);
  });

  it('would not pass for a gate when one is missing, changed or unknown, or none is there', () => {
    const [first = '', ...rest] = names;
    const { [first]: digest = '', ...without } = manifest;
    expect(problems(without, [])).toEqual([`${first} is not in the manifest`]);
    expect(problems({ ...manifest, [first]: digest.replace(/^./, 'x') }, [])).toEqual([`${first} was changed`]);
    expect(problems({ ...manifest, 'resourceMove/gone': digest }, [])).toEqual(['resourceMove/gone is missing']);
    expect(problems(manifest, ['csp'])).toEqual(['csp has no history']);
    expect(problems({}, [])).toContain('no history is retained');
    expect(rest.length).toBeGreaterThan(0);
  });

  it('replay on the workflows as they are', async () => {
    const current = await bundleWorkflows(logger);
    expect(await replay(current, names)).toStrictEqual(Object.fromEntries(names.map((name) => [name, undefined])));
  });

  describe('on workflows with two steps swapped', () => {
    const BROKEN = [
      'resourceMove/happy',
      'resourceMove/undone',
      'resourceMove/waitingForRuling',
      'accessHandover/happy',
      'accessHandover/undone',
    ];
    const REPLAYING = ['resourceMove/declined', 'resourceMove/waitingForApproval'];
    let copy: string;
    let failures: Record<string, unknown>;
    const swap = (type: string, first: string, second: string) => {
      const file = workflowFiles()[type];
      if (!file) throw new Error(`workflows/index.ts exports no ${type}`);
      const at = path.join(copy, 'workflows', file);
      const source = readFileSync(at, 'utf8');
      const lines = source.split('\n');
      const [a, b] = [first, second].map((text) => lines.findIndex((line) => line.includes(text))) as [number, number];
      if (a < 0 || b < 0) throw new Error(`${file} has changed: choose other lines to swap`);
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
      writeFileSync(at, lines.join('\n'));
    };

    beforeAll(async () => {
      copy = mkdtempSync(path.join(tmpdir(), 'handover-mutated-'));
      for (const folder of ['workflows', 'contracts', 'activities', 'planning'])
        cpSync(path.join(ROOT, folder), path.join(copy, folder), { recursive: true });
      symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
      swap('resourceMove', 'await snapshotOnce(state);', 'await prepare(state, undo);');
      swap('accessHandover', 'await operator.awaitRole(', 'state.granted = (');
      failures = await replay(await bundleWorkflowCode({ workflowsPath: path.join(copy, 'workflows/index.ts'), logger }), [
        ...BROKEN,
        ...REPLAYING,
      ]);
    });
    afterAll(() => rmSync(copy, { recursive: true, force: true }));

    it.each(BROKEN)('%s fails to replay', (name) => {
      expect(names).toContain(name);
      expect(failures[name]).toMatchObject({ name: 'DeterminismViolationError' });
    });

    it.each(REPLAYING)('%s replays: it has not come that far', (name) => {
      expect(failures).toHaveProperty([name], undefined);
    });
  });
});
