import type { Losses } from '../../../../activities/directory/snapshots';
import type { Document, DocumentField } from '../../../../contracts/people/document';
import type { Loss, MovedSubscription, TenantMoveInput } from '../../../../contracts/processes/tenant-move';

type Kind = Exclude<keyof Losses, 'subscriptionId' | 'displayName'>;

/** What is lost, and what becomes of it: the customer accepts each kind that is there by its name (seed l.14655-14690). */
const KINDS: Record<Kind, { label: string; accepts: string }> = {
  administrators: {
    label: 'Service and co-administrators',
    accepts: 'I know that these service and co-administrators are lost, and that the new owner becomes service administrator',
  },
  roleAssignments: {
    label: 'Role assignments',
    accepts: 'I know that these role assignments are deleted, and that only those of people in the new directory are put back',
  },
  customRoles: { label: 'Custom roles', accepts: 'I know that these custom roles are deleted and defined anew' },
  partnerId: { label: 'Digital partner of record', accepts: 'I know that this partner id is lost' },
  credit: { label: 'Unused credit', accepts: 'I know that this credit is lost for good' },
  keyVaults: {
    label: 'Key vaults',
    accepts: 'I know that these key vaults keep the old directory until their tenantId and access policies are changed',
  },
  managedIdentities: {
    label: 'Managed identities',
    accepts: 'I know that these identities stop working until they are switched off and on again and given their roles anew',
  },
  kubernetesClusters: { label: 'AKS clusters', accepts: 'I know that a change of directory breaks these clusters' },
  sqlServers: {
    label: 'SQL servers with an administrator of the directory',
    accepts: 'I know that these servers lose the administrator that is of the old directory',
  },
  policyDefinitions: {
    label: 'Policy definitions and sets',
    accepts: 'I know that these policy definitions and sets are deleted and defined anew',
  },
  policyAssignments: {
    label: 'Policy assignments',
    accepts:
      'I know that these policy assignments are deleted, that those with a managed identity are not made anew, and that their record of compliance is lost for good',
  },
  policyExemptions: {
    label: 'Policy exemptions',
    accepts: 'I know that these exemptions are deleted, and made anew where their assignment is',
  },
  customerKeys: {
    label: 'Encrypted with a key of a key vault',
    accepts: 'I know that the data of these may be lost for good unless they are given another key before the change',
  },
  diskEncryptionSets: {
    label: 'Disk encryption sets',
    accepts: 'I know that these sets have no way to their key until their identity is switched off and on and let in anew',
  },
  accessLists: {
    label: 'Storage with access lists (ACLs)',
    accepts: 'I know that the access lists in these name people of the old directory until they are set anew',
  },
  fileSync: { label: 'Azure File Sync', accepts: 'I know that these services may stop to sync until they are set up anew' },
  mySqlServers: {
    label: 'MySQL servers',
    accepts: 'I know that people of the old directory can no longer sign in to these servers',
  },
  domainServices: { label: 'Domain services', accepts: 'I know that these domain services cannot be transferred' },
  devCenters: {
    label: 'Dev centers',
    accepts: 'I know that dev boxes and environments of these cannot be used any more after the change',
  },
  synapseWorkspaces: {
    label: 'Synapse workspaces',
    accepts: 'I know that these workspaces keep the old directory until their tenant id is changed',
  },
};
const ORDER = Object.keys(KINDS) as Kind[];

function textOf(losses: Losses, kind: Kind): string {
  const value = losses[kind] ?? '';
  if (typeof value === 'number') return value === 0 ? '' : String(value);
  return typeof value === 'string' ? value : value.join('; ');
}

const present = (losses: readonly Losses[]) => ORDER.filter((kind) => losses.some((one) => textOf(one, kind) !== ''));

/** What the customer has to state beside its yes. */
export function lossStates(losses: readonly Losses[]): { id: string; text: string }[] {
  return present(losses).map((kind) => ({ id: kind, text: KINDS[kind].accepts }));
}

/** One entry a subscription and kind, for the report. */
export function lossList(losses: readonly Losses[]): Loss[] {
  return losses.flatMap((one) =>
    ORDER.map((kind) => ({
      subscriptionId: one.subscriptionId,
      displayName: one.displayName,
      kind,
      label: KINDS[kind].label,
      what: textOf(one, kind),
    })).filter(({ what }) => what !== ''),
  );
}

/** All that is lost, by name. */
export function lossesDocument(
  { customer, partner, admin }: TenantMoveInput,
  moving: readonly MovedSubscription[],
  losses: readonly Losses[],
  isOwnerChanged: boolean,
): Document {
  return {
    title: 'What is lost by the change of owner and directory',
    version: 1,
    sections: [
      {
        title: 'What will be done',
        text: [
          `${moving.map(({ displayName }) => displayName).join(', ')} will get into the directory of ${customer.name}, ${isOwnerChanged ? `owned by ${admin.userPrincipalName}` : 'owned and billed as before'}. Machines and data stay where they are and go on running; what belongs to the old directory does not come along.`,
          'Nothing has been transferred yet. It can be transferred back, and what is kept aside is put back then; what has lost its identity or credit stays lost.',
        ],
        fields: [{ label: 'Partner', value: `${partner.name}, MPN ${partner.mpnId}` }],
      },
      ...losses.map((one) => ({
        title: `${one.displayName} (${one.subscriptionId})`,
        fields: ORDER.map((kind): DocumentField => ({ label: KINDS[kind].label, value: textOf(one, kind) })).filter(
          ({ value }) => value !== '',
        ),
      })),
    ],
  };
}
