import type { ArmResource, DestinationInventory, SourceInventory } from '../../contracts/azure/inventory';
import type { Finding, MoveOptions, MovePlan, Refusal } from '../../contracts/azure/plan';
import { idKey } from '../../planning/inventory/arm-id';
import { planMove } from '../../planning/plan/plan';

export const SOURCE = 'aaaaaaaa-0000-4000-8000-000000000001';
export const DESTINATION = 'dddddddd-0000-4000-8000-000000000002';

export const OPTIONS: MoveOptions = { naming: '{name}', redistribute: true, exclude: [] };

/** @param path `Microsoft.Network/virtualNetworks/vnet1` */
export function idOf(group: string, path: string, subscriptionId = SOURCE): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${path}`;
}

/** A resource as ARM answers for it; what is given in `more` stands beside its properties. */
export function resource(
  group: string,
  path: string,
  properties: Record<string, unknown> = {},
  more: Partial<ArmResource> = {},
): ArmResource {
  const id = idOf(group, path);
  const parts = (path.split('/providers/').pop() ?? path).split('/');
  const type = [parts[0], ...parts.slice(1).filter((_, index) => index % 2 === 0)].join('/');
  return { id, name: parts[parts.length - 1] ?? '', type, location: 'westeurope', properties, ...more };
}

/** @param target id that it refers to */
export function referring(group: string, path: string, ...targets: string[]): ArmResource {
  return resource(group, path, { links: targets.map((id) => ({ id })) });
}

export function inventoryOf(resources: ArmResource[], more: Partial<SourceInventory> = {}): SourceInventory {
  const names = [...new Set(resources.map(({ id }) => id.split('/')[4] ?? ''))];
  return {
    subscriptionId: SOURCE,
    resourceGroups: names.map((name) => ({ name, location: 'westeurope', tags: { of: name } })),
    resources,
    locks: [],
    ...more,
  };
}

export function emptyDestination(more: Partial<DestinationInventory> = {}): DestinationInventory {
  return { subscriptionId: DESTINATION, resourceGroups: [], resources: [], locks: [], ...more };
}

export function plan(
  resources: ArmResource[],
  options: Partial<MoveOptions> = {},
  more: { source?: Partial<SourceInventory>; destination?: Partial<DestinationInventory> } = {},
): MovePlan {
  return planMove({
    source: inventoryOf(resources, more.source),
    destination: emptyDestination(more.destination),
    options: { ...OPTIONS, ...options },
  });
}

export function findingFor(of: MovePlan, id: string): Finding {
  const finding = of.findings.find((candidate) => idKey(candidate.id) === idKey(id));
  if (!finding) throw new Error(`the plan has no finding for ${id}`);
  return finding;
}

export function refusalOf(of: MovePlan, id: string): Refusal | undefined {
  return of.refusals.find((candidate) => idKey(candidate.id) === idKey(id));
}

/** `move g1 > g1: nic, vnet` for each batch: what a reader of the plan sees. */
export function linesOf({ batches }: MovePlan): string[] {
  return batches.map(
    ({ stage, from, to, resources }) =>
      `${stage} ${from.resourceGroup} > ${to.resourceGroup}: ${resources.map((id) => id.slice(id.lastIndexOf('/') + 1)).join(', ')}`,
  );
}
