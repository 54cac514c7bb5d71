import { by, type TopResource } from '../inventory/index-inventory';

/** Azure takes at most this many top-level ids in one move request. */
export const MAX_RESOURCES_PER_MOVE = 800;

/**
 * Packs resources of one group into as few requests as the rules allow: at most 800 ids, parts never split, except that a
 * storage account of another region than the rest of its part goes with that region's request
 * (Azure answers MoveResourcesNotFound to a request that mixes them).
 * @param parts each at most 800 resources
 */
export function pack(parts: TopResource[][]): TopResource[][] {
  const parcels = parcel(parts).sort(by((p) => `${p.region} ${p.resources[0]?.key}`));
  const requests: TopResource[][] = [];
  let region: string | undefined;
  for (const next of parcels) {
    const open = requests.at(-1);
    if (open && region === next.region && open.length + next.resources.length <= MAX_RESOURCES_PER_MOVE)
      open.push(...next.resources);
    else requests.push([...next.resources]);
    region = next.region;
  }
  return requests;
}

interface Parcel {
  /** Key of the requests it may be in; several regions without a storage account have a key of their own. */
  region: string;
  resources: TopResource[];
}

function parcel(parts: TopResource[][]): Parcel[] {
  const all = parts.flat();
  if (!all.some(isStorage) || regionsOf(all).length <= 1) return parts.map((resources) => ({ region: '', resources }));

  const parcels: Parcel[] = [];
  const regionless: TopResource[][] = [];
  for (const part of parts) {
    const strays = straysOf(part);
    const body = part.filter((top) => !strays.has(top));
    for (const stray of strays) parcels.push({ region: stray.region, resources: [stray] });
    if (body.length === 0) continue;
    const regions = regionsOf(body);
    if (regions.length === 0) regionless.push(body);
    else parcels.push({ region: regions.join('+'), resources: body });
  }
  const anyRegion = parcels.map((p) => p.region).sort()[0] ?? '';
  return [...parcels, ...regionless.map((resources) => ({ region: anyRegion, resources }))];
}

/** Storage accounts that cannot be in one request with the rest of the part. */
function straysOf(part: TopResource[]): Set<TopResource> {
  const storage = part.filter((top) => isStorage(top) && top.region !== '');
  const rest = regionsOf(part.filter((top) => !isStorage(top)));
  const anchor = rest.length > 0 ? rest : regionsOf(storage);
  return new Set(anchor.length > 1 ? storage : storage.filter((top) => top.region !== anchor[0]));
}

export function isStorage(top: TopResource): boolean {
  return top.type === 'microsoft.storage/storageaccounts';
}

function regionsOf(resources: TopResource[]): string[] {
  return [...new Set(resources.map((top) => top.region).filter((region) => region !== ''))].sort();
}
