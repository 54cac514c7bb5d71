import { statusFor } from '../../client/desk/status-view';
import { documentDigest } from '../../contracts/people/document';
import type { DecisionRecord, ProgressView } from '../../contracts/run/progress';
import { asking, form, TENANTS, transfer } from './support/fake-runs';
import { DeskRig } from './support/rig';

const DRAFT = form({ title: 'Draft of the source partner', sections: [] });

const said = (over: Partial<DecisionRecord>): DecisionRecord => ({
  party: 'sourcePartner',
  choice: 'approve',
  step: 'draft',
  digest: documentDigest(DRAFT),
  name: 'Sam Source',
  email: 'sam@contoso.example',
  at: '2026-11-23T07:30:00.000Z',
  proof: 'localStack',
  ...over,
});

/** A run that holds everything that is not everybody's. */
const full: ProgressView = transfer({
  status: 'failed',
  steps: [
    { name: 'ticket', who: 'sourcePartner', state: 'failed', detail: 'InternalServerError from 10.1.2.3' },
    { name: 'ruling', who: 'operator', state: 'done', detail: 'the operator thinks little of Contoso' },
  ],
  decisions: [
    said({ comment: 'write to sam@contoso.example' }),
    said({ party: 'operator', name: 'Olga', email: 'olga@operator.example', comment: 'they never answer the phone' }),
    said({
      party: 'customer',
      step: 'request',
      digest: 'a'.repeat(64),
      name: 'Dana',
      email: 'dana@fabrikam.example',
      comment: 'all good',
    }),
  ],
  documents: { sign: form(), draft: DRAFT, again: DRAFT },
  waitingFor: [
    asking('customer'),
    {
      party: 'operator',
      step: 'ticket',
      what: 'support request 4711 answers 500: retry?',
      choices: ['retry', 'give-up'],
      since: '2026-11-23T08:00:00.000Z',
    },
  ],
  leftUndone: ['close ticket 4711 by hand'],
  failure: { type: 'UnknownAzureError', step: 'ticket', message: 'The ticket could not be opened. Stack: at foo.ts:1' },
});

test('a customer sees names, its own addresses and words, and no inside of the operator’s or of a failure', () => {
  const text = JSON.stringify(statusFor(full, 'customer'));
  for (const shown of [
    'Sam Source',
    'Olga',
    'dana@fabrikam.example',
    'all good',
    'The ticket could not be opened.',
    'decides how it goes on',
  ]) {
    expect(text).toContain(shown);
  }
  for (const hidden of ['sam@contoso', 'olga@', 'phone', 'Stack', '10.1.2.3', 'thinks little', '4711', 'by hand', 'foo.ts']) {
    expect(text).not.toContain(hidden);
  }
});

test('a text is read by those who were asked about it; the others see that there is one', () => {
  const [sign, draft, ...none] = statusFor(full, 'customer').documents;
  expect(none).toEqual([]);
  expect(sign?.document).toEqual(form());
  expect(draft).toMatchObject({ title: 'Draft of the source partner', version: 2 });
  expect(draft?.document).toBeUndefined();
  expect(statusFor(full, 'sourcePartner').documents.map(({ document }) => document?.title)).toEqual([
    undefined,
    'Draft of the source partner',
  ]);
});

test('the operator sees all', () => {
  const text = JSON.stringify(statusFor(full, 'operator'));
  for (const shown of ['sam@contoso.example', 'phone', '10.1.2.3', '4711 answers 500', 'by hand', 'UnknownAzureError', 'Stack']) {
    expect(text).toContain(shown);
  }
});

test('what came out: partners by name, counts, no file’s address; groups to be judged are the operator’s', () => {
  const result = {
    procedure: 'ticket',
    ticket: { name: 'T-1', id: '/providers/…' },
    subscriptions: [
      {
        subscriptionId: 's-1',
        displayName: 'Production',
        before: { partnerTenantId: TENANTS.sourcePartner, partnerCenterId: 'a' },
        after: { partnerTenantId: TENANTS.destinationPartner, partnerCenterId: 'b' },
      },
    ],
    access: [{ subscriptionId: 's-1', granted: true, removed: 3, remaining: 0, unknownForeign: ['group-9'] }],
    receipt: { uri: 'file:///secret/place', sha256: 'a', bytes: 1 },
  };
  const done = transfer({ status: 'done', waitingFor: [], result });
  expect(statusFor(done, 'customer').result).toEqual([
    { name: 'Procedure', value: 'Support ticket and signed form' },
    { name: 'Support ticket', value: 'T-1' },
    { name: 'Production (s-1)', value: 'Contoso to Northwind' },
    { name: 'Rights of the old partner on s-1', value: '3 removed, 0 left' },
  ]);
  expect(JSON.stringify(statusFor(done, 'customer'))).not.toContain('/secret/place');
  expect(JSON.stringify(statusFor(done, 'operator').result)).toContain('group-9');
});

