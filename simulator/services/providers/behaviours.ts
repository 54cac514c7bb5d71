import type { TypeBehaviour } from '../../kernel/arm-types';
import { availabilitySets } from './compute/availability-sets';
import { disks } from './compute/disks';
import { extensions } from './compute/extensions';
import { virtualMachines } from './compute/virtual-machines';
import { loadBalancers } from './network/load-balancers';
import { networkInterfaces } from './network/network-interfaces';
import { networkSecurityGroups, securityRules } from './network/network-security-groups';
import { publicIPAddresses } from './network/public-ip-addresses';
import { routes, routeTables } from './network/route-tables';
import { subnets, virtualNetworkPeerings, virtualNetworks } from './network/virtual-networks';
import { storageAccounts } from './storage-accounts';
import { vaults } from './vaults';

/** What types do, by the type in lower case. A type that is not here is kept as it was put. */
export const behaviours: ReadonlyMap<string, TypeBehaviour> = new Map(
  [
    availabilitySets,
    disks,
    extensions,
    loadBalancers,
    networkInterfaces,
    networkSecurityGroups,
    publicIPAddresses,
    routes,
    routeTables,
    securityRules,
    storageAccounts,
    subnets,
    vaults,
    virtualMachines,
    virtualNetworkPeerings,
    virtualNetworks,
  ].map((behaviour) => [behaviour.type.toLowerCase(), behaviour]),
);
