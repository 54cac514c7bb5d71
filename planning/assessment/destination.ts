import type { DestinationFinding } from '../../contracts/processes/assessment';
import type { Limits, PolicyFacts } from '../../contracts/azure/destination';
import type { ArmResource } from '../../contracts/azure/inventory';
import type { Batch } from '../../contracts/azure/plan';
import { groupId } from '../inventory/arm-id';
import { shortages, shortageText } from '../rules/limits';
import { policyJudge } from '../rules/policies';
import type { RowFinding } from './row-findings';

/** A resource that a plan moves, as the inventory has it, and the group that it arrives in. */
export interface Arrival {
  resource: ArmResource;
  to: Batch['to'];
}

interface DestinationFacts {
  policies: PolicyFacts[];
  limits: Limits;
}

/** What stands in the way at the destination. */
export interface Compared {
  findings: DestinationFinding[];
  rows: RowFinding[];
  /** What could not be judged, a sentence each. */
  caveats: string[];
}

/** Compares what arrives, of all subscriptions together, with what the destination lets in. Pure. */
export function compareWithDestination(
  arriving: readonly Arrival[],
  providersToRegister: ReadonlySet<string>,
  { policies, limits }: DestinationFacts,
): Compared {
  const parts = [missingProviders(arriving, providersToRegister), denied(arriving, policies), exceeded(arriving, limits)];
  return {
    findings: parts.flatMap(({ findings }) => findings),
    rows: parts.flatMap(({ rows }) => rows),
    caveats: parts.flatMap(({ caveats }) => caveats),
  };
}

/** Nothing to be done about the resources: Handover registers before the move, so that their rows stay as they are. */
function missingProviders(arriving: readonly Arrival[], providers: ReadonlySet<string>): Compared {
  const findings = [...providers].sort().map((namespace): DestinationFinding => {
    const prefix = `${namespace.toLowerCase()}/`;
    return {
      kind: 'provider',
      name: namespace,
      verdict: 'MODIFY',
      reason: `The destination has not registered ${namespace}, and Azure moves nothing of it there before.`,
      fix: 'Handover registers it before the move; nothing has to be done.',
      doneBy: 'handover',
      resources: arriving.filter(({ resource }) => resource.type.toLowerCase().startsWith(prefix)).length,
    };
  });
  return { findings, rows: [], caveats: [] };
}

function denied(arriving: readonly Arrival[], policies: readonly PolicyFacts[]): Compared {
  const compared: Compared = { findings: [], rows: [], caveats: [] };
  const groups = arriving.map(({ to }) => groupId(to));
  for (const policy of policies) {
    const judge = policyJudge(policy);
    const verdicts = arriving.map(({ resource }, nth) => ({ resource, verdict: judge(resource, groups[nth] ?? '') }));
    const stopped = verdicts.filter(({ verdict }) => verdict === 'denies').map(({ resource }) => resource);
    const open = verdicts.filter(({ verdict }) => verdict === 'not told').length;
    const fix =
      'Have an exemption from it made at the destination for the time of the move, or have the policy changed; or exclude the resource.';
    const about = `Policy “${policy.displayName}” of the destination`;
    if (stopped.length > 0)
      compared.findings.push({
        kind: 'policy',
        name: policy.displayName,
        verdict: 'MODIFY',
        reason: `${about} denies them (${policy.id}).`,
        fix,
        doneBy: 'person',
        resources: stopped.length,
      });
    for (const { id } of stopped)
      compared.rows.push({
        id,
        rule: 'destination.policyDenies',
        verdict: 'MODIFY',
        reason: `${about} denies it.`,
        fix,
        doneBy: 'person',
      });
    if (open > 0)
      compared.caveats.push(
        `${about} was not judged (${policy.id}): it is an initiative, cannot be read, or asks what only Azure can look up.`,
      );
  }
  return compared;
}

function exceeded(arriving: readonly Arrival[], limits: Limits): Compared {
  const { short, unknownSizes } = shortages(
    arriving.map(({ resource }) => resource),
    limits,
  );
  const compared: Compared = { findings: [], rows: [], caveats: [] };
  for (const one of short) {
    const { title, region, inUse, limit, needed, resources } = one;
    const fix = `Ask Microsoft for at least ${inUse + needed} by a support request (quota increase) before the move, or exclude resources.`;
    compared.findings.push({
      kind: 'limit',
      name: title,
      verdict: 'MODIFY',
      reason: `The destination’s limit does not suffice: ${shortageText(one)}.`,
      fix,
      doneBy: 'person',
      resources: resources.length,
      limit: { region, inUse, limit, needed },
    });
    for (const id of resources)
      compared.rows.push({
        id,
        rule: 'destination.limit',
        verdict: 'MODIFY',
        reason: `A limit of the destination does not suffice for all that is to move: ${shortageText(one)}.`,
        fix,
        doneBy: 'person',
      });
  }
  if (unknownSizes.length > 0)
    compared.caveats.push(
      `Azure lists no size ${unknownSizes.slice(0, 10).join(', ')} at the destination: such machines are counted by the number in their size’s name, and not in the limit of a series.`,
    );
  return compared;
}
