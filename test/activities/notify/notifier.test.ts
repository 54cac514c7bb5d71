import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNotifier, type NoticeConfig } from '../../../activities/notify';
import { inTime } from '../../../activities/notify/channel';
import type { Notice } from '../../../activities/ports/notifier';
import { httpReceiver, mailServer, type Receiver } from './receivers';
import { ASK, DESK } from './sample-notice';

let folder: string;
let open: Receiver<unknown>[];
let logged: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handover-notify-'));
  open = [];
  logged = [];
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all(open.map((receiver) => receiver.close()));
});

async function receiving<T>(receiver: Promise<Receiver<T>>): Promise<Receiver<T>> {
  const ready = await receiver;
  open.push(ready);
  return ready;
}

function send(notices: NoticeConfig['notices'], notice: Notice = ASK): Promise<void> {
  return createNotifier({ desk: DESK, notices }, (message, facts) => logged.push(`${message} ${JSON.stringify(facts)}`)).send(
    notice,
  );
}

const SMTP_FROM = 'handover@partner.example';

describe('a folder of mail', () => {
  test('one file an address, named by time, party and step, for nobody else to read', async () => {
    const addresses = ['dana@fabrikam.example', 'kim@fabrikam.example', 'DANA@fabrikam.example'];
    await send({ email: { folder } }, { ...ASK, addresses, step: '../sign' });
    const files = readdirSync(folder);
    expect(files).toHaveLength(2);
    for (const file of files) {
      expect(file).toMatch(/^\d{4}-\d\d-\d\dT[\d-]+Z-customer-___sign-[0-9a-f]{8}\.eml$/);
      expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
    }
  });

  test('a mail of text and html; no line of a name becomes a header', async () => {
    await send({ email: { folder } });
    const mail = readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8');
    expect(mail).toContain('Content-Type: text/plain');
    expect(mail).toContain('Content-Type: text/html');
    expect(mail).toContain('Auto-Submitted: auto-generated');
    expect(mail).not.toMatch(/^Bcc:/m);
    expect(mail).toMatch(/^To: .*(\r\n .*)?<dana@fabrikam\.example>\r$/m);
  });

  test('a folder that cannot be: the notice is not taken, and the file that stands in the way stays', async () => {
    const file = join(folder, 'taken');
    writeFileSync(file, 'kept');
    await expect(send({ email: { folder: file } })).rejects.toThrow('mail folder: EEXIST');
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });

  test('a retry writes the same Message-ID; a reminder and another address have their own', async () => {
    await send({ email: { folder } });
    await send({ email: { folder } });
    await send({ email: { folder } }, { ...ASK, kind: 'remind', nth: 1 });
    await send({ email: { folder } }, { ...ASK, addresses: ['kim@fabrikam.example'] });
    const ids = readdirSync(folder).map((file) => /^Message-ID: (.*)$/m.exec(readFileSync(join(folder, file), 'utf8'))?.[1]);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('a mail server', () => {
  test('gets a mail an address', async () => {
    const server = await receiving(mailServer());
    await send({ email: { smtp: server.url, from: SMTP_FROM } }, { ...ASK, addresses: ['a@x.example', 'b@x.example'] });
    expect(server.received.map(({ to }) => to).sort()).toEqual(['a@x.example', 'b@x.example']);
    expect(server.received[0]?.data).toMatch(/^From: Handover <handover@partner\.example>/m);
    expect(server.received[0]?.data).toMatch(/^Message-ID: <[0-9a-f]{32}@partner\.example>/m);
  });

  test('an address that is refused keeps nobody else from being told', async () => {
    const server = await receiving(mailServer(['a@x.example']));
    await send({ email: { smtp: server.url, from: SMTP_FROM } }, { ...ASK, addresses: ['a@x.example', 'b@x.example'] });
    expect(server.received.map(({ to }) => to)).toEqual(['b@x.example']);
    expect(logged.join()).toContain('EENVELOPE 550');
  });

  test('when every address is refused the notice is not taken', async () => {
    const server = await receiving(mailServer(['a@x.example']));
    const sent = send({ email: { smtp: server.url, from: SMTP_FROM } }, { ...ASK, addresses: ['a@x.example'] });
    await expect(sent).rejects.toThrow('nobody could be told (e-mail: EENVELOPE 550)');
  });
});

describe('a Teams channel', () => {
  test('gets an Adaptive Card 1.4 that opens pages and does nothing else', async () => {
    const teams = await receiving(httpReceiver(202));
    await send({ teams: { customer: teams.url } });
    const { type, attachments } = JSON.parse(teams.received[0]?.body ?? '') as {
      type: string;
      attachments: { contentType: string; content: { version: string; body: { type: string }[]; actions: { type: string }[] } }[];
    };
    expect(type).toBe('message');
    expect(attachments[0]?.contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(attachments[0]?.content.version).toBe('1.4');
    expect(attachments[0]?.content.actions.map((action) => action.type)).toEqual(Array(3).fill('Action.OpenUrl'));
    expect(new Set(attachments[0]?.content.body.map((block) => block.type))).toEqual(new Set(['RichTextBlock']));
  });

  test('another party’s channel is not written to', async () => {
    const teams = await receiving(httpReceiver(202));
    await send({ teams: { sourcePartner: teams.url } });
    expect(teams.received).toHaveLength(0);
    expect(logged.join()).toContain('a party is told');
  });
});

describe('a webhook', () => {
  test('the signature is the HMAC of the raw body; a retry has the same delivery, a reminder another', async () => {
    const hook = await receiving(httpReceiver(200));
    const webhook = { url: hook.url, secret: 'shared secret' };
    await send({ webhook });
    await send({ webhook });
    await send({ webhook }, { ...ASK, kind: 'remind', nth: 1 });
    for (const { headers, body } of hook.received) {
      expect(headers['x-handover-signature']).toBe(`sha256=${createHmac('sha256', 'shared secret').update(body).digest('hex')}`);
    }
    const [first, retry, reminder] = hook.received.map(({ headers }) => headers['x-handover-delivery']);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(retry).toBe(first);
    expect(reminder).not.toBe(first);
  });

  test('gets the notice, and no link that opens a page for a party', async () => {
    const hook = await receiving(httpReceiver(200));
    await send({ webhook: { url: hook.url, secret: 's' } });
    expect(JSON.parse(hook.received[0]?.body ?? '')).toMatchObject({
      notice: ASK,
      recipients: [{ email: 'dana@fabrikam.example' }],
    });
    expect(hook.received[0]?.body).not.toContain('?t=');
  });
});

describe('several channels', () => {
  test('one that fails keeps no other from being tried', async () => {
    const [teams, hook] = await Promise.all([receiving(httpReceiver(500)), receiving(httpReceiver(200))]);
    await send({ email: { folder }, teams: { customer: teams.url }, webhook: { url: hook.url, secret: 's' } });
    expect([readdirSync(folder).length, teams.received.length, hook.received.length]).toEqual([1, 1, 1]);
    expect(logged.join()).toContain('Teams","problem":"answered 500');
  });

  test('none took it: it throws, naming each, and the next try may do better', async () => {
    const [teams, hook] = await Promise.all([receiving(httpReceiver(500)), receiving(httpReceiver(302, 200))]);
    const channels = { teams: { customer: teams.url }, webhook: { url: hook.url, secret: 's' } };
    await expect(send(channels)).rejects.toThrow('nobody could be told (Teams: answered 500; webhook: answered 302)');
    await send(channels);
  });

  test('a server that is not there', async () => {
    const hook = await httpReceiver(200);
    await hook.close();
    await expect(send({ webhook: { url: hook.url, secret: 's' } })).rejects.toThrow('webhook: ECONNREFUSED');
  });
});

test('a channel that never answers is named', async () => {
  await expect(inTime(new Promise(() => undefined), 20)).rejects.toThrow('no answer within 0.02 s');
  await expect(inTime(Promise.resolve('told'), 20)).resolves.toBe('told');
});

test('without a channel, or without anybody to write to, it is logged', async () => {
  const { card: _, ...nobody } = ASK;
  await send({});
  await send({ email: { folder } }, nobody);
  expect(logged).toHaveLength(2);
  expect(readdirSync(folder)).toEqual([]);
});

test('no link, token, address or secret is logged or thrown', async () => {
  const [teams, hook, server] = await Promise.all([
    receiving(httpReceiver(500)),
    receiving(httpReceiver(500)),
    receiving(mailServer(['dana@fabrikam.example'])),
  ]);
  const notice = { ...ASK, link: 'https://admin.microsoft.com/invitation/secret-1' };
  const channels = {
    email: { smtp: server.url, from: SMTP_FROM },
    teams: { customer: `${teams.url}/secret-2` },
    webhook: { url: `${hook.url}/secret-3`, secret: 'secret-4' },
  };
  const failed: unknown = await send(channels, notice).catch((error: unknown) => error);
  await send({}, notice);
  expect(failed).toBeInstanceOf(Error);
  for (const text of [...logged, String(failed)]) expect(text).not.toMatch(/secret-|t=ey|https?:|fabrikam\.example/);
});
