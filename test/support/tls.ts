import { makeCertificates, type Tls } from '../../simulator/certificates';

const VARIABLE = 'HANDOVER_TEST_TLS';

/** Makes the certificates of this run: two RSA keys take half a second, and almost every suite starts a simulator. */
export async function makeTestTls(): Promise<void> {
  process.env[VARIABLE] = JSON.stringify(await makeCertificates());
}

/** The run's certificates for a simulator; ones of its own outside of jest. */
export async function testTls(): Promise<Tls> {
  const made = process.env[VARIABLE];
  return made === undefined ? makeCertificates() : (JSON.parse(made) as Tls);
}
