import type { ArmResource, MoveFacts, MoveRequest } from '../contracts';
import { keyOf, topLevelKey } from '../ids';

/** One move request with everything that the rules look at, looked up once. */
export interface MoveCase {
  facts: MoveFacts;
  request: MoveRequest;
  acrossSubscriptions: boolean;
  /** The resources named, by key. */
  named: Map<string, ArmResource>;
  /** The named ones and all that goes along with them (children, extensions). */
  moved: ArmResource[];
  /** All of the source subscription, nested ones too. */
  source: ArmResource[];
  /** All of the target group, nested ones too. */
  targetGroup: ArmResource[];
}

export function openCase(facts: MoveFacts, request: MoveRequest): MoveCase {
  const { source, target } = request;
  const named = new Map<string, ArmResource>();
  for (const id of request.resources) {
    const resource = facts.find(id);
    if (resource) named.set(keyOf(id), resource);
  }
  const sourceResources = facts.list(source.subscriptionId);
  return {
    facts,
    request,
    acrossSubscriptions: source.subscriptionId.toLowerCase() !== target.subscriptionId.toLowerCase(),
    named,
    moved: sourceResources.filter((resource) => named.has(topLevelKey(resource.id) ?? '')),
    source: sourceResources,
    targetGroup: facts.list(target.subscriptionId).filter((resource) => isIn(resource, target)),
  };
}

/** Whether a resource is in the group. */
export function isIn(resource: ArmResource, group: { subscriptionId: string; resourceGroup: string }): boolean {
  return keyOf(resource.id).startsWith(
    `/subscriptions/${group.subscriptionId}/resourceGroups/${group.resourceGroup}/providers/`.toLowerCase(),
  );
}

/** Whether the resource is of the type, in any case. */
export function hasType(resource: ArmResource, type: string): boolean {
  return resource.type.toLowerCase() === type.toLowerCase();
}
