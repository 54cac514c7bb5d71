import type { ArmResource } from '../../contracts/azure/inventory';
import type { NamedResource, SubscriptionSnapshot, TiedKind } from '../ports/ea-portal-and-directory';
import { lastPart } from '../common/authorization-ids';

interface Tie {
  is(resource: ArmResource): boolean;
  /** What a person has to do about one in the new directory; in the old one it fits again. */
  after(resource: string): string;
}

const isOf =
  (...types: string[]) =>
  ({ type }: ArmResource) =>
    types.some((one) => one.toLowerCase() === type.toLowerCase());
const isStorage = isOf('Microsoft.Storage/storageAccounts');
const isSql = isOf('Microsoft.Sql/servers', 'Microsoft.Sql/managedInstances');
const isLake = isOf('Microsoft.DataLakeStore/accounts');

const within = (value: unknown, key: string) => (value as Record<string, unknown> | null | undefined)?.[key];

function hasOwnKey(resource: ArmResource): boolean {
  const { properties = {} } = resource;
  const isKept = String(within(properties['encryption'], 'keySource')).toLowerCase() === 'microsoft.keyvault';
  return (isStorage(resource) && isKept) || (isSql(resource) && typeof properties['keyId'] === 'string');
}

/** ACLs name principals: of a hierarchical namespace, and of file shares with sign-in by a directory. */
function hasAccessLists(resource: ArmResource): boolean {
  const { properties = {} } = resource;
  const signIn = within(properties['azureFilesIdentityBasedAuthentication'], 'directoryServiceOptions') ?? 'None';
  return isLake(resource) || (isStorage(resource) && (properties['isHnsEnabled'] === true || signIn !== 'None'));
}

/**
 * What the page lists beside roles, policies, identities, vaults, AKS and SQL, as far as a resource shows it
 * (learn.microsoft.com/azure/role-based-access-control/transfer-subscription).
 */
const TIES: Record<TiedKind, Tie> = {
  customerKeys: {
    is: hasOwnKey,
    after: (r) =>
      `${r} is encrypted with a key of a key vault: see that it still reaches the key, and let it into the vault anew`,
  },
  diskEncryptionSets: {
    is: isOf('Microsoft.Compute/diskEncryptionSets'),
    after: (r) => `disk encryption set ${r}: switch its identity off and on again and let it into its key vault anew`,
  },
  accessLists: {
    is: hasAccessLists,
    after: (r) => `access lists (ACLs) in ${r} name people of the old directory: set them anew`,
  },
  fileSync: {
    is: isOf('Microsoft.StorageSync/storageSyncServices'),
    after: (r) => `Azure File Sync ${r}: see that it still syncs`,
  },
  mySqlServers: {
    is: isOf('Microsoft.DBforMySQL/servers', 'Microsoft.DBforMySQL/flexibleServers'),
    after: (r) => `MySQL server ${r}: if people of the old directory signed in to it, they no longer can`,
  },
  domainServices: {
    is: isOf('Microsoft.AAD/domainServices'),
    after: (r) => `domain services ${r} cannot be transferred: make them anew in the new directory`,
  },
  devCenters: {
    is: isOf('Microsoft.DevCenter/devcenters', 'Microsoft.DevCenter/projects'),
    after: (r) => `dev center ${r}: its dev boxes and environments cannot be used any more; make them anew`,
  },
  synapseWorkspaces: {
    is: isOf('Microsoft.Synapse/workspaces'),
    after: (r) => `Synapse workspace ${r} still names the old directory: set its tenant id and its Git configuration`,
  },
};
const KINDS = Object.keys(TIES) as TiedKind[];

type Tied = Partial<Record<TiedKind, NamedResource[]>>;

/** Kinds of which there is no resource are left out. */
export function tiedAmong(resources: readonly ArmResource[]): Tied {
  const tied: Tied = {};
  for (const kind of KINDS) {
    const found = resources.filter((one) => TIES[kind].is(one)).map(({ id }) => ({ id, name: lastPart(id) }));
    if (found.length > 0) tied[kind] = found;
  }
  return tied;
}

/** What a person has to do about each, in the new directory. */
export function tiesToMend(one: SubscriptionSnapshot): string[] {
  return KINDS.flatMap((kind) => (one[kind] ?? []).map(({ name }) => TIES[kind].after(`${name} (${one.displayName})`)));
}

/** The names alone, by kind. */
export function tiedNames(one: SubscriptionSnapshot, cut: (names: string[]) => string[]): Partial<Record<TiedKind, string[]>> {
  return Object.fromEntries(KINDS.flatMap((kind) => (one[kind] ? [[kind, cut(one[kind].map(({ name }) => name))]] : [])));
}
