import { type KeyObject, sign } from 'node:crypto';
import { type Proof, type ProvenRun, provenText } from '../../contracts/people/proof';

/** A signature is made for a message that is sent at once. */
const GOOD_FOR_MS = 15 * 60_000;

/**
 * Signs what a party says, for one run (contracts/people/proof.ts).
 * @param linkEnd seconds since 1970: a signature does not outlive the link it was given by
 */
export function prove(
  run: ProvenRun,
  kind: 'decide' | 'contact',
  message: object,
  key: KeyObject,
  linkEnd: number,
  now: Date,
): Proof {
  const times = {
    signedAt: now.toISOString(),
    validUntil: new Date(Math.min(linkEnd * 1000, now.getTime() + GOOD_FOR_MS)).toISOString(),
  };
  const text = Buffer.from(provenText(run, kind, message, times), 'utf8');
  return { ...times, signature: sign(null, text, key).toString('base64url') };
}
