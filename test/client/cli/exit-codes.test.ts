import type { ProgressView, Status } from '../../../contracts/run/progress';
import { HandoverError, type ErrorKind } from '../../../client/api/errors';
import { Handover } from '../../../client/api/handover';
import { run } from '../support/cli';
import { asked, view } from '../support/views';

/** The client itself, on runs that say this. */
function withViews(views: Record<string, ProgressView>, looked: string[] = []): Handover {
  const handover = new Handover(undefined as never);
  handover.progress = (id) => {
    looked.push(id);
    const found = views[id];
    return found ? Promise.resolve({ view: found }) : Promise.reject(new HandoverError('notFound', `There is no run ${id}.`));
  };
  return handover;
}

const ends: [Status, number][] = [
  ['done', 0],
  ['failed', 1],
  ['declined', 5],
  ['undone', 5],
];

test.each(ends)('wait ends with the code of a run that is %s: %i', async (status, code) => {
  const ran = await run(['wait', 'move-1'], {
    waitUntil: () => Promise.resolve({ view: view({ status }) }),
    progress: () => Promise.resolve({ view: view() }),
  });
  expect(ran.code).toBe(code);
});

test('wait --until waiting ends with 4 and prints how to answer', async () => {
  const seen = { view: view({ status: 'waiting', waitingFor: [asked()] }) };
  const ran = await run(['wait', 'move-1', '--until', 'waiting'], {
    waitUntil: (_id, { until }) => Promise.resolve(until === 'waiting' ? seen : { view: view({ status: 'done' }) }),
    progress: () => Promise.resolve(seen),
  });
  expect(ran.code).toBe(4);
  expect(ran.out).toContain('handover approve move-1 --as customer');
});

test('what is to be read comes before how to answer: the plan of a move, the assessment of a migration', async () => {
  const plain = await run(['show', 'move-1'], withViews({ 'move-1': view({ status: 'waiting', waitingFor: [asked()] }) }));
  expect(plain.out).toMatch(/handover plan move-1 --out plan\.html\n.*handover approve move-1/);
  const document = {
    title: 'Go or no-go',
    version: 1,
    sections: [{ title: 'To do', fields: [{ label: '1.', value: 'Read.' }] }],
  };
  const childRuns = [
    { workflowId: 'whole-1-assessment', type: 'assessment', outcome: 'done' as const },
    { workflowId: 'whole-1-assessment-2', type: 'assessment', outcome: 'done' as const },
  ];
  const whole = view({ id: 'whole-1', status: 'waiting', childRuns, waitingFor: [asked({ step: 'go', document })] });
  const { out } = await run(['show', 'whole-1'], withViews({ 'whole-1': whole }));
  expect(out).toMatch(/handover report whole-1-assessment-2 --out assessment\.html\n.*handover approve whole-1/);
  expect(out).not.toContain('handover plan');
  expect(out).toContain('1. Read.');
  const byHand = view({ status: 'waiting', waitingFor: [asked({ evidence: true, document })] });
  expect((await run(['show', 'move-1'], withViews({ 'move-1': byHand }))).out).toContain(
    'handover approve move-1 --as customer --comment "…"',
  );
});

test('a part that asks a person is what the whole waits for: 4, with the part’s question and how to answer it', async () => {
  const whole = view({
    id: 'whole-1',
    childRuns: [
      { workflowId: 'part-0', type: 'assessment', outcome: 'done' },
      { workflowId: 'part-1', type: 'tenantMove', outcome: 'running' },
      { workflowId: 'part-2', type: 'tenantMove', outcome: 'running' },
    ],
  });
  const looked: string[] = [];
  // A part that is not there yet is no failure.
  const handover = withViews(
    { 'whole-1': whole, 'part-1': view({ id: 'part-1', status: 'waiting', waitingFor: [asked()] }) },
    looked,
  );
  for (const args of [
    ['wait', 'whole-1', '--until', 'waiting'],
    ['show', 'whole-1'],
  ]) {
    const ran = await run(args, handover);
    expect([args[0], ran.code]).toEqual([args[0], args[0] === 'show' ? 0 : 4]);
    expect(ran.out).toContain('handover approve part-1 --as customer');
  }
  expect(looked).not.toContain('part-0');
  const { out } = await run(['wait', 'whole-1', '--until', 'waiting', '-o', 'json'], handover);
  expect(JSON.parse(out)).toMatchObject({ id: 'whole-1', status: 'running', asking: [{ id: 'part-1', status: 'waiting' }] });
});

test('a part that stood by asks while it takes back what it did: the whole waits for that', async () => {
  const childRuns = [{ workflowId: 'part-1', type: 'tenantMove', outcome: 'holding' as const }];
  const part = view({ id: 'part-1', status: 'waiting', waitingFor: [asked()] });
  for (const [status, code] of [
    ['undoing', 4],
    ['done', 0],
  ] as const) {
    const looked: string[] = [];
    const handover = withViews({ 'whole-1': view({ id: 'whole-1', status, childRuns }), 'part-1': part }, looked);
    expect((await run(['wait', 'whole-1', '--until', 'waiting', '--timeout', '1s'], handover)).code).toBe(code);
    expect(looked.includes('part-1')).toBe(status === 'undoing');
  }
});

test('wait --timeout of a run that goes on is a failure that says so', async () => {
  const seen = { view: view() };
  const ran = await run(['wait', 'move-1', '--timeout', '1s'], {
    waitUntil: (_id, { timeoutMs }) =>
      timeoutMs === 1000 ? Promise.resolve(seen) : Promise.reject(new Error('not this time-out')),
    progress: () => Promise.resolve(seen),
  });
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('still running after 1s');
});

test('show tells how a run stands and is done, whatever it says', async () => {
  const ran = await run(['show', 'move-1'], { progressOfAll: () => Promise.resolve({ view: view({ status: 'failed' }) }) });
  expect(ran.code).toBe(0);
});

const kinds: [ErrorKind, number][] = [
  ['badInput', 2],
  ['refused', 2],
  ['notFound', 3],
  ['unavailable', 1],
  ['notYet', 1],
  ['failed', 1],
];

test.each(kinds)('an error of the kind %s ends with %i, with its way out and without a stack', async (kind, code) => {
  const ran = await run(['show', 'x'], {
    progressOfAll: () => Promise.reject(new HandoverError(kind, 'It broke.', { wayOut: 'Mend it.' })),
  });
  expect(ran).toEqual({ code, out: '', err: 'error: It broke.\n  Mend it.\n' });
});

test.each([
  ['an unknown command', ['frobnicate']],
  ['an unknown option', ['list', '--frobnicate']],
  ['a missing option', ['approve', 'move-1']],
  ['an unknown format', ['list', '-o', 'xml']],
  ['an unknown party', ['inbox', '--as', 'nobody']],
  ['an unknown verdict', ['rule', 'x', 'perhaps', '--step', 'move', '--reason', 'r']],
  ['an unknown process', ['start', 'teleport', '--input', 'x']],
  ['a time without a unit', ['wait', 'x', '--timeout', '5']],
])('%s is bad usage: 2', async (_what, args) => {
  const ran = await run(args);
  expect(ran.code).toBe(2);
  expect(ran.out).toBe('');
  expect(ran.err).not.toBe('');
});

test('the desk needs its configuration: 2', async () => {
  const ran = await run(['desk']);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('--config');
});
