import { createPublicKey, verify } from 'node:crypto';
import { type Document, documentDigest } from '../../contracts/people/document';
import type { Party } from '../../contracts/people/parties';
import type { DecisionRecord } from '../../contracts/run/progress';
import { type ProvenRun, provenText } from '../../contracts/people/proof';
import type { Settings } from '../ports/dependencies';
import { failure } from '../failures/failure';

/** What an organisation's worker acts on: the run, and people's answers in it. */
export interface Signed {
  run: ProvenRun;
  document: Document;
  decisions: DecisionRecord[];
}

/**
 * A worker does not take the word of whoever puts work into its queue: what cannot be taken back is done only on answers that are signed by
 * the desk it is configured with itself, over this text and run. Throws `DecisionRefused`. On a local stack unsigned ones count.
 */
export function assertSigned(
  { local, deskKey }: Pick<Settings, 'local' | 'deskKey'>,
  { run, document, decisions }: Signed,
  parties: readonly Party[],
): void {
  const digest = documentDigest(document);
  for (const party of parties) {
    const given = decisions.find((one) => one.party === party && one.digest === digest && one.choice === 'approve');
    if (!given) throw failure('DecisionRefused', `${party} has not approved the text ${digest.slice(0, 12)}…`);
    const { proof, at: _at, ...said } = given;
    if (proof === 'localStack') {
      if (local) continue;
      throw failure('DecisionRefused', `the approval of ${party} is not signed`);
    }
    if (deskKey === undefined)
      throw failure('DecisionRefused', 'this worker knows no desk: add its url and publicKey to the configuration');
    const { signature, ...times } = proof;
    const text = provenText(run, 'decide', said, times);
    if (!verify(null, Buffer.from(text), publicKey(deskKey), Buffer.from(signature, 'base64url')))
      throw failure('DecisionRefused', `the approval of ${party} does not bear this worker's desk's signature`);
  }
}

/** @param raw base64url of 32 bytes */
function publicKey(raw: string) {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' });
}
