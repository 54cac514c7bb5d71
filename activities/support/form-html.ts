import type { Document } from '../../contracts/people/document';
import type { DecisionRecord } from '../../contracts/run/progress';

export interface SignedDocument {
  document: Document;
  digest: string;
  signatures: DecisionRecord[];
}

/** A signed document as one self-contained HTML file (a few kB), for those who only read: Microsoft's engineer. */
export function formHtml({ document, digest, signatures }: SignedDocument): string {
  const sections = document.sections.map(
    ({ title, text = [], fields }) =>
      `<h2>${escape(title)}</h2>${text.map((one) => `<p>${escape(one)}</p>`).join('')}<table>${fields.map(({ label, value }) => row([label, value])).join('')}</table>`,
  );
  const signed = signatures.map(({ party, name, email = '', at, proof }) =>
    row([PARTY[party] ?? party, name, email, at, proof === 'localStack' ? 'local test' : proof.signature]),
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(document.title)}</title>
<style>body{font:16px/1.5 sans-serif;margin:2em auto;max-width:50em}table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:.4em;text-align:left;overflow-wrap:anywhere}th{width:35%}</style>
</head><body><h1>${escape(document.title)}, version ${document.version}</h1>
${sections.join('\n')}
<h2>Signatures</h2>
<p>All over the SHA-256 digest of this form: ${escape(digest)}</p>
<table><tr><th>Party</th><th>Name</th><th>E-mail</th><th>Time (UTC)</th><th>Proof (Ed25519)</th></tr>${signed.join('')}</table>
</body></html>
`;
}

const PARTY: Partial<Record<DecisionRecord['party'], string>> = {
  customer: 'Customer',
  sourcePartner: 'Source partner',
  destinationPartner: 'Destination partner',
};

function row([head = '', ...cells]: string[]): string {
  return `<tr><th>${escape(head)}</th>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
