import { z } from 'zod';
import { planDigest } from '../../planning/plan/digest';
import type { MovePlan } from '../../contracts/azure/plan';
import type { ResourceMoveInput } from '../../contracts/processes/resource-move';
import { HandoverError } from '../api/errors';
import { check, readDocument } from '../api/input-file';

/**
 * Only what is compared is looked at; the rest must come through as it is, for the digest to vouch for it. Beside the plan may stand the
 * assessment that it came with.
 */
const Shape = z.looseObject({
  digest: z.string(),
  plan: z.looseObject({
    version: z.literal(1, { error: 'is not a plan that this version of Handover reads' }),
    source: z.looseObject({ subscriptionId: z.string() }),
    destination: z.looseObject({ subscriptionId: z.string() }),
  }),
});

/**
 * Digest of a plan that `handover plan` or `handover assess` wrote, to be approved as it is.
 * Throws HandoverError `badInput` when the file was edited, is a plan for other subscriptions than the input's, or has none.
 */
export function digestOfPlanFile(file: string, input: ResourceMoveInput): string {
  const document = readDocument(file, '--plan');
  refuseWithoutPlan(document, file);
  const { digest, plan } = check(Shape, document, file);
  if (planDigest(plan as unknown as MovePlan) !== digest) {
    throw new HandoverError('badInput', `${file} was edited: its digest is not the one of its plan.`, {
      problems: [{ path: '--plan', message: 'a plan is approved as it was made; a changed one has to be made again' }],
      wayOut: 'Rehearse with another input, and write its plan again with `handover plan`.',
    });
  }
  const problems = (['source', 'destination'] as const)
    .filter((side) => plan[side].subscriptionId.toLowerCase() !== input[side].subscriptionId)
    .map((side) => ({
      path: `plan.${side}.subscriptionId`,
      message: `is ${plan[side].subscriptionId}, the input says ${input[side].subscriptionId}`,
    }));
  if (problems.length > 0) throw new HandoverError('badInput', `${file} is a plan for another move.`, { problems });
  return digest;
}

/** An assessment of several subscriptions, or of a run, has the figures of its plans and not the plans. */
function refuseWithoutPlan(document: unknown, file: string): void {
  if (typeof document !== 'object' || document === null) return;
  const { process, plan } = document as { process?: unknown; plan?: unknown };
  if (process !== 'assessment' || plan !== undefined) return;
  throw new HandoverError('badInput', `${file} is an assessment without a plan.`, {
    problems: [{ path: '--plan', message: 'a plan is of one subscription' }],
    wayOut: 'Assess an export of that one: `handover assess --input FILE --subscription ID --out plan.json`.',
  });
}
