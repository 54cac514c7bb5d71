/** A few of Azure's meters with list prices in USD, enough to give every common resource a cost. */

export interface Meter {
  id: string;
  name: string;
  category: string;
  subcategory: string;
  region: string;
  unit: string;
  /** USD for each unit. */
  rate: number;
  /** Units that one resource uses in a day. */
  perDay: number;
  /** ARM type of what is metered, in lower case; undefined: the subscription as a whole. */
  resourceType?: string;
}

export const METERS: readonly Meter[] = [
  {
    id: '32c3ebec-1646-49e3-8127-2cafbd3a04d8',
    name: 'Data Transfer In (GB)',
    category: 'Bandwidth',
    subcategory: 'Bandwidth',
    region: 'Zone 1',
    unit: '1 GB',
    rate: 0,
    perDay: 0.25,
  },
  {
    id: '9995d93a-7d35-4d3f-9c69-7a7fea447ef4',
    name: 'Data Transfer Out (GB)',
    category: 'Bandwidth',
    subcategory: 'Bandwidth',
    region: 'Zone 1',
    unit: '1 GB',
    rate: 0.087,
    perDay: 0.5,
  },
  {
    id: '7a2639ce-ae47-4413-9837-6b4f4b78be3d',
    name: 'Compute Hours',
    category: 'Virtual Machines',
    subcategory: 'Standard_D1_v2 VM',
    region: 'EU West',
    unit: 'Hours',
    rate: 0.1122,
    perDay: 24,
    resourceType: 'microsoft.compute/virtualmachines',
  },
  {
    id: 'd23a5753-ff85-4ddf-af28-8cc5cf2d3882',
    name: 'Standard IO - Page Blob/Disk (GB)',
    category: 'Storage',
    subcategory: 'Locally Redundant',
    region: '',
    unit: '1 GB/Month',
    rate: 0.05,
    perDay: 1,
    resourceType: 'microsoft.compute/disks',
  },
  {
    id: 'c80a3636-2edb-4248-bcb1-04ef818a75ac',
    name: 'LRS Data Stored (GB/Month)',
    category: 'Storage',
    subcategory: 'Tables',
    region: '',
    unit: '1 GB/Month',
    rate: 0.045,
    perDay: 0.3,
    resourceType: 'microsoft.storage/storageaccounts',
  },
  {
    id: 'f114cb19-ea64-40b5-bcd7-aee474b62853',
    name: 'IP Address Hours',
    category: 'Networking',
    subcategory: 'Public IP Addresses',
    region: '',
    unit: 'Hours',
    rate: 0.004,
    perDay: 24,
    resourceType: 'microsoft.network/publicipaddresses',
  },
];

/** What Azure Partner Shared Services charge. */
export const SHARED_METERS: readonly Meter[] = [
  {
    id: '4b836326-7e19-46e6-8bce-1b19bb6cd91e',
    name: 'Unlimited Data - 1 Gbps',
    category: 'Networking',
    subcategory: 'ExpressRoute',
    region: 'Zone 2',
    unit: 'Connections',
    rate: 7395,
    perDay: 1 / 30,
  },
  ...METERS,
];
