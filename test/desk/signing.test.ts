import { documentDigest } from '../../contracts/people/document';
import type { DecisionRecord } from '../../contracts/run/progress';
import { csrfToken } from '../../client/desk/csrf';
import { makeLink } from '../../client/desk/links';
import { HandoverError } from '../../client/api/errors';
import { createRateLimit } from '../../client/desk/rate-limit';
import { planDigest } from '../../planning/plan/digest';
import { ASSESSMENT } from '../client/reports/sample-assessment';
import { move, PLAN } from './support/move-run';
import { asking, form, isProven, transfer } from './support/fake-runs';
import { DeskRig, ORIGIN } from './support/rig';

let rig: DeskRig;
beforeEach(() => (rig = new DeskRig()));

describe('signing', () => {
  test('a typed name and a tick: the run gets a decision proven over run, digest, choice, name and time; the page shows it', async () => {
    const visit = await rig.open(await rig.link('customer'));
    const posted = await visit.approve({ comment: 'Fine by me' });
    expect(posted.status).toBe(303);
    expect(posted.headers.get('location')).toBe(visit.path);

    const [decision] = rig.view().decisions;
    expect(decision).toMatchObject({
      party: 'customer',
      choice: 'approve',
      step: 'sign',
      digest: documentDigest(form()),
      name: 'Dana Doe',
      email: 'dana@fabrikam.example',
      comment: 'Fine by me',
    });
    const { at: _at, proof, ...said } = decision ?? { at: '', proof: 'localStack' };
    if (proof === 'localStack') throw new Error('it is not proven');
    expect(proof.signedAt).toBe(rig.at.toISOString());
    expect(Date.parse(proof.validUntil) - rig.at.getTime()).toBe(15 * 60_000);
    const run = { workflowId: 'csp-transfer-1', runId: 'run-1' };
    const key = rig.keys.publicKey;
    expect(isProven(proof, run, 'decide', said, key)).toBe(true);
    expect(isProven(proof, { ...run, runId: 'run-2' }, 'decide', said, key)).toBe(false);
    expect(isProven(proof, run, 'contact', said, key)).toBe(false);
    expect(isProven(proof, run, 'decide', { ...said, name: 'Mallory' }, key)).toBe(false);
    expect(isProven({ ...proof, validUntil: '2027-01-01T00:00:00.000Z' }, run, 'decide', said, key)).toBe(false);

    const page = await visit.text();
    for (const words of ['Signed', 'Dana Doe', 'Fabrikam (customer)', '24 Nov 2026, 09:00 UTC', documentDigest(form())]) {
      expect(page).toContain(words);
    }
    expect(page).not.toContain('<form');
  });

  test('who signs sees who has signed the same text before', async () => {
    await (await rig.open(await rig.link('customer'))).approve();
    const other = await rig.open(await rig.link('destinationPartner'));
    const page = await other.text();
    expect(page).toContain('Signed by Dana Doe for Fabrikam (customer)');
    expect(page).not.toContain('dana@fabrikam.example');
  });

  test('a signature does not outlive its link', async () => {
    const visit = await rig.open(await rig.link('customer', {}, 60));
    await visit.approve();
    expect(rig.view().decisions[0]?.proof).toMatchObject({ validUntil: new Date(rig.at.getTime() + 60_000).toISOString() });
  });

  test('once: what is sent again changes nothing', async () => {
    const visit = await rig.open(await rig.link('customer'));
    const fields = await visit.hidden();
    await visit.approve();
    expect((await visit.approve({ ...fields, name: 'Somebody Else' })).status).toBe(409);
    expect(rig.view().decisions.map(({ name }) => name)).toEqual(['Dana Doe']);
  });

  test('the log says decided of what the run took, not of what another answer was quicker than', async () => {
    const visit = await rig.open(await rig.link('customer'));
    const decide = rig.runs.decide.bind(rig.runs);
    rig.runs.decide = async (id, decision) => {
      await decide(id, decision);
      throw new HandoverError('refused', 'DecisionRefused: customer has answered already');
    };
    expect((await visit.approve()).status).toBe(303);
    expect(rig.lines.join('\n')).not.toContain('decided');
    rig.runs.decide = decide;
    const other = await rig.open(await rig.link('destinationPartner'));
    await other.approve({ states: 'contract' });
    expect(rig.lines.join('\n')).toContain('"event":"decided","run":"csp-transfer-1","step":"sign","party":"destinationPartner"');
  });

  test.each<[string, Record<string, string | string[]>, string[]]>([
    ['no name', { name: ' ' }, ['approve-name']],
    ['no tick', { read: '' }, ['approve-read']],
    ['neither', { name: '', read: '' }, ['approve-name', 'approve-read']],
    ['a no without a reason', { choice: 'decline', comment: '' }, ['decline-comment']],
    ['back without a word', { choice: 'sendBack', comment: '' }, ['sendBack-comment']],
  ])('%s: nothing is sent, and the field says why', async (_what, fields, wrong) => {
    const visit = await rig.open(await rig.link('customer'));
    const page = await visit.approve({ comment: 'kept', ...fields });
    expect(page.status).toBe(422);
    const text = await page.text();
    for (const id of wrong) {
      expect(text).toContain(`href="#${id}"`);
      expect(text).toContain(`id="${id}-error"`);
      expect(text).toMatch(new RegExp(`id="${id}"[^>]*aria-describedby="[^"]*${id}-error"[^>]*aria-invalid="true"`));
    }
    expect(rig.view().decisions).toEqual([]);
  });

  test('each statement of a party needs its own tick', async () => {
    const visit = await rig.open(await rig.link('destinationPartner'));
    expect((await visit.approve()).status).toBe(422);
    expect((await visit.approve({ states: 'contract' })).status).toBe(303);
    expect(rig.view().decisions[0]?.states).toEqual(['contract']);
  });

  test('sent back: only fields that were changed, and that this party may change', async () => {
    const visit = await rig.open(await rig.link('customer'));
    await visit.post({
      choice: 'sendBack',
      name: 'Dana Doe',
      comment: 'Another contact',
      'changes.destination.contact': 'Noah North',
      'changes.destination.mpnId': '1',
    });
    expect(rig.view().decisions[0]).toMatchObject({ choice: 'sendBack', changes: { 'destination.contact': 'Noah North' } });
  });

  test('declined with a reason', async () => {
    const visit = await rig.open(await rig.link('customer'));
    await visit.post({ choice: 'decline', name: 'Dana Doe', comment: 'Not this year' });
    expect(rig.view().decisions[0]).toMatchObject({ choice: 'decline', comment: 'Not this year' });
    expect(await visit.text()).toContain('Not this year');
  });

  test('a choice that is not offered does not count', async () => {
    rig.view().waitingFor = [asking('customer', { choices: ['decline'] })];
    const visit = await rig.open(await rig.link('customer'));
    expect(await visit.text()).not.toContain('value="approve"');
    expect((await visit.approve()).status).toBe(422);
    expect(rig.view().decisions).toEqual([]);
  });

  test('what the run refuses is said in its words; what was typed stays', async () => {
    const visit = await rig.open(await rig.link('customer'));
    rig.runs.refusal = 'DecisionRefused: the moon is in the wrong place';
    const page = await visit.approve({ comment: 'line one\nline two' });
    expect(page.status).toBe(409);
    const text = await page.text();
    expect(text).toContain('the moon is in the wrong place');
    expect(text).toContain('value="Dana Doe"');
    expect(text).toContain('line one\nline two');
  });

  test('a text that changed under the reader’s eyes is not signed', async () => {
    const inbox = await rig.open(await rig.link('customer', { aud: 'inbox', workflowId: undefined }), 'inbox');
    const path = `${inbox.base}/sign/csp-transfer-1/sign`;
    const digest = documentDigest(form());
    const newer = form({ version: 3 });
    rig.view().waitingFor = [asking('customer', { document: newer })];
    const { csrf } = /name="csrf"\s+value="(?<csrf>[^"]*)"/.exec(await inbox.text(path))?.groups ?? {};
    const page = await inbox.post({ csrf: csrf ?? '', digest, choice: 'approve', name: 'Dana', read: 'yes' }, { path });
    expect(page.status).toBe(409);
    expect(await page.text()).toContain('version 3');
    expect(rig.view().decisions).toEqual([]);
  });

  test('a link for an older version says so, and lets the new one be sent', async () => {
    const visit = await rig.open(await rig.link('customer'));
    rig.view().waitingFor = [asking('customer', { document: form({ version: 3 }) })];
    const page = await visit.text();
    expect(page).toContain('The text has changed');
    expect(page).toContain('version 3');
    expect(page).not.toContain('value="approve"');
    expect((await visit.post({ action: 'resend', name: 'Dana' }, { path: `${visit.path}/contact` })).status).toBe(200);
    expect(rig.runs.contacts).toMatchObject([{ action: 'resend', digest: documentDigest(form({ version: 3 })) }]);
  });

  test('a text that does not belong to its digest cannot be signed', async () => {
    const visit = await rig.open(await rig.link('customer'));
    const [asked] = rig.view().waitingFor;
    if (asked) asked.document = form({ title: 'Something else' });
    expect((await visit.get()).status).toBe(500);
  });

  test('without a worker nothing is shown as a fact', async () => {
    const visit = await rig.open(await rig.link('customer'));
    rig.runs.progress = () => Promise.resolve({ view: transfer({ waitingFor: [] }), note: 'no worker' });
    expect((await visit.get()).status).toBe(503);
  });
});

