import { jwtVerify } from 'jose';
import type { Notice } from '../../../activities/ports/notifier';
import { deskLinks } from '../../../activities/notify/links';
import { htmlText, plainText } from '../../../activities/notify/letter-text';
import { recipientsOf } from '../../../activities/notify/recipients';
import { wordsFor } from '../../../activities/notify/words';
import { LinkClaims } from '../../../contracts/people/link';
import { ASK, DESK } from './sample-notice';

const KEY = Buffer.from(DESK.linkKey, 'base64url');

async function read(notice: Notice, desk: typeof DESK | undefined = DESK): Promise<string> {
  const [recipient] = recipientsOf(notice);
  const links = await deskLinks(desk, notice, recipient?.email ?? 'nobody@fabrikam.example');
  return plainText(wordsFor(notice, links, recipient));
}

async function claims(url: string | undefined): Promise<Record<string, unknown>> {
  const token = new URL(url ?? '').searchParams.get('t') ?? '';
  return (await jwtVerify(token, KEY, { algorithms: ['HS256'], issuer: 'handover' })).payload;
}

describe('links', () => {
  test('one to sign, bound to the address, the run, the step, the digest, the generation and the deadline', async () => {
    const links = await deskLinks(DESK, ASK, 'dana@fabrikam.example');
    expect(links.map(({ url }) => url.split('?')[0])).toEqual(
      ['sign', 'inbox', 'status'].map((page) => `https://desk.example/${page}`),
    );
    const signing = await claims(links[0]?.url);
    expect(LinkClaims.parse(signing)).toEqual({
      aud: 'sign',
      party: 'customer',
      tenantId: 'aaaaaaaa-0000-4000-8000-000000000001',
      email: 'dana@fabrikam.example',
      workflowId: 'csp-transfer-1',
      runId: '11111111-0000-4000-8000-000000000001',
      step: 'sign',
      digest: 'd'.repeat(64),
      links: 2,
    });
    expect(signing['exp']).toBe(Date.parse(ASK.until ?? '') / 1000);
    // Ending the links of this run ends the way to the inbox too.
    expect(await claims(links[1]?.url)).toMatchObject({ aud: 'inbox', workflowId: ASK.workflowId, links: 2 });
    expect(new Set(await Promise.all(links.map(async ({ url }) => (await claims(url))['jti']))).size).toBe(3);
  });

  test('without a deadline a link lasts 30 days', async () => {
    const { until: _, ...notice } = ASK;
    const { exp } = await claims((await deskLinks(DESK, notice, 'dana@fabrikam.example'))[0]?.url);
    expect(Number(exp) - Date.now() / 1000).toBeCloseTo(30 * 24 * 3600, -2);
  });

  test('what is not to be signed leads to the status page alone', async () => {
    const { digest: _, ...waiting } = ASK;
    for (const notice of [waiting, { ...ASK, kind: 'tell' as const }]) {
      expect((await deskLinks(DESK, notice, 'a@x.example')).map(({ url }) => url.split('?')[0])).toEqual([
        'https://desk.example/status',
      ]);
    }
  });

  test('none without the desk’s key', async () => {
    expect(await deskLinks({ url: DESK.url }, ASK, 'a@x.example')).toEqual([]);
    expect(await deskLinks(undefined, ASK, 'a@x.example')).toEqual([]);
  });
});

describe('words', () => {
  test('who asks what, for whom, until when, how often, what happens then, how to answer, and no passwords', async () => {
    const text = await read(ASK);
    for (const part of [
      'Handover asks you, for Fabrikam <b>& Sons</b> (customer), in csp-transfer-1',
      'Sign the transfer form',
      'There is time until 2099-12-07 10:00 UTC.',
      'If nobody answers before then, this run ends, and Handover undoes what can be undone: silence is not consent.',
      'Handover sends a reminder every 3 days. From the second reminder on it also writes to Kim.',
      'read what is there, then sign it, send it back or decline it on that page',
      'd'.repeat(64),
      'Nobody at Handover asks for a password',
    ])
      expect(text).toContain(part);
  });

  test.each([
    [1, 'every day'],
    [0.25, 'every 6 hours'],
    [2.5, 'every 2.5 days'],
  ])('reminded each %s days', async (remindEveryDays, words) => {
    expect(await read({ ...ASK, remindEveryDays })).toContain(`Handover sends a reminder ${words}.`);
  });

  test('the second contact is told why', async () => {
    const notice: Notice = { ...ASK, kind: 'escalate', nth: 2, addresses: ['kim@fabrikam.example'] };
    expect(await read(notice)).toContain('told as the second contact');
    expect(await read({ ...notice, addresses: ['dana@fabrikam.example'] })).toContain('this is reminder 2');
  });

  test('without links it names the command; what is done at Microsoft leads there; telling asks nothing', async () => {
    expect(await read(ASK, { url: DESK.url } as typeof DESK)).toContain('handover inbox --as customer');
    const there = await read({ ...ASK, link: 'https://admin.microsoft.com/invite' });
    expect(there).toContain('Do it at Microsoft:\nhttps://admin.microsoft.com/invite');
    expect(there).toContain('To decline it, open the first link');
    const told = await read({ ...ASK, kind: 'tell' });
    expect(told).toContain('Nothing is asked of you.');
    expect(told).not.toContain('There is time until');
  });

  test('a subject is one line of at most 120 characters', () => {
    const { subject } = wordsFor({ ...ASK, what: `first\r\nBcc: eve@evil.example ${'long '.repeat(60)}` }, []);
    expect(subject).toMatch(/^Please answer: first Bcc:/);
    expect(subject).toHaveLength(120);
  });

  test('html escapes what came from outside, and links only to https', async () => {
    const notice: Notice = { ...ASK, link: 'javascript:alert(2)' };
    const links = await deskLinks(DESK, notice, 'dana@fabrikam.example');
    const page = await htmlText(wordsFor(notice, links, recipientsOf(notice)[0]));
    expect(page).toContain('Fabrikam &lt;b&gt;&amp; Sons&lt;/b&gt;');
    expect(page).not.toContain('<script>');
    expect([...page.matchAll(/href="([^?"]*)/g)].map((found) => found[1])).toEqual(
      ['sign', 'inbox', 'status'].map((name) => `https://desk.example/${name}`),
    );
  });
});
