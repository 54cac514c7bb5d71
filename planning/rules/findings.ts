import type { ArmResource } from '../../contracts/azure/inventory';
import type { Finding, Refusal } from '../../contracts/azure/plan';
import { idKey, parseArmId } from '../inventory/arm-id';
import type { Edge } from '../inventory/graph';
import { by, type IndexedInventory, type TopResource } from '../inventory/index-inventory';
import type { Care } from './care';
import type { Stop } from './rule';

/** One finding for each resource of the inventory, by id; children share the fate of their top-level resource. */
export function findingsOf(
  inventory: IndexedInventory,
  edges: Edge[],
  stops: Map<string, Stop>,
  careOf: (top: TopResource) => Care | undefined,
): Finding[] {
  const dependents = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const list = dependents.get(to);
    const id = inventory.tops.get(from)?.id ?? from;
    if (list) list.push(id);
    else dependents.set(to, [id]);
  }
  const findings = inventory.outsideGroups.map((resource) => stopped(resource, NOT_IN_A_GROUP));
  for (const top of inventory.tops.values()) {
    const stop = stops.get(top.key);
    const care = stop ? undefined : careOf(top);
    for (const resource of top.resource ? [top.resource, ...top.children] : top.children) {
      const isChild = resource !== top.resource;
      if (stop) findings.push(stopped(resource, isChild && top.resource ? followsParent(top, stop) : stop));
      else if (care && !isChild)
        findings.push({ id: resource.id, type: resource.type, verdict: 'MODIFY', ...care, doneBy: 'handover', dependents: [] });
      else findings.push({ id: resource.id, type: resource.type, verdict: 'NO ISSUES', dependents: [] });
    }
  }
  for (const finding of findings) finding.dependents = dependents.get(idKey(finding.id)) ?? [];
  return findings.sort(by((finding) => idKey(finding.id)));
}

/** One refusal for each resource that a request could have named and does not, and for each child whose parent is not there. By id. */
export function refusalsOf(inventory: IndexedInventory, stops: Map<string, Stop>): Refusal[] {
  const refusals = inventory.outsideGroups.map((resource) => refusal(resource, NOT_IN_A_GROUP));
  for (const top of inventory.tops.values()) {
    const stop = stops.get(top.key);
    if (stop) for (const resource of top.resource ? [top.resource] : top.children) refusals.push(refusal(resource, stop));
  }
  return refusals.sort(by((r) => idKey(r.id)));
}

/** Stops a top-level resource of which the inventory has only children. */
export function parentMissing(top: TopResource): Stop {
  return {
    rule: 'parent.missing',
    verdict: 'MODIFY',
    reason: `It moves only with ${top.id}, which is not in the inventory.`,
    fix: 'Check that the parent exists and can be read, or delete what is left of it, and plan again.',
  };
}

export const EXCLUDED: Stop = {
  rule: 'excluded',
  verdict: 'MODIFY',
  reason: 'The operator left it out.',
  fix: 'Take it off the list of excluded resources and plan again.',
};

const NOT_IN_A_GROUP: Stop = {
  rule: 'resource.notInGroup',
  verdict: 'BLOCKED',
  reason: 'It belongs to the subscription as a whole, and only what is in a resource group can be moved.',
  fix: 'Create it anew at the destination.',
};

function followsParent(top: TopResource, stop: Stop): Stop {
  const parent = parseArmId(top.id)?.topLevelName ?? top.id;
  return { rule: 'parent.stays', verdict: stop.verdict, reason: `It stays with its parent ${parent}.`, fix: stop.fix };
}

function stopped({ id, type }: ArmResource, { rule, verdict, reason, fix }: Stop): Finding {
  return { id, type, verdict, rule, reason, fix, ...(verdict === 'MODIFY' ? { doneBy: 'person' as const } : {}), dependents: [] };
}

function refusal({ id, type }: ArmResource, { rule, reason, fix, because }: Stop): Refusal {
  return { id, type, rule, reason, fix, ...(because === undefined ? {} : { because }) };
}