describe('a resource move', () => {
  const open = async () => {
    rig.runs.add(move());
    return rig.open(await rig.link('customer', { workflowId: 'move-1', step: 'approve', digest: planDigest(PLAN) }));
  };

  test('its plan is read and signed where the plan can be had', async () => {
    rig.plan = { digest: planDigest(PLAN), plan: PLAN };
    const visit = await open();
    const page = await visit.text();
    for (const words of ['1 of 2 resources can move', 'It cannot move.', 'Build it anew.', planDigest(PLAN)]) {
      expect(page).toContain(words);
    }
    expect((await visit.approve()).status).toBe(303);
    expect(rig.view('move-1').decisions).toMatchObject([{ digest: planDigest(PLAN), choice: 'approve' }]);
  });

  test.each<[string, DeskRig['plan']]>([
    ['elsewhere', undefined],
    ['for another plan than is asked about', { digest: 'f'.repeat(64), plan: PLAN }],
  ])('%s it is not approved unread: the page says how to get it, and takes a no', async (_what, plan) => {
    rig.plan = plan;
    const visit = await open();
    const page = await visit.text();
    expect(page).toContain('handover plan move-1 --out plan.html');
    expect(page).not.toContain('Build it anew.');
    expect(page).not.toContain('value="approve"');
    const refused = await visit.approve();
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('cannot be approved here. Nothing was signed.');
    expect(rig.view('move-1').decisions).toEqual([]);
    expect((await visit.post({ choice: 'decline', name: 'Dana Doe', comment: 'Unreadable' })).status).toBe(303);
    expect(rig.view('move-1').decisions).toMatchObject([{ choice: 'decline' }]);
  });
});

