import { idOf, referring, resource } from '../inventory-builder';

export const NIC = 'Microsoft.Network/networkInterfaces/nic';
export const VNET = 'Microsoft.Network/virtualNetworks/vnet';
export const VM = 'Microsoft.Compute/virtualMachines/vm';
export const ACCOUNT = 'Microsoft.Storage/storageAccounts/acct1';

export const vnet = (group: string) => resource(group, VNET);
export const nic = (group: string, vnetGroup: string) => referring(group, NIC, idOf(vnetGroup, `${VNET}/subnets/s`));
export const vm = (group: string, nicGroup: string) => referring(group, VM, idOf(nicGroup, NIC));
