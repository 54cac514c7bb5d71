import type { CspTransferReport } from '../../../contracts/processes/csp-transfer';
import type { ReportDocument } from '../../reports/document';

/** How somebody who trusts none of us checks the report: what is hashed and signed is contracts/people/document.ts and contracts/people/proof.ts. */
export function howToVerify({ id, documents }: CspTransferReport): NonNullable<ReportDocument['instructions']> {
  return {
    title: 'How to verify this report',
    steps: [
      `Get the report as JSON: handover report ${id} --out report.json`,
      'A digest is the SHA-256 of the document’s JSON in UTF-8, with keys sorted at every depth and no white space. It must equal the one that stands beside the document, and in each signature over it.',
      ...documents.map(
        ({ document }, index) => `"${document.title}": jq -cSj '.documents[${index}].document' report.json | sha256sum`,
      ),
      `A signature is Ed25519, made with the desk’s key, over the text "handover-decide:" and the same kind of JSON of {workflowId, runId, signedAt, validUntil, said}. workflowId is ${id}; runId is the run’s (handover show ${id} -o json); signedAt and validUntil are the proof’s; said is the entry of decisions without at and proof.`,
      'The desk’s public key is the one that its operator published before the transfer. Ask for it on another way than the one by which this report came.',
    ],
  };
}