test('what the operator has to rule on is not signed: the page names the command', async () => {
  const view = transfer();
  view.waitingFor = [
    {
      party: 'operator',
      step: 'ticket',
      what: 'the ticket cannot be opened',
      choices: ['retry', 'give-up'],
      since: '2026-11-23T08:00:00.000Z',
    },
  ];
  rig.runs.add(view);
  const { linkKey } = rig.keys;
  const token = await makeLink({ aud: 'inbox', party: 'operator', email: 'olga@operator.example' }, linkKey, 4e9);
  const inbox = await rig.open(token, 'inbox');
  expect(await inbox.text()).toContain('The ticket cannot be opened');
  const page = await inbox.text(`${inbox.base}/sign/csp-transfer-1/ticket`);
  expect(page).toContain('handover rule csp-transfer-1 --step ticket retry|give-up');
  expect(page).not.toContain('<form');
});

describe('a form that is not ours', () => {
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['has no token', { csrf: '' }, {}],
    ['has another session’s token', { csrf: 'A'.repeat(43) }, {}],
    ['comes from another site', {}, { origin: 'https://evil.example' }],
    ['comes from another site, as the browser says', {}, { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('%s: 403, nothing happens', async (_what, fields, headers) => {
    const visit = await rig.open(await rig.link('customer'));
    const page = await visit.post({ choice: 'approve', name: 'Dana', read: 'yes', ...fields }, { headers });
    expect(page.status).toBe(403);
    expect(rig.view().decisions).toEqual([]);
  });

  test('a token of another link does not serve', async () => {
    const visit = await rig.open(await rig.link('customer'));
    const other = await rig.open(await rig.link('destinationPartner'));
    const { csrf } = await other.hidden();
    expect((await visit.approve({ csrf })).status).toBe(403);
  });

  test('is too long: 413', async () => {
    const visit = await rig.open(await rig.link('customer'));
    expect((await visit.approve({ comment: 'x'.repeat(70_000) })).status).toBe(413);
  });

  test('comes too often: 429, by the link, and only for a while', async () => {
    const visit = await rig.open(await rig.link('customer'));
    const statuses = new Set<number>();
    for (let times = 0; times < 25; times++) statuses.add((await visit.approve({ name: '' })).status);
    expect(statuses).toEqual(new Set([422, 429]));
    rig.at = new Date(rig.at.getTime() + 60_000);
    expect((await visit.approve()).status).toBe(303);
  });
});

test('a bucket fills again with time, one key apart from another, and the number of keys is bounded', () => {
  const at = (ms: number) => new Date(ms);
  const rate = createRateLimit({ burst: 2, perSecond: 0.5, keys: 2 });
  expect([rate.take('a', at(0)), rate.take('a', at(0)), rate.take('a', at(0))]).toEqual([0, 0, 2]);
  expect(rate.take('b', at(0))).toBe(0);
  expect(rate.take('a', at(1000))).toBe(1);
  expect(rate.take('a', at(2000))).toBe(0);
  rate.take('b', at(2000));
  rate.take('c', at(2000));
  expect(rate.take('a', at(2000))).toBe(0);
});

describe('the link itself', () => {
  const contact = (visit: { path: string }) => ({ path: `${visit.path}/contact` });

  test('a colleague of the same mail domain gets one, and may then answer this and nothing else', async () => {
    rig.runs.add(transfer({ id: 'csp-transfer-2' }));
    const visit = await rig.open(await rig.link('customer'));
    const sent = await visit.post({ action: 'delegate', email: 'eve@Fabrikam.example', name: 'Dana' }, contact(visit));
    expect(sent.status).toBe(200);
    expect(rig.runs.contacts[0]).toMatchObject({
      action: 'delegate',
      email: 'eve@Fabrikam.example',
      party: 'customer',
      step: 'sign',
    });

    const eve = await rig.open(await rig.link('customer', { email: 'eve@fabrikam.example' }));
    const mallory = await rig.open(await rig.link('customer', { email: 'mallory@fabrikam.example' }));
    expect((await eve.get()).status).toBe(200);
    expect((await mallory.get()).status).toBe(403);
    const inbox = await eve.text(`${eve.base}/inbox`);
    expect(inbox).toContain('csp-transfer-1');
    expect(inbox).not.toContain('csp-transfer-2');
    expect((await eve.get(`${eve.base}/sign/csp-transfer-2/sign`)).status).toBe(404);
    expect(await visit.text(`${visit.base}/inbox`)).toContain('csp-transfer-2');

    await eve.approve({ name: 'Eve Evans' });
    expect(await eve.text()).toContain('Eve Evans');
  });

  test.each(['sign', 'status'] as const)('a link to %s for an address that the run does not know signs nothing', async (aud) => {
    const token = await rig.link('customer', { aud, email: 'mallory@fabrikam.example' });
    const visit = await rig.open(token, aud);
    expect((await visit.get()).status).toBe(403);
    const path = `${visit.base}/sign/csp-transfer-1/sign`;
    const fields = { digest: documentDigest(form()), csrf: csrfToken(token, rig.keys.linkKey) };
    const forged = { ...fields, choice: 'approve', name: 'Dana Doe', read: 'yes' };
    expect((await visit.post(forged, { path })).status).toBe(403);
    expect((await visit.post({ ...fields, action: 'revoke', name: 'Dana Doe' }, { path: `${path}/contact` })).status).toBe(403);
    expect(rig.view().decisions).toEqual([]);
    expect(rig.runs.contacts).toEqual([]);
  });

  test.each(['eve@evil.example', 'eve@fabrikam.example.evil.example', 'eve@sub.fabrikam.example', 'eve', ''])(
    'not to %p: a link does not leave the organisation',
    async (email) => {
      const visit = await rig.open(await rig.link('customer'));
      const page = await visit.post({ action: 'delegate', email, name: 'Dana' }, contact(visit));
      expect(page.status).toBe(422);
      expect(await page.text()).toContain('has to end in @fabrikam.example');
      expect(rig.runs.contacts).toEqual([]);
    },
  );

  test('is sent again; ended, it opens nothing', async () => {
    const visit = await rig.open(await rig.link('customer'));
    expect((await visit.post({ action: 'resend', name: 'Dana' }, contact(visit))).status).toBe(200);
    expect((await visit.post({ action: 'revoke', name: 'Dana' }, contact(visit))).status).toBe(200);
    expect(rig.runs.contacts.map(({ action }) => action)).toEqual(['resend', 'revoke']);
    expect((await visit.get()).status).toBe(410);
    expect((await visit.post({ action: 'resend', name: 'Dana', csrf: 'x' }, contact(visit))).status).toBe(403);
  });
});

test('what was done by hand is signed with what shows that it was done', async () => {
  rig.runs.add(transfer({ waitingFor: [asking('customer', { evidence: true })] }));
  const visit = await rig.open(await rig.link('customer'));
  expect(await visit.text()).toContain('What shows that it was done');
  const refused = await visit.approve();
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('it is kept as the evidence')]);
  expect(rig.view().decisions).toEqual([]);
  await visit.approve({ comment: 'The account is Active.' });
  expect(rig.view().decisions.map(({ comment }) => comment)).toEqual(['The account is Active.']);
});

