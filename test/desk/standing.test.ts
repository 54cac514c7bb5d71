import { standingOf } from '../../client/desk/standing';
import { HandoverError } from '../../client/api/errors';
import { documentDigest } from '../../contracts/people/document';
import type { DecisionRecord } from '../../contracts/run/progress';
import { asking, form, transfer } from './support/fake-runs';
import { DeskRig, ORIGIN } from './support/rig';

const digest = documentDigest(form());
const sought = { party: 'customer', step: 'sign', digest } as const;
const newer = asking('customer', { document: form({ version: 3 }) });
const decision: DecisionRecord = {
  party: 'customer',
  choice: 'sendBack',
  step: 'sign',
  digest,
  name: 'Dana',
  at: '2026-11-23T09:00:00.000Z',
  proof: 'localStack',
};

test.each([
  ['open', transfer()],
  ['newer', transfer({ waitingFor: [newer] })],
  ['answered', transfer({ waitingFor: [], decisions: [decision] })],
  ['answered', transfer({ waitingFor: [newer], decisions: [decision] })],
  ['withdrawn', transfer({ waitingFor: [], status: 'running' })],
  ['withdrawn', transfer({ waitingFor: [], decisions: [{ ...decision, party: 'destinationPartner' }] })],
  ['ended', transfer({ waitingFor: [], status: 'undone' })],
  // Planned again, with the same plan: what was said about it before does not stand in the way.
  ['open', transfer({ decisions: [decision] })],
])('%s', (kind, view) => {
  expect(standingOf(view, sought).kind).toBe(kind);
});

test('from the inbox, a question is what is asked now', () => {
  expect(standingOf(transfer({ waitingFor: [newer] }), { party: 'customer', step: 'sign' }).kind).toBe('open');
});

test.each([
  ['running', 'This is not asked any more'],
  ['undone', 'This has ended'],
] as const)('a link into a run that is %s says: %s', async (status, words) => {
  const rig = new DeskRig();
  const visit = await rig.open(await rig.link('customer'));
  rig.runs.add(transfer({ waitingFor: [], status }));
  expect(await visit.text()).toContain(words);
  expect(await visit.text()).not.toContain('<form');
});

test('a run that is gone between the list and the look does not close the inbox', async () => {
  const rig = new DeskRig();
  rig.runs.add(transfer({ id: 'gone' }));
  const real = rig.runs.progress.bind(rig.runs);
  rig.runs.progress = (id) => (id === 'gone' ? Promise.reject(new HandoverError('notFound', 'gone')) : real(id));
  const inbox = await rig.open(await rig.link('customer', { aud: 'inbox', workflowId: undefined }), 'inbox');
  const page = await inbox.text();
  expect(page).toContain('csp-transfer-1');
  expect(page).not.toContain('gone');
});

test('while no worker answers for a run, the inbox does not say that nothing waits', async () => {
  const rig = new DeskRig();
  rig.runs.add(transfer({ id: 'csp-transfer-2' })).add(transfer({ id: 'csp-transfer-3' }));
  const inbox = await rig.open(await rig.link('customer', { aud: 'inbox', workflowId: undefined }), 'inbox');
  const real = rig.runs.progress.bind(rig.runs);
  const silent = new Set(['csp-transfer-2', 'csp-transfer-3']);
  rig.runs.progress = async (id) => ({ ...(await real(id)), ...(silent.has(id) ? { note: 'no worker' } : {}) });
  const some = await inbox.text();
  expect(some).toContain('2 runs cannot be shown at the moment');
  expect(some).toContain('/sign/csp-transfer-1/sign');
  silent.add('csp-transfer-1');
  const none = await inbox.text();
  expect(none).toContain('3 runs cannot be shown at the moment');
  expect(none).not.toContain('Nothing waits for you');
});

test('behind a proxy callers are told apart by what the proxy itself wrote', async () => {
  const rig = new DeskRig({ listen: { host: '127.0.0.1', port: 1, behindProxy: true } });
  const from = async (header: string) =>
    (await rig.app.request(`${ORIGIN}/nowhere`, { headers: { 'x-forwarded-for': header } })).status;
  for (let times = 0; times < 240; times++) await from(`10.0.0.${times}, 192.0.2.1`);
  expect(await from('10.0.0.250, 192.0.2.1')).toBe(429);
  expect(await from('192.0.2.1, 192.0.2.2')).toBe(404);
});
