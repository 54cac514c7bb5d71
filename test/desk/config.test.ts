import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeskConfig } from '../../client/desk/config';
import { newDeskKeys, publicKeyOf, signingKeyFrom } from '../../client/api/desk-keys';
import type { HandoverError } from '../../client/api/errors';
import { run } from '../client/support/cli';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'handover-desk-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const { linkKey, signingKey } = newDeskKeys();
const GOOD = { listen: { port: 8080 }, url: 'https://desk.example/', linkKey, signingKey };

function read(config: object, mode = 0o600) {
  const file = join(folder, 'desk.json');
  writeFileSync(file, JSON.stringify(config));
  chmodSync(file, mode);
  return readDeskConfig(file);
}

function problemsOf(config: object, mode?: number): string[] {
  try {
    read(config, mode);
    return [];
  } catch (error) {
    return (error as HandoverError).problems.map(({ path }) => path);
  }
}

test('what is needed, and no more', () => {
  expect(read(GOOD)).toMatchObject({ url: 'https://desk.example', local: false, listen: { host: '127.0.0.1', port: 8080 } });
});

test.each<[string, object, string]>([
  ['a link key that is too short', { linkKey: 'abc' }, 'linkKey'],
  ['a signing key that is none', { signingKey: 'A'.repeat(42) }, 'signingKey'],
  ['links in the clear', { url: 'http://desk.example' }, 'url'],
  ['a local desk for everybody', { local: true, listen: { host: '0.0.0.0', port: 8080 } }, 'local'],
  ['an unknown key', { secret: 'x' }, 'secret'],
])('%s is refused by name', (_what, over, path) => {
  expect(problemsOf({ ...GOOD, ...over })).toEqual([path]);
});

test('a file that others may read is refused: its key signs for everybody', () => {
  expect(problemsOf(GOOD, 0o640)).toEqual(['signingKey']);
});

test('a relative path is taken from the file’s folder', () => {
  const config = read({ ...GOOD, partnerCenterWebhook: { caFile: 'ca.pem', certificateHosts: ['h.example'] } });
  expect(config.partnerCenterWebhook?.caFile).toBe(join(folder, 'ca.pem'));
});

test('an Ed25519 key may be a seed or a PEM; its public key is 32 bytes', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const seed = privateKey.export({ format: 'jwk' }).d ?? '';
  expect(publicKeyOf(signingKeyFrom(pem))).toBe(publicKeyOf(signingKeyFrom(seed)));
  expect(publicKeyOf(signingKeyFrom(pem))).toBe(
    createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' }).x,
  );
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  expect(() => signingKeyFrom(rsa.toString())).toThrow('Ed25519');
});

test('`handover desk keys` prints a pair that belongs together', async () => {
  const ran = await run(['desk', 'keys', '-o', 'json']);
  expect(ran.code).toBe(0);
  const keys = JSON.parse(ran.out) as { linkKey: string; signingKey: string; publicKey: string };
  expect(publicKeyOf(signingKeyFrom(keys.signingKey))).toBe(keys.publicKey);
  expect(problemsOf({ ...GOOD, ...{ linkKey: keys.linkKey, signingKey: keys.signingKey } })).toEqual([]);
});