describe('the report that a go rests on', () => {
  const sha256 = 'd'.repeat(64);
  const document = form({
    title: 'Go or no-go',
    sections: [{ title: 'Go', fields: [{ label: 'Report', value: `SHA-256 ${sha256}` }] }],
  });
  const go = { step: 'go', document, digest: documentDigest(document) };
  const migration = (named = sha256) =>
    transfer({
      process: 'ea-to-csp',
      step: 'go',
      waitingFor: [asking('customer', go)],
      documents: { go: document },
      artifacts: { assessment: { uri: 'file:///store/assessment.json', sha256: named, bytes: 1 } },
    });
  const visitGo = async (view = migration()) => {
    rig.runs.add(view);
    return rig.open(await rig.link('customer', { step: 'go' }));
  };
  const linked = /href="([^"]*\/assessment\.(?:html|xlsx))"/g;

  test('is taken away from the page where it is answered, and afterwards, as a page and as a workbook', async () => {
    rig.report = ASSESSMENT;
    const visit = await visitGo();
    const [page = '', workbook = ''] = [...(await visit.text()).matchAll(linked)].map(([, path]) => path);
    const answer = await visit.get(page);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="assessment.html"');
    expect(await answer.text()).toContain('<h1>Assessment');
    const bytes = Buffer.from(await (await visit.get(workbook)).arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect((await visit.get(page.replace('.html', '.json'))).status).toBe(404);
    await visit.approve();
    expect(rig.view().decisions).toHaveLength(1);
    expect((await visit.get(page)).status).toBe(200);
  });

  test('is for those who are asked, not for a link to the status', async () => {
    rig.report = ASSESSMENT;
    const visit = await visitGo();
    const [path = ''] = [...(await visit.text()).matchAll(linked)].map(([, found]) => found);
    const status = await rig.open(await rig.link('customer', { aud: 'status', step: undefined, digest: undefined }), 'status');
    const fromStatus = () => status.get(path.replace(visit.base, status.base));
    expect((await fromStatus()).status).toBe(403);
    await visit.approve();
    expect((await fromStatus()).status).toBe(403);
    expect((await rig.app.request(`${ORIGIN}${path}`)).status).toBe(403);
  });

  test('is the one that the text names, and no other', async () => {
    rig.report = ASSESSMENT;
    const visit = await visitGo(migration('e'.repeat(64)));
    expect(await visit.text()).not.toMatch(linked);
    expect((await visit.get(`${visit.path}/assessment.html`)).status).toBe(404);
  });

  test('where it cannot be read the page says so, and whom to ask', async () => {
    const page = await (await visitGo()).text();
    expect(page).not.toMatch(linked);
    expect(page).toContain('The report cannot be shown here');
  });
});

