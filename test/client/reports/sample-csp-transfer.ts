import type { CspTransferReport } from '../../../contracts/processes/csp-transfer';
import { type Document, documentDigest } from '../../../contracts/people/document';
import type { DecisionRecord } from '../../../contracts/run/progress';

const FORM: Document = {
  title: 'CSP Subscription Transfer form',
  version: 2,
  sections: [
    {
      title: 'Customer',
      text: ['The customer wishes the following subscriptions to be transferred, with “quotes” and ümlauts.'],
      fields: [{ label: 'Name', value: 'Fabrikam <script>alert(1)</script>' }],
    },
    { title: 'Destination partner', fields: [{ key: 'contact', label: 'Contact', value: '=1+1' }] },
  ],
};
export const FORM_DIGEST = documentDigest(FORM);

function signature(party: DecisionRecord['party'], name: string, minute: string): DecisionRecord {
  const signedAt = `2026-11-23T09:${minute}:00.000Z`;
  return {
    party,
    choice: 'approve',
    step: 'sign',
    digest: FORM_DIGEST,
    name,
    email: `${name.toLowerCase()}@example.com`,
    at: signedAt,
    proof: { signedAt, validUntil: '2026-12-07T09:00:00.000Z', signature: 'S'.repeat(86) },
  };
}

const SUBSCRIPTION = '33333333-0000-4000-8000-000000000001';
const [SOURCE, DESTINATION] = ['44444444-0000-4000-8000-000000000001', '55555555-0000-4000-8000-000000000001'];

/** Names and messages come from outside: some of these are hostile. */
export const REPORT: CspTransferReport = {
  process: 'csp-transfer',
  runId: '0f6d2f0e-0000-4000-8000-00000000f00d',
  id: `csp-transfer-${SUBSCRIPTION}`,
  outcome: 'done',
  procedure: 'ticket',
  procedureReason: 'The subscription is a legacy one.',
  customer: {
    tenantId: '66666666-0000-4000-8000-000000000001',
    name: 'Fabrikam',
    domain: 'fabrikam.onmicrosoft.com',
    country: 'DE',
    contact: { name: 'Dana', email: 'dana@example.com' },
  },
  sourcePartner: { tenantId: SOURCE, name: 'Contoso', mpnId: '1234567', contact: { name: 'Sam', email: 'sam@example.com' } },
  destinationPartner: {
    tenantId: DESTINATION,
    name: 'Northwind',
    mpnId: '7654321',
    contact: { name: 'Nia', email: 'nia@example.com' },
  },
  startedAt: '2026-11-23T08:00:00.000Z',
  endedAt: '2026-11-25T08:10:00.000Z',
  subscriptions: [
    {
      subscriptionId: SUBSCRIPTION,
      displayName: 'Production',
      agreement: 'legacy',
      before: { partnerTenantId: SOURCE, partnerCenterId: 'pc-before' },
      after: { partnerTenantId: DESTINATION, partnerCenterId: 'pc-after' },
    },
  ],
  access: [{ subscriptionId: SUBSCRIPTION, granted: true, removed: 3, remaining: 0, unknownForeign: ['Foreign group X'] }],
  ticket: { name: 'handover-1', id: '120112312345678' },
  formDigest: FORM_DIGEST,
  documents: [{ step: 'sign', digest: FORM_DIGEST, document: FORM }],
  decisions: [
    { ...signature('destinationPartner', 'Nia', '30'), states: ['contract'] },
    signature('sourcePartner', 'Sam', '10'),
    { ...signature('sourcePartner', 'Sam', '03'), digest: 'e'.repeat(64) },
    { ...signature('customer', 'Dana', '05'), choice: 'sendBack', digest: 'e'.repeat(64), changes: { contact: 'Nia' } },
    signature('customer', 'Dana', '20'),
  ],
  rulings: [{ step: 'confirm', verdict: 'retry', reason: 'asked again', name: 'Omar', at: '2026-11-24T09:00:00.000Z' }],
  messages: [{ from: 'Microsoft', at: '2026-11-24T10:00:00.000Z', subject: 'Transfer', body: 'Confirmed.\nRegards' }],
  notes: ['The severity was raised after 8 business hours.'],
  undone: [],
  leftUndone: [],
  localStack: false,
};
