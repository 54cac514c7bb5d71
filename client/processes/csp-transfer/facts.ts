import type { CspTransferResult } from '../../../contracts/processes/csp-transfer';
import type { Party } from '../../../contracts/people/parties';
import type { ProgressView } from '../../../contracts/run/progress';
import type { Fact } from '../presentation';

const PROCEDURES = { ticket: 'Support ticket and signed form', partnerCenterTransfer: 'Transfer in Partner Center' } as const;

/** The result of a transfer, a line each. Groups that a person has to judge are named to the operator alone. */
export function facts(result: CspTransferResult, party: Party, parties: ProgressView['parties']): Fact[] {
  const { procedure, procedureReason, ticket, transferId, formDigest, subscriptions, access } = result;
  const partner = (tenantId: string) =>
    [parties?.sourcePartner, parties?.destinationPartner].find((card) => card?.tenantId?.toLowerCase() === tenantId.toLowerCase())
      ?.name ?? tenantId;
  const lines: [string, string | undefined][] = [
    ['Procedure', PROCEDURES[procedure]],
    ['Why this procedure', procedureReason],
    ['Support ticket', ticket?.name],
    ['Transfer in Partner Center', transferId],
    ['SHA-256 of the form that all signed', formDigest],
    ...subscriptions.map(({ displayName, subscriptionId, before, after }): [string, string] => [
      `${displayName} (${subscriptionId})`,
      `${partner(before.partnerTenantId)} to ${after === undefined ? 'not seen elsewhere yet' : partner(after.partnerTenantId)}`,
    ]),
    ...access.map(({ subscriptionId, removed, remaining, unknownForeign }): [string, string] => [
      `Rights of the old partner on ${subscriptionId}`,
      `${removed} removed, ${remaining} left${party === 'operator' && unknownForeign.length > 0 ? `; to be judged: ${unknownForeign.join(', ')}` : ''}`,
    ]),
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}
