import { z } from 'zod';
import type { Party } from '../../contracts/people/parties';
import type { ProgressView } from '../../contracts/run/progress';

/** A line of what came out. */
export interface Fact {
  name: string;
  value: string;
}

/** What of a result is for people, whatever the process: no references to files, no decisions (they stand by themselves). */
const Result = z.object({
  procedure: z.enum(['ticket', 'partnerCenterTransfer']).optional(),
  procedureReason: z.string().optional(),
  ticket: z.object({ name: z.string() }).optional(),
  transferId: z.string().optional(),
  formDigest: z.string().optional(),
  subscriptions: z
    .array(
      z.object({
        subscriptionId: z.string(),
        displayName: z.string(),
        before: z.object({ partnerTenantId: z.string() }),
        after: z.object({ partnerTenantId: z.string() }).optional(),
      }),
    )
    .optional(),
  access: z
    .array(
      z.object({ subscriptionId: z.string(), removed: z.number(), remaining: z.number(), unknownForeign: z.array(z.string()) }),
    )
    .optional(),
  totals: z.object({ moved: z.number(), refused: z.number() }).optional(),
});

const PROCEDURES = { ticket: 'Support ticket and signed form', partnerCenterTransfer: 'Transfer in Partner Center' } as const;

/** The result of a run that has one, a line each. Groups that a person has to judge are named to the operator alone. */
export function resultFacts({ result, parties }: ProgressView, party: Party): Fact[] {
  const parsed = Result.safeParse(result).data;
  if (parsed === undefined) return [];
  const { procedure, procedureReason, ticket, transferId, formDigest, subscriptions = [], access = [], totals } = parsed;
  const partner = (tenantId: string) =>
    [parties?.sourcePartner, parties?.destinationPartner].find((card) => card?.tenantId?.toLowerCase() === tenantId.toLowerCase())
      ?.name ?? tenantId;
  const facts: [string, string | undefined][] = [
    ['Procedure', procedure === undefined ? undefined : PROCEDURES[procedure]],
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
    ['Resources', totals === undefined ? undefined : `${totals.moved} moved, ${totals.refused} left where they were`],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}
