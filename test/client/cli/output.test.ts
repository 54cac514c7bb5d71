import { run } from '../support/cli';
import { asked, view } from '../support/views';

const seen = { view: view({ status: 'waiting', waitingFor: [asked()] }), note: 'No worker answers.' };
const handover = { progressOfAll: () => Promise.resolve(seen), list: () => Promise.resolve([]) };

test('show -o json prints the progress view and nothing else on standard output', async () => {
  const ran = await run(['show', 'move-1', '-o', 'json'], handover);
  expect(JSON.parse(ran.out)).toEqual(seen.view);
  expect(ran.err).toBe('No worker answers.\n');
});

test('jsonl is one line', async () => {
  const ran = await run(['show', 'move-1', '-o', 'jsonl'], handover);
  expect(ran.out.trimEnd().split('\n')).toHaveLength(1);
  expect(JSON.parse(ran.out)).toEqual(seen.view);
});

test('an empty list is an empty array, no lines, or a sentence', async () => {
  expect((await run(['list', '-o', 'json'], handover)).out).toBe('[]\n');
  expect((await run(['list', '-o', 'jsonl'], handover)).out).toBe('');
  expect((await run(['list'], handover)).out).toBe('no runs\n');
});

test('inbox holds what this party is asked, of every run that waits for it', async () => {
  const views = [
    view({ id: 'move-1', status: 'waiting', waitingFor: [asked(), asked({ party: 'operator' })] }),
    view({ id: 'move-2', status: 'waiting', waitingFor: [asked({ step: 'sign' })] }),
  ];
  const ran = await run(['inbox', '--as', 'Customer', '-o', 'json'], {
    list: (filter) => Promise.resolve(filter?.waitingFor === 'customer' ? views.map(({ id }) => ({ id })) : []) as never,
    progress: (id) => Promise.resolve({ view: views.find((one) => one.id === id) ?? view() }),
  });
  expect(JSON.parse(ran.out)).toMatchObject([
    { id: 'move-1', party: 'customer', step: 'approve' },
    { id: 'move-2', party: 'customer', step: 'sign' },
  ]);
});

test('every command has an example in its help', async () => {
  const names = [
    ...['up', 'simulator', 'worker', 'desk', 'start', 'list', 'show', 'wait', 'inbox', 'approve', 'decline', 'send-back'],
    ...['rule', 'pause', 'resume', 'cancel', 'report', 'assess', 'sample', 'completion'],
  ];
  for (const name of names) {
    const ran = await run([name, '--help']);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/Example:\n {2}\S/);
    for (const option of ['--output', '--address', '--namespace', '--profile']) expect(ran.out).toContain(option);
  }
});
