import type { Sealed } from '../../../activities/ports/vault';
import { createVault } from '../../../activities/stores/encryption';

const KEY = Buffer.alloc(32, 1).toString('base64url');
const OTHER = Buffer.alloc(32, 2).toString('base64url');
const VALUE = { lists: [{ sourceVault: { id: 'vault-of-shop' } }] };

test('opens what it sealed, and nothing of it can be read before', () => {
  const sealed = createVault(KEY).seal(VALUE);
  expect(JSON.stringify(sealed)).not.toContain('shop');
  expect(createVault(KEY).open(JSON.parse(JSON.stringify(sealed)) as Sealed)).toEqual(VALUE);
});

test('the same value is sealed differently each time', () => {
  const vault = createVault(KEY);
  expect(vault.seal(VALUE).data).not.toBe(vault.seal(VALUE).data);
});

test.each(['data', 'tag', 'iv'] as const)('a changed %s is refused', (field) => {
  const sealed = createVault(KEY).seal(VALUE);
  const bytes = Buffer.from(sealed[field], 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  expect(() => createVault(KEY).open({ ...sealed, [field]: bytes.toString('base64url') })).toThrow(/has been changed since/);
});

test('another key says so, and not what the key is', () => {
  const sealed = createVault(KEY).seal(VALUE);
  expect(() => createVault(OTHER).open(sealed)).toThrow(/give it the `artifactKey` of that time/);
  expect(JSON.stringify(sealed)).not.toContain(KEY);
});

test('no key: InvalidInput, with what to add', () => {
  expect(() => createVault(undefined)).toThrow(/add `artifactKey`/);
});