test('the status page of a link shows who is waited for since when until when, and what was decided', async () => {
  const rig = new DeskRig();
  rig.runs.add(full);
  const visit = await rig.open(await rig.link('customer', { aud: 'status', step: undefined, digest: undefined }), 'status');
  const page = await visit.text();
  for (const words of [
    'Fabrikam (customer)',
    '23 Nov 2026, 08:00 UTC',
    '7 Dec 2026, 08:00 UTC',
    'every 3 days',
    'Sam Source',
    'Failed',
  ]) {
    expect(page).toContain(words);
  }
});

test('a link to the status answers nothing; one to the inbox leads from the status to what is asked', async () => {
  const rig = new DeskRig();
  const visit = await rig.open(await rig.link('customer', { aud: 'status', step: undefined, digest: undefined }), 'status');
  const path = `${visit.base}/sign/csp-transfer-1/sign`;
  expect(await visit.text()).not.toContain(`href="${path}"`);
  expect((await visit.get(path)).status).toBe(403);
  expect(await visit.text()).not.toContain('>Inbox<');
  expect((await visit.get(`${visit.base}/inbox`)).status).toBe(403);
  const inbox = await rig.open(await rig.link('customer', { aud: 'inbox', workflowId: undefined }), 'inbox');
  expect(await inbox.text(`${inbox.base}/status/csp-transfer-1`)).toContain(`href="${inbox.base}/sign/csp-transfer-1/sign"`);
});

test('steps have titles, not the names that programs give them', async () => {
  const rig = new DeskRig();
  rig.runs.add(transfer({ steps: [{ name: 'attach', who: 'sourcePartner', state: 'done' }] }));
  const visit = await rig.open(await rig.link('customer', { aud: 'status', step: undefined, digest: undefined }), 'status');
  expect(await visit.text()).toContain('<strong>Attach the form to the ticket</strong>');
});

test('an inbox shows what waits for the party, and not what waits for others', async () => {
  const rig = new DeskRig();
  const inbox = await rig.open(await rig.link('destinationPartner', { aud: 'inbox', workflowId: undefined }), 'inbox');
  expect(await inbox.text()).toContain(`${inbox.base}/sign/csp-transfer-1/sign`);
  const source = await rig.open(await rig.link('sourcePartner', { aud: 'inbox', workflowId: undefined }), 'inbox');
  expect(await source.text()).toContain('Nothing waits for you now');
});

describe('the local desk', () => {
  const local = { local: true, url: 'http://127.0.0.1:8080' };
  const at = (rig: DeskRig, path: string, init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {}) =>
    rig.app.request(`http://127.0.0.1:8080${path}`, { ...init, headers: { host: '127.0.0.1:8080', ...init.headers } });

  test('lists the runs and opens any party’s inbox, and says that it is local', async () => {
    const rig = new DeskRig(local);
    const page = await (await at(rig, '/')).text();
    expect(page).toContain('This is a local stack');
    expect(page).toContain('Open the inbox of Northwind (destination partner)');
    const opened = await at(rig, '/open', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: local.url },
      body: new URLSearchParams({ party: 'customer', tenantId: 'aaaaaaaa-0000-4000-8000-000000000001' }).toString(),
    });
    expect(opened.status).toBe(303);
    expect(opened.headers.get('location')).toMatch(/^\/inbox\?t=/);
    const entered = await at(rig, opened.headers.get('location') ?? '');
    const inbox = await at(rig, entered.headers.get('location') ?? '', {
      headers: { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' },
    });
    expect(await inbox.text()).toContain('CSP Subscription Transfer');
  });

  test('not by another name, not from another site, and not on a shared desk', async () => {
    const rig = new DeskRig(local);
    expect((await at(rig, '/', { headers: { host: 'evil.example:8080' } })).status).toBe(404);
    const foreign = await at(rig, '/open', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
      body: 'party=customer&tenantId=',
    });
    expect(foreign.status).toBe(403);
    expect((await new DeskRig().app.request('https://desk.example/', { headers: { host: 'desk.example' } })).status).toBe(404);
  });
});
