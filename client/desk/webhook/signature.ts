import { verify, type X509Certificate } from 'node:crypto';
import { messageOf } from '../../api/errors';
import { anchorsOf, distrust, fetchCertificates } from './certificates';

/** Headers of a notice, as they came. */
interface Signed {
  authorization: string | undefined;
  certificateUrl: string | undefined;
  /** The body's very bytes. */
  body: Buffer;
}

/** Who may sign: hosts that certificates come from, and the PEM of their authorities (absent: the system's roots). */
interface Signers {
  certificateHosts: readonly string[];
  caPem: string | undefined;
}

/** Certificates that have proven good are kept for an hour. */
const KEPT_FOR_MS = 3_600_000;
const MAX_KEPT = 20;

type Verify = (signed: Signed, now: Date) => Promise<string | undefined>;

/**
 * Answers why a notice is not Microsoft's, or undefined: RSA with SHA-256 over the body's bytes, by a certificate of a known host and a known
 * authority (learn.microsoft.com/partner-center/developer/partner-center-webhooks).
 */
export function createVerifier(signers: Signers, fetch: typeof fetchCertificates = fetchCertificates): Verify {
  const kept = new Map<string, { certificates: X509Certificate[]; at: number }>();

  const fresh = (url: string, now: Date) => {
    const known = kept.get(url);
    return known && now.getTime() - known.at < KEPT_FOR_MS ? known : undefined;
  };

  return async ({ authorization, certificateUrl, body }, now) => {
    const signature = /^Signature ([A-Za-z0-9+/=]+)$/.exec(authorization ?? '')?.[1];
    if (signature === undefined) return 'it is not signed';
    if (certificateUrl === undefined) return 'it names no certificate';
    const known = fresh(certificateUrl, now);
    let certificates: X509Certificate[];
    try {
      certificates = known?.certificates ?? (await fetch(certificateUrl, signers.certificateHosts, signers.caPem));
    } catch (error) {
      return messageOf(error);
    }
    const [leaf] = certificates;
    if (leaf === undefined) return 'its certificate is none';
    const why = distrust(certificates, anchorsOf(signers.caPem), now);
    if (why !== undefined) return why;
    if (leaf.publicKey.asymmetricKeyType !== 'rsa') return 'its certificate holds no RSA key';
    if (!known) kept.set(certificateUrl, { certificates, at: now.getTime() });
    const oldest = kept.keys().next().value;
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    return verify('sha256', body, leaf.publicKey, Buffer.from(signature, 'base64'))
      ? undefined
      : 'its signature is not over this text';
  };
}
