import { generate } from 'selfsigned';

/** The names under which Azure's clients call; every one of them is answered by the one port. */
const HOSTS = [
  'localhost',
  'management.azure.com',
  'login.microsoftonline.com',
  'graph.microsoft.com',
  'api.partnercenter.microsoft.com',
];

export interface Tls {
  /** The authority that a client has to trust. */
  caPem: string;
  certPem: string;
  keyPem: string;
}

/** A certificate authority made for this run alone and a leaf for loopback and Azure's host names, good for 30 days. */
export async function makeCertificates(): Promise<Tls> {
  const notBeforeDate = new Date(Date.now() - 86_400_000);
  const notAfterDate = new Date(Date.now() + 30 * 86_400_000);
  const common = { notBeforeDate, notAfterDate, keySize: 2048 as const, algorithm: 'sha256' as const };
  const ca = await generate([{ name: 'commonName', value: 'Local Azure simulator CA' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: 'Local Azure simulator' }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [{ type: 7, ip: '127.0.0.1' }, ...HOSTS.map((value) => ({ type: 2 as const, value }))],
      },
    ],
  });
  return { caPem: ca.cert, certPem: leaf.cert, keyPem: leaf.private };
}