test('what people type is text on every page that shows it', async () => {
  const nasty = '<script>alert(1)</script>"\'&';
  const decision: DecisionRecord = {
    party: 'sourcePartner',
    choice: 'approve',
    step: 'draft',
    digest: 'a'.repeat(64),
    name: nasty,
    comment: nasty,
    at: '2026-11-23T08:00:00.000Z',
    proof: 'localStack',
  };
  const document = form({
    title: nasty,
    sections: [{ title: nasty, text: [nasty], fields: [{ key: 'x', label: nasty, value: nasty }] }],
  });
  const view = transfer({ decisions: [decision], documents: { sign: document } });
  view.waitingFor = [asking('customer', { document, what: nasty, editable: ['x'], link: 'javascript:alert(1)' })];
  if (view.parties?.customer) view.parties.customer.name = nasty;
  rig.runs.add(view);
  const visit = await rig.open(await rig.link('customer'));
  const refused = await visit.approve({ name: nasty, comment: nasty, read: '' });
  const pages = [
    await visit.text(),
    await refused.text(),
    await visit.text(`${visit.base}/inbox`),
    await visit.text(`${visit.base}/status/csp-transfer-1`),
    await (await rig.app.request(`${ORIGIN}/${encodeURIComponent(nasty)}`)).text(),
  ];
  for (const page of pages) {
    expect(page).not.toContain('<script');
    expect(page).not.toContain('href="javascript');
  }
  expect(pages[0]).toContain('&lt;script&gt;');
});

test('every page forbids scripts, frames and foreign forms, and is not kept', async () => {
  const visit = await rig.open(await rig.link('customer'));
  for (const page of [await visit.get(), await visit.get(`${visit.base}/inbox`), await rig.app.request(`${ORIGIN}/nowhere`)]) {
    const policy = page.headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toContain('unsafe');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('strict-transport-security')).toContain('max-age=');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(await page.text()).not.toMatch(/<script|style="|\son\w+="/);
  }
});
