import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';

/** What the desk and the worker are configured with, each base64url of 32 bytes. */
export interface DeskKeys {
  /** Both sides: links are signed and read with it. */
  linkKey: string;
  /** The desk alone: Ed25519 seed. */
  signingKey: string;
  /** The worker: runs pin it when they start. */
  publicKey: string;
}

/** DER of a PKCS#8 Ed25519 key up to its 32 bytes of seed (RFC 8410, section 7). */
const PKCS8_BEFORE_SEED = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED = /^[\w-]{43}$/;

export function newDeskKeys(): DeskKeys {
  const linkKey = randomBytes(32).toString('base64url');
  const signingKey = randomBytes(32).toString('base64url');
  return { linkKey, signingKey, publicKey: publicKeyOf(signingKeyFrom(signingKey)) };
}

/** @param text PKCS#8 PEM, or the seed in base64url. Throws on anything that is not an Ed25519 private key. */
export function signingKeyFrom(text: string): KeyObject {
  const key = SEED.test(text)
    ? createPrivateKey({
        key: Buffer.concat([PKCS8_BEFORE_SEED, Buffer.from(text, 'base64url')]),
        format: 'der',
        type: 'pkcs8',
      })
    : createPrivateKey(text);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
  return key;
}

/** The 32 bytes of its public key, base64url: the form of the worker's `desk.publicKey`. */
export function publicKeyOf(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('not an Ed25519 key');
  return x;
}
