import { ed25519 } from '@noble/curves/ed25519.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Proof, type ProvenRun, provenText } from '../../contracts/people/proof';
import { readable } from '../base/clock';

/** What a run believes: the desk's key, pinned when it began, and whether it runs on a local stack, where anybody may answer for anybody. */
export interface Trust {
  run: ProvenRun;
  /** Ed25519 public key, base64url. */
  deskKey?: string | undefined;
  local: boolean;
}

/** Clocks differ by minutes; a proof from further in the future was made for later. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Why this message does not count, or undefined when it does: signed by the pinned key over this very message for this very run, and in
 * time. Without a proof it counts on a local stack alone.
 */
export function unproven(
  trust: Trust | undefined,
  kind: 'decide' | 'contact',
  message: { proof?: Proof | undefined },
): string | undefined {
  const { proof } = message;
  if (!trust) return 'too early: the run has not begun yet';
  if (!proof) return trust.local ? undefined : 'it is not signed: answer at the desk, by the link that was sent to you';
  if (!trust.deskKey) return 'it is signed, but this run knows no desk: it was started on a worker without one';
  const { signature, ...times } = proof;
  const text = utf8ToBytes(provenText(trust.run, kind, message, times));
  if (!holds(signature, text, trust.deskKey)) return 'its signature is not the desk’s, or not for this text and this run';
  if (Date.parse(proof.validUntil) < Date.now())
    return `its signature was good until ${readable(proof.validUntil)}: open the link again`;
  if (Date.parse(proof.signedAt) > Date.now() + CLOCK_SKEW_MS) return `it was signed in the future (${readable(proof.signedAt)})`;
  return undefined;
}

function holds(signature: string, text: Uint8Array, key: string): boolean {
  try {
    return ed25519.verify(fromBase64Url(signature), text, fromBase64Url(key));
  } catch {
    return false;
  }
}

/** The sandbox has neither Buffer nor atob in every release: 64 letters are quickly looked up. */
function fromBase64Url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) throw new Error('not base64url');
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
    held &= (1 << bits) - 1;
  }
  // One signature, one spelling: what has counted is known again by its text.
  if (held !== 0) throw new Error('not base64url');
  return bytes;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
