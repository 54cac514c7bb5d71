import { documentDigest } from '../../contracts/people/document';
import { csrfToken } from '../../client/desk/csrf';
import { form, transfer } from './support/fake-runs';
import { DeskRig } from './support/rig';

let rig: DeskRig;
beforeEach(() => (rig = new DeskRig()));

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
