import { keyOf } from '../kernel/ids';
import type { StoredResource } from '../kernel/state/model';
import type { Store } from '../kernel/state/store';

/** Children that Azure shows inside their parent's body; lists do not show them. */
const EMBEDDED: Record<string, string> = {
  'microsoft.network/virtualnetworks/subnets': 'subnets',
  'microsoft.network/virtualnetworks/virtualnetworkpeerings': 'virtualNetworkPeerings',
  'microsoft.network/networksecuritygroups/securityrules': 'securityRules',
  'microsoft.network/routetables/routes': 'routes',
  'microsoft.network/loadbalancers/inboundnatrules': 'inboundNatRules',
};

/** A world may name such children by themselves; from then on they stand where a GET of the parent shows them. */
export function embedChildren(store: Store): void {
  for (const { resource: child } of [...store.allResources()]) {
    const list = EMBEDDED[child.type.toLowerCase()];
    const parent = list === undefined ? undefined : store.find(child.id.split('/').slice(0, -2).join('/'));
    if (list === undefined || !parent) continue;
    const known = (parent.resource.properties?.[list] as Partial<StoredResource['resource']>[] | undefined) ?? [];
    const entry = { id: child.id, name: child.name, properties: child.properties ?? {} };
    // A world's list may have entries without a name.
    const others = known.filter((one) => keyOf(one.name ?? '') !== keyOf(child.name));
    store.removeResource(keyOf(child.id));
    store.putResource({
      ...parent,
      resource: { ...parent.resource, properties: { ...parent.resource.properties, [list]: [...others, entry] } },
    });
  }
}
