import type { TypeBehaviour } from '../contracts';
import { availabilitySets } from './compute/availabilitySets';
import { disks } from './compute/disks';
import { extensions } from './compute/extensions';
import { virtualMachines } from './compute/virtualMachines';
import { loadBalancers } from './network/loadBalancers';
import { networkInterfaces } from './network/networkInterfaces';
import { networkSecurityGroups, securityRules } from './network/networkSecurityGroups';
import { publicIPAddresses } from './network/publicIPAddresses';
import { routes, routeTables } from './network/routeTables';
import { subnets, virtualNetworkPeerings, virtualNetworks } from './network/virtualNetworks';
import { storageAccounts } from './storageAccounts';
import { vaults } from './vaults';

/** By lower-case type. A type that is not here is kept as it was put. */
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
