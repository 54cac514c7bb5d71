import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { failure } from '../failures/failure';
import type { Vault } from '../ports/vault';

/**
 * AES-256-GCM with the worker's own key, a new nonce for each value.
 * @param artifactKey 32 bytes, base64url; undefined throws `InvalidInput`
 */
export function createVault(artifactKey: string | undefined): Vault {
  if (artifactKey === undefined) {
    throw failure(
      'InvalidInput',
      'this worker has no key to encrypt with what is put aside: add `artifactKey` (32 bytes, base64url) to its configuration and keep it, nothing can be put back without it',
    );
  }
  const secret = Buffer.from(artifactKey, 'base64url');
  const key = createHash('sha256').update(secret).digest('hex').slice(0, 32);
  return {
    seal(value) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', secret, iv);
      const data = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      const text = (bytes: Buffer) => bytes.toString('base64url');
      return { alg: 'A256GCM', key, iv: text(iv), tag: text(cipher.getAuthTag()), data: text(data) };
    },

    open(sealed) {
      if (sealed.key !== key) {
        throw failure(
          'ArtifactChanged',
          `it was encrypted with key ${sealed.key.slice(0, 12)}…, this worker has ${key.slice(0, 12)}…: give it the \`artifactKey\` of that time`,
        );
      }
      const bytes = (text: string) => Buffer.from(text, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', secret, bytes(sealed.iv), { authTagLength: 16 });
      decipher.setAuthTag(bytes(sealed.tag));
      try {
        return JSON.parse(Buffer.concat([decipher.update(bytes(sealed.data)), decipher.final()]).toString('utf8')) as unknown;
      } catch (error) {
        throw failure('ArtifactChanged', 'what was encrypted has been changed since: nothing of it is believed', {}, error);
      }
    },
  };
}
