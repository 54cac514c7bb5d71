import { csrfToken } from '../../client/desk/csrf';
import { newDeskKeys } from '../../client/api/desk-keys';
import { makeLink, readLink } from '../../client/desk/links';
import { transfer } from './support/fake-runs';
import { DeskRig, ORIGIN, type Visit } from './support/rig';

test('a link says what it was made for, to the desk that has the key, on the page it is for', async () => {
  const { linkKey } = newDeskKeys();
  const now = new Date('2026-11-24T09:00:00Z');
  const exp = now.getTime() / 1000 + 60;
  const claims = { aud: 'sign', party: 'customer', email: 'dana@fabrikam.example', step: 'sign', links: 2 } as const;
  const token = await makeLink(claims, linkKey, exp);

  await expect(readLink(token, 'sign', linkKey, now)).resolves.toMatchObject({ ...claims, exp });
  await expect(readLink(token, 'inbox', linkKey, now)).rejects.toMatchObject({ reason: 'unknown' });
  await expect(readLink(token, 'sign', newDeskKeys().linkKey, now)).rejects.toMatchObject({ reason: 'unknown' });
  await expect(readLink(token, 'sign', linkKey, new Date(exp * 1000 + 1000))).rejects.toMatchObject({ reason: 'expired' });
});

test('a token that names no algorithm is no token', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'handover', aud: 'sign', party: 'customer', email: 'x@y.example', jti: '1', exp: 4e9 };
  const token = `${part({ alg: 'none' })}.${part(claims)}.`;
  await expect(readLink(token, 'sign', newDeskKeys().linkKey, new Date())).rejects.toMatchObject({ reason: 'unknown' });
});

