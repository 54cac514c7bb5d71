import type { ArmResource, ProviderContext } from '../../kernel/arm-types';
import { keyOf } from '../../kernel/ids';
import { describeId, idsOf } from './resource-id';

/** A resource that refers to another, and the id (the other's own or one of its children's) by which it does. */
interface Referrer {
  resource: ArmResource;
  id: string;
}

/** Resources of one of the types (any case) that refer to `id` or to something below it, in the same subscription. */
export function referrersTo(ctx: ProviderContext, id: string, types: string[]): Referrer[] {
  const wanted = new Set(types.map((type) => type.toLowerCase()));
  const key = keyOf(id);
  const subscriptionId = describeId(id)?.subscriptionId ?? '';
  return (ctx.referrers?.(id) ?? ctx.list(subscriptionId))
    .filter((resource) => wanted.has(resource.type.toLowerCase()) && keyOf(resource.id) !== key)
    .flatMap((resource) => {
      const found = idsOf(resource).find((other) => isAtOrBelow(other, key));
      return found === undefined ? [] : [{ resource, id: found }];
    });
}

function isAtOrBelow(id: string, key: string): boolean {
  return (
    id.length >= key.length && keyOf(id.slice(0, key.length)) === key && (id.length === key.length || id[key.length] === '/')
  );
}

/** Direct children of a type that are resources of their own: `childrenOf(ctx, vnet, 'subnets')`. */
export function childrenOf(ctx: ProviderContext, parent: ArmResource, collection: string): ArmResource[] {
  const prefix = `${keyOf(parent.id)}/${collection.toLowerCase()}/`;
  const subscriptionId = describeId(parent.id)?.subscriptionId ?? '';
  return (ctx.near?.(parent.id) ?? ctx.list(subscriptionId)).filter((resource) => {
    const key = keyOf(resource.id);
    return key.startsWith(prefix) && !key.slice(prefix.length).includes('/');
  });
}
