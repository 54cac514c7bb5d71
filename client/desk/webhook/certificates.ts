import { X509Certificate } from 'node:crypto';
import { get } from 'node:https';
import { rootCertificates } from 'node:tls';

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const MAX_BYTES = 64 * 1024;
const TIMEOUT_MS = 5_000;
const MAX_CHAIN = 6;

/** Certificates of a PEM text, or the one of a DER file, in their order. Throws on anything else. */
function certificatesOf(file: Buffer): X509Certificate[] {
  const blocks = file.toString('latin1').match(PEM);
  return blocks ? blocks.map((pem) => new X509Certificate(pem)) : [new X509Certificate(file)];
}

/**
 * Fetches what X-MS-Certificate-Url names: https, from one of these hosts, at most 64 kB, no redirects. Throws with the reason.
 * @param extraCa PEM to trust beside the system's roots
 */
export async function fetchCertificates(
  url: string,
  hosts: readonly string[],
  extraCa: string | undefined,
): Promise<X509Certificate[]> {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:') throw new Error('the certificate’s address is not https');
  if (!hosts.includes(parsed.hostname)) throw new Error(`certificates are not fetched from ${parsed.hostname}`);
  return certificatesOf(await download(parsed, extraCa));
}

function download(url: URL, extraCa: string | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const ca = extraCa === undefined ? {} : { ca: [...rootCertificates, extraCa] };
    const request = get(url, { ...ca, timeout: TIMEOUT_MS }, (answer) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_BYTES) request.destroy(new Error('the certificate is too large'));
        chunks.push(chunk);
      });
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve(Buffer.concat(chunks));
        else reject(new Error(`the certificate’s address answers ${answer.statusCode ?? 0}`));
      });
      answer.once('error', reject);
    });
    request.once('timeout', () => request.destroy(new Error('the certificate’s address does not answer')));
    request.once('error', reject);
  });
}

/**
 * Why the first certificate is not to be believed, or undefined: each one valid now, issued by the next, up to one of the anchors. What came
 * along may stand in between; an anchor need not be a root.
 */
export function distrust(
  [leaf, ...along]: X509Certificate[],
  anchors: readonly X509Certificate[],
  now: Date,
): string | undefined {
  let current = leaf;
  for (let depth = 0; current !== undefined && depth < MAX_CHAIN; depth++) {
    const subject: X509Certificate = current;
    if (now < new Date(subject.validFrom) || now > new Date(subject.validTo)) return 'a certificate is not valid now';
    if (anchors.some((anchor) => issued(anchor, subject) && now <= new Date(anchor.validTo))) return undefined;
    current = along.find((other) => other.fingerprint256 !== subject.fingerprint256 && issued(other, subject));
  }
  return 'its certificate was issued by nobody that is trusted here';
}

function issued(issuer: X509Certificate, subject: X509Certificate): boolean {
  return issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
}

let systemRoots: X509Certificate[] | undefined;

/** The authorities of this PEM; without it those that Node brings. */
export function anchorsOf(pem: string | undefined): X509Certificate[] {
  if (pem !== undefined) return certificatesOf(Buffer.from(pem));
  return (systemRoots ??= rootCertificates.map((root) => new X509Certificate(root)));
}
