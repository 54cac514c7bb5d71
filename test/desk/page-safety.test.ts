import type { DecisionRecord } from '../../contracts/run/progress';
import { createRateLimit } from '../../client/desk/rate-limit';
import { asking, form, transfer } from './support/fake-runs';
import { DeskRig, ORIGIN } from './support/rig';

let rig: DeskRig;
beforeEach(() => (rig = new DeskRig()));

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