describe('opening a link', () => {
  let rig: DeskRig;
  beforeEach(() => (rig = new DeskRig()));

  test('the token leaves the URL at once: into a cookie that only its own pages get, and no script', async () => {
    const token = await rig.link('customer');
    const entry = await rig.app.request(`${ORIGIN}/sign?t=${token}`);
    expect(entry.status).toBe(303);
    const path = entry.headers.get('location') ?? '';
    expect(path).toMatch(/^\/at\/[\w-]{22}\/sign\/csp-transfer-1\/sign$/);
    expect(path).not.toContain(token);
    const cookie = entry.headers.get('set-cookie') ?? '';
    expect(cookie).toContain(`Path=${path.split('/').slice(0, 3).join('/')};`);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/Secure/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(entry.headers.get('referrer-policy')).toBe('no-referrer');
    expect(rig.lines.join('\n')).toContain('"path":"/sign"');
    expect(rig.lines.join('\n')).not.toContain(token.slice(-20));
  });

  test('a link that a mail program has broken into the path does not reach the log either', async () => {
    const token = await rig.link('customer');
    for (const path of [`/sign%3Ft=${token}`, `/sign/${token}`, `/at/${token}/inbox`]) {
      expect((await rig.app.request(`${ORIGIN}${path}`)).status).toBeGreaterThanOrEqual(400);
    }
    for (const part of token.split('.')) expect(rig.lines.join('\n')).not.toContain(part);
  });

  test('looking does nothing: a mail scanner may open it as often as it likes', async () => {
    const visit = await rig.open(await rig.link('customer'));
    const before = JSON.stringify(rig.view());
    for (let times = 0; times < 3; times++) expect((await visit.get()).status).toBe(200);
    expect(JSON.stringify(rig.view())).toBe(before);
  });

  test.each([
    [
      'forged',
      403,
      'not valid',
      async () => makeLink({ aud: 'sign', party: 'customer', email: 'x@y.example' }, newDeskKeys().linkKey, 4e9),
    ],
    ['for another page', 403, 'not valid', async () => rig.link('customer', { aud: 'inbox' })],
    ['over', 410, 'has expired', async () => rig.link('customer', {}, -1)],
    ['missing', 403, 'not valid', async () => Promise.resolve('')],
  ])('a link that is %s opens nothing: %i', async (_what, status, words, token) => {
    const answer = await rig.app.request(`${ORIGIN}/sign?t=${await token()}`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(words);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('a session ends with its link', async () => {
    const visit = await rig.open(await rig.link('customer', {}, 60));
    expect((await visit.get()).status).toBe(200);
    rig.at = new Date(rig.at.getTime() + 61_000);
    expect((await visit.get()).status).toBe(410);
  });

  test('without the cookie, and with another link’s, the address alone opens nothing', async () => {
    const visit = await rig.open(await rig.link('customer'));
    expect((await rig.app.request(`${ORIGIN}${visit.path}`)).status).toBe(403);
    const other = await rig.open(await rig.link('destinationPartner'));
    expect((await other.get(visit.path)).status).toBe(403);
  });

  test('a link of another organisation sees nothing of the run', async () => {
    const inbox = await rig.open(
      await rig.link('customer', { aud: 'inbox', tenantId: 'dddddddd-0000-4000-8000-000000000001', workflowId: undefined }),
      'inbox',
    );
    expect(await inbox.text()).toContain('Nothing waits for you now');
    expect((await inbox.get(`${inbox.base}/sign/csp-transfer-1/sign`)).status).toBe(404);
    expect((await inbox.get(`${inbox.base}/status/csp-transfer-1`)).status).toBe(404);
  });

  test('a revoked link opens no page at all', async () => {
    const visit = await rig.open(await rig.link('customer'));
    rig.view().links = { customer: 1 };
    for (const path of [visit.path, `${visit.base}/inbox`, `${visit.base}/status/csp-transfer-1`]) {
      const page = await visit.get(path);
      expect(page.status).toBe(410);
      expect(await page.text()).toContain('This link was ended');
    }
  });

  describe('beyond its own run', () => {
    let visit: Visit;
    let pages: string[];
    beforeEach(async () => {
      rig.runs.add(transfer({ id: 'csp-transfer-2' }));
      visit = await rig.open(await rig.link('customer'));
      pages = ['inbox', 'sign/csp-transfer-2/sign', 'status/csp-transfer-2'].map((path) => `${visit.base}/${path}`);
    });
    const statuses = () => Promise.all(pages.map(async (path) => (await visit.get(path)).status));

    test('it opens what the same contact is asked in other runs', async () => {
      expect(await statuses()).toEqual([200, 200, 200]);
    });

    test('ended in its own run, it opens nothing in any other', async () => {
      rig.view().links = { customer: 1 };
      expect(await statuses()).toEqual([410, 410, 410]);
    });

    test('while its own run cannot say whether it was ended, it opens nothing', async () => {
      const real = rig.runs.progress.bind(rig.runs);
      rig.runs.progress = async (id) => ({ ...(await real(id)), ...(id === 'csp-transfer-1' ? { note: 'no worker' } : {}) });
      expect(await statuses()).toEqual([503, 503, 503]);
      rig.runs.progress = real;
      rig.runs.views.delete('csp-transfer-1');
      expect(await statuses()).toEqual([404, 404, 404]);
    });

    test('once its own run has ended, it opens that run only', async () => {
      rig.runs.add(transfer({ waitingFor: [], status: 'done' }));
      expect(await statuses()).toEqual([403, 403, 403]);
      expect((await visit.get()).status).toBe(200);
      expect((await visit.get(`${visit.base}/status/csp-transfer-1`)).status).toBe(200);
    });

    test('what replaced its own run under the same id is another run', async () => {
      rig.runs.add(transfer({ runId: 'run-2' }));
      expect(await statuses()).toEqual([409, 409, 409]);
      expect((await visit.get(`${visit.base}/status/csp-transfer-1`)).status).toBe(409);
    });
  });

  test('of an earlier run of the same id, it opens nothing of this one', async () => {
    const token = await rig.link('customer', { runId: 'run-0' });
    const visit = await rig.open(token);
    expect(await visit.text()).toContain('earlier run');
    const { digest = '' } = rig.view().waitingFor[0] ?? {};
    expect((await visit.approve({ digest, csrf: csrfToken(token, rig.keys.linkKey) })).status).toBe(409);
    expect(rig.view().decisions).toEqual([]);
  });
});
