import { createPrivateKey, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { namedBy } from '../../client/desk/webhook/audit-uri';
import { DeskRig, ORIGIN } from './support/rig';

const PARTNER = 'cccccccc-0000-4000-8000-000000000001';
const CUSTOMER = 'aaaaaaaa-0000-4000-8000-000000000001';
const TRANSFER = 'eeeeeeee-0000-4000-8000-000000000009';
const AUDIT = `https://api.example/v1/auditrecords/${PARTNER}_${CUSTOMER}_${TRANSFER}_update-transfer_638000000000000000`;
const NOW = new Date();
const DAY = 86_400_000;

interface Pair {
  cert: string;
  key: string;
}

const days = (from: number, to: number) => ({
  notBeforeDate: new Date(NOW.getTime() + from * DAY),
  notAfterDate: new Date(NOW.getTime() + to * DAY),
  keySize: 2048 as const,
  algorithm: 'sha256' as const,
});

async function authority(name: string): Promise<Pair> {
  const made = await generate([{ name: 'commonName', value: name }], {
    ...days(-2, 30),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return { cert: made.cert, key: made.private };
}

async function leaf(ca: Pair, from = -1, to = 30): Promise<Pair> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...days(from, to),
    ca,
    extensions: [
      { name: 'basicConstraints', cA: false },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}

let folder: string;
let server: Server;
let port: number;
let good: Pair;
let foreign: Pair;
let expired: Pair;
let fetched: string[];
let rig: DeskRig;

beforeAll(async () => {
  const ca = await authority('Microsoft, as it were');
  [good, foreign, expired] = await Promise.all([leaf(ca), authority('Mallory').then((other) => leaf(other)), leaf(ca, -2, -1)]);
  folder = mkdtempSync(join(tmpdir(), 'handover-webhook-'));
  writeFileSync(join(folder, 'ca.pem'), ca.cert);
  server = createServer({ key: good.key, cert: good.cert }, (request, response) => {
    fetched.push(request.url ?? '');
    const files: Record<string, string> = {
      '/good': good.cert,
      '/foreign': foreign.cert,
      '/expired': expired.cert,
      '/large': 'x'.repeat(70_000),
    };
    response.end(files[request.url ?? ''] ?? 'not a certificate');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  fetched = [];
  rig = new DeskRig({ partnerCenterWebhook: { certificateHosts: ['localhost'], caFile: join(folder, 'ca.pem') } });
  rig.at = NOW;
});

interface Sent {
  body: string;
  key: string;
  url: string;
  signed: string;
}

function send(over: Partial<Sent> = {}): Promise<Response> {
  const body = over.body ?? JSON.stringify({ EventName: 'update-transfer', AuditUri: AUDIT });
  const { key = good.key, url = `https://localhost:${port}/good`, signed = body } = over;
  const signature = sign('sha256', Buffer.from(signed), createPrivateKey(key)).toString('base64');
  return Promise.resolve(
    rig.app.request(`${ORIGIN}/hooks/partner-center/${PARTNER}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        authorization: `Signature ${signature}`,
        'x-ms-certificate-url': url,
        'x-ms-signature-algorithm': 'rsa-sha256',
      },
    }),
  );
}

test('a notice of Partner Center wakes the runs that know its transfer or its customer, and the certificate is fetched once', async () => {
  expect((await send()).status).toBe(200);
  expect(rig.runs.woken).toEqual([CUSTOMER, TRANSFER]);
  expect((await send()).status).toBe(200);
  expect(fetched).toEqual(['/good']);
});

test('one wake for each id in 30 seconds, however many notices come; the others are taken all the same', async () => {
  const other = AUDIT.replace(TRANSFER, 'eeeeeeee-0000-4000-8000-000000000010');
  for (let times = 0; times < 3; times++) expect((await send()).status).toBe(200);
  expect((await send({ body: JSON.stringify({ AuditUri: other }) })).status).toBe(200);
  expect(rig.runs.woken).toEqual([CUSTOMER, TRANSFER, 'eeeeeeee-0000-4000-8000-000000000010']);
  rig.at = new Date(NOW.getTime() + 29_000);
  await send();
  expect(rig.runs.woken).toHaveLength(3);
  rig.at = new Date(NOW.getTime() + 30_000);
  await send();
  expect(rig.runs.woken.slice(3)).toEqual([CUSTOMER, TRANSFER]);
});

test.each<[string, () => Partial<Sent>, string]>([
  ['over another text', () => ({ signed: '{}' }), 'not over this text'],
  ['with another key', () => ({ key: foreign.key }), 'not over this text'],
  [
    'by a certificate of another authority',
    () => ({ key: foreign.key, url: `https://localhost:${port}/foreign` }),
    'nobody that is trusted',
  ],
  ['by an expired certificate', () => ({ key: expired.key, url: `https://localhost:${port}/expired` }), 'not valid now'],
  ['by a certificate of a host nobody named', () => ({ url: `https://127.0.0.1:${port}/good` }), 'not fetched from 127.0.0.1'],
  ['by a certificate that comes in the clear', () => ({ url: `http://localhost:${port}/good` }), 'not https'],
  ['by no certificate', () => ({ url: `https://localhost:${port}/nothing` }), ''],
  ['by a certificate without end', () => ({ url: `https://localhost:${port}/large` }), 'too large'],
])('signed %s: 401, nobody is woken, and the log says why', async (_what, over, why) => {
  expect((await send(over())).status).toBe(401);
  expect(rig.runs.woken).toEqual([]);
  expect(rig.lines.join('\n')).toContain(why);
});

test('unsigned: 401', async () => {
  const answer = await rig.app.request(`${ORIGIN}/hooks/partner-center/${PARTNER}`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(401);
});

test('too long: 413, and no certificate is fetched', async () => {
  expect((await send({ body: JSON.stringify({ AuditUri: AUDIT, more: 'x'.repeat(70_000) }) })).status).toBe(413);
  expect(fetched).toEqual([]);
});

test('about another partner than the address says, or about nothing: taken, and nobody is woken', async () => {
  const other = AUDIT.replace(PARTNER, 'dddddddd-0000-4000-8000-000000000001');
  for (const body of [
    JSON.stringify({ AuditUri: other }),
    JSON.stringify({ EventName: 'test-created', AuditUri: null }),
    'no JSON',
  ]) {
    expect((await send({ body })).status).toBe(200);
  }
  expect(rig.runs.woken).toEqual([]);
});

test('not configured: there is no such page', async () => {
  rig = new DeskRig();
  expect((await send()).status).toBe(404);
});

test.each([
  [AUDIT, { partnerTenantId: PARTNER, externalIds: [CUSTOMER, TRANSFER] }],
  [
    `https://api.example/v1/auditrecords/${PARTNER}_${CUSTOMER}_reseller-relationship-accepted-by-customer_1`,
    { partnerTenantId: PARTNER, externalIds: [CUSTOMER] },
  ],
  [`https://api.example/${PARTNER}_update-transfer_1`, undefined],
  ["https://api.example/x' OR 1=1", undefined],
  [null, undefined],
])('AuditUri %s', (uri, named) => {
  expect(namedBy(uri)).toEqual(named);
});
