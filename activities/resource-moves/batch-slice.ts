import type { ArtifactRef } from '../../contracts/run/artifact';
import type { SourceInventory } from '../../contracts/azure/inventory';
import type { Batch, GroupAddress, MovePlan } from '../../contracts/azure/plan';
import { rebase } from '../../planning/inventory/arm-id';
import type { Arm, ArtifactStore } from '../ports/arm';
import { failure } from '../failures/failure';

/** A batch, or the part of it that Azure takes in one request, in the direction it is to go. Small: ids stay in the plan's file. */
export interface Slice {
  tenantId: string;
  plan: ArtifactRef;
  inventory: ArtifactRef;
  batchId: string;
  /** `back` undoes: from the batch's target group to its source group. */
  direction: 'forward' | 'back';
  /** Storage accounts of one region alone, or everything but the storage accounts of these regions. */
  only?: { storageIn: string } | { notStorageIn: string[] };
}

export interface ResolvedSlice {
  batch: Batch;
  from: GroupAddress;
  to: GroupAddress;
  /** Ids as the inventory has them. */
  originals: string[];
}

export async function resolveSlice(
  artifacts: ArtifactStore,
  { plan, inventory, batchId, direction, only }: Slice,
): Promise<ResolvedSlice> {
  const { batches } = await artifacts.read<MovePlan>(plan);
  const batch = batches.find(({ id }) => id === batchId);
  if (!batch) throw failure('InvalidInput', `the plan has no batch ${batchId}`);
  const [from, to] = direction === 'forward' ? [batch.from, batch.to] : [batch.to, batch.from];
  if (!only) return { batch, from, to, originals: batch.resources };
  const regionOf = await storageRegions(artifacts, inventory);
  const originals = batch.resources.filter((id) => {
    const region = regionOf.get(id.toLowerCase());
    return 'storageIn' in only ? region === only.storageIn : region === undefined || !only.notStorageIn.includes(region);
  });
  return { batch, from, to, originals };
}

/** Lower-case id of each storage account → its region. */
export async function storageRegions(artifacts: ArtifactStore, inventory: ArtifactRef): Promise<Map<string, string>> {
  const { resources } = await artifacts.read<SourceInventory>(inventory);
  const accounts = resources.filter(({ type }) => type.toLowerCase() === 'microsoft.storage/storageaccounts');
  return new Map(accounts.map(({ id, location }) => [id.toLowerCase(), location ?? '']));
}

/** Tells where each resource of a slice is now, by ARM's own list of both groups. */
export interface Whereabouts {
  atSource: string[];
  atTarget: string[];
  /** Resources on neither side (or on both, while Azure's answers disagree). */
  unclear: string[];
}

export async function whereabouts(
  arm: Arm,
  { from, to, originals }: Pick<ResolvedSlice, 'from' | 'to' | 'originals'>,
): Promise<Whereabouts> {
  const idsIn = async ({ subscriptionId, resourceGroup }: GroupAddress) =>
    new Set((await arm.listResources(subscriptionId, resourceGroup)).map(({ id }) => id.toLowerCase()));
  const [source, target] = [await idsIn(from), await idsIn(to)];
  const found: Whereabouts = { atSource: [], atTarget: [], unclear: [] };
  for (const id of originals) {
    const here = source.has(rebase(id, from).toLowerCase());
    const there = target.has(rebase(id, to).toLowerCase());
    if (here === there) found.unclear.push(id);
    else (here ? found.atSource : found.atTarget).push(id);
  }
  return found;
}
