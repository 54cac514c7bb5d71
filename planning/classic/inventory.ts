/** What stands in `MigrationState` of a network, storage account or role: absent while nobody has prepared it. */
export type MigrationState = 'Preparing' | 'Prepared' | 'Committing' | 'Aborting';

/** The classic side of one subscription, as service management (RDFE) lists it. Names are compared in any case. */
export interface ClassicInventory {
  virtualNetworks: { name: string; networkSecurityGroups: string[]; migration?: MigrationState }[];
  cloudServices: { name: string; deployments: ClassicDeployment[] }[];
  storageAccounts: { name: string; migration?: MigrationState }[];
  networkSecurityGroups: { name: string }[];
  /** `usedBy`: the cloud service that has the address, with which it goes. */
  reservedIps: { name: string; usedBy?: string }[];
  routeTables: { name: string }[];
}

export interface ClassicDeployment {
  name: string;
  slot: string;
  virtualNetwork?: string;
  roles: ClassicRole[];
  migration?: MigrationState;
}

export interface ClassicRole {
  name: string;
  /** A virtual machine; else a web or worker role. */
  isMachine: boolean;
  /** Storage accounts of its disks. */
  storageAccounts: string[];
  networkSecurityGroup?: string;
}
