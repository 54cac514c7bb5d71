import { documentDigest } from '../../contracts/people/document';
import { makeLink } from '../../client/desk/links';
import { HandoverError } from '../../client/api/errors';
import { planDigest } from '../../planning/plan/digest';
import { move, PLAN } from './support/move-run';
import { asking, form, isProven, transfer } from './support/fake-runs';
import { DeskRig } from './support/rig';

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
