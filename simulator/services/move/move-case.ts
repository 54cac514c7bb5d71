import type { ArmResource } from '../../kernel/arm-types';
import { keyOf, topLevelKey } from '../../kernel/ids';
import { linksAmong } from './links';
import type { MoveFacts, MoveRequest } from './model';
import { isIn } from './resource-tests';

/** One move request with everything that the rules look at, looked up once. */
export interface MoveCase {
  facts: MoveFacts;
  request: MoveRequest;
  acrossSubscriptions: boolean;
  /** The resources named, by key. */
  named: Map<string, ArmResource>;
  /** The named resources, and their children and extensions, which move with them. */
  moved: ArmResource[];
  /** All of the source subscription, nested ones too. */
  source: ArmResource[];
  /** All of the target group, nested ones too. */
  targetGroup: ArmResource[];
  /** What moves with a named resource, by its key. */
  below: Map<string, ArmResource[]>;
  /** Everything in either subscription, and what is bound to what among it, by top-level keys. */
  everything: ArmResource[];
  links: Map<string, Set<string>>;
}

export function openCase(facts: MoveFacts, request: MoveRequest): MoveCase {
  const { source, target } = request;
  const named = new Map<string, ArmResource>();
  for (const id of request.resources) {
    const resource = facts.find(id);
    if (resource) named.set(keyOf(id), resource);
  }
  const sourceResources = facts.list(source.subscriptionId);
  const moved: ArmResource[] = [];
  const below = new Map<string, ArmResource[]>([...named.keys()].map((key) => [key, []]));
  for (const resource of sourceResources) {
    const top = topLevelKey(resource.id) ?? '';
    if (!named.has(top)) continue;
    moved.push(resource);
    if (top !== keyOf(resource.id)) below.get(top)?.push(resource);
  }
  const acrossSubscriptions = source.subscriptionId.toLowerCase() !== target.subscriptionId.toLowerCase();
  const targetResources = acrossSubscriptions ? facts.list(target.subscriptionId) : sourceResources;
  const everything = acrossSubscriptions ? [...sourceResources, ...targetResources] : sourceResources;
  return {
    facts,
    request,
    acrossSubscriptions,
    named,
    moved,
    below,
    source: sourceResources,
    targetGroup: targetResources.filter((resource) => isIn(resource, target)),
    everything,
    links: linksAmong(everything),
  };
}
