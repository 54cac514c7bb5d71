import { slice } from '../../kernel/slice';
import type { ClassicWorld } from './schema';

/** The classic side of Azure. Plain data only: all of it goes into a snapshot. */

export type Role = ClassicWorld['hostedServices'][number]['deployments'][number]['roles'][number];

/** Names as RDFE's paths have them. */
export const KINDS = [
  'hostedservices',
  'virtualnetwork',
  'storageservices',
  'networksecuritygroups',
  'reservedips',
  'routetables',
] as const;
export type Kind = (typeof KINDS)[number];

/** A unit of the upgrade: a deployment goes by its hosted service's name and its own. */
export interface UnitRef {
  kind: Kind;
  name: string;
  /** The deployment of a hosted service. */
  deployment?: string;
}

export type Verb = 'prepare' | 'commit' | 'abort';

export interface Migration {
  state: 'Preparing' | 'Prepared' | 'Committing' | 'Aborting';
  /** The id of the running operation. */
  operation?: string;
  /** Keys of the classic units that are locked with this one, itself first. */
  members: string[];
  /** Ids of what prepare made in ARM. */
  built: string[];
  /** Ids of the groups that prepare made. */
  groups: string[];
  /** Machines that prepare stopped: `{service}/{deployment}/{role}` and the state that each had. */
  stopped: { role: string; state: Role['state'] }[];
}

interface Managed {
  /** GUID that Azure gave it. */
  id: string;
  createdAt: number;
}

export type Deployment = ClassicWorld['hostedServices'][number]['deployments'][number] & Managed;
export type HostedService = Omit<ClassicWorld['hostedServices'][number], 'deployments'> & Managed & { deployments: Deployment[] };
export type VirtualNetwork = ClassicWorld['virtualNetworks'][number] & Managed;
export type StorageAccount = ClassicWorld['storageAccounts'][number] & Managed;
export type NetworkSecurityGroup = ClassicWorld['networkSecurityGroups'][number] & Managed;
export type ReservedIp = ClassicWorld['reservedIps'][number] & Managed;
export type RouteTable = ClassicWorld['routeTables'][number] & Managed;

export interface Units {
  hostedservices: HostedService;
  virtualnetwork: VirtualNetwork;
  storageservices: StorageAccount;
  networksecuritygroups: NetworkSecurityGroup;
  reservedips: ReservedIp;
  routetables: RouteTable;
}

/** One subscription's classic side. */
export interface ClassicSubscription {
  subscriptionId: string;
  units: { [K in Kind]: Units[K][] };
  /** Migrations that are on their way or prepared, by the unit's key. */
  migrations: Record<string, Migration>;
  /** Keys of the units that were committed: they are ARM's now. */
  committed: string[];
  virtualMachineQuota?: number;
}

/** The classic sides of subscriptions, by the subscription's key. */
export type ClassicState = Record<string, ClassicSubscription>;

export const classicState = slice<ClassicState>('classic', () => ({}));

/** What an operation of the upgrade works on. */
export interface MigrationWork {
  unit: UnitRef;
  verb: Verb;
  destination?: Destination;
}

/** The network that machines outside of one go to. */
export interface Destination {
  kind: 'New' | 'Existing' | 'Default';
  resourceGroup: string;
  virtualNetwork: string;
  subnet: string;
}
