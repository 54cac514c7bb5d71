import { roleName } from '../../contracts/processes/access-handover';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { ArmResource } from '../../contracts/azure/inventory';
import type { Dependencies } from '../ports/dependencies';
import type { NamedResource, PolicyKind, SubscriptionSnapshot, TiedKind } from '../ports/ea-portal-and-directory';
import { lastPart } from '../common/authorization-ids';
import { answerOn, failure, isFailure } from '../failures/failure';
import { failingByItself, lookedLongEnough } from '../reading/lagging-lists';
import { policyName, restorePolicies } from './restore-policies';
import { tiedAmong, tiedNames, tiesToMend } from '../reading/tied-resources';
import type { RoleAssignmentFacts } from '../ports/arm';

/** What one subscription loses, by name; for the customer to accept. Lists are cut where they get long. */
export interface Losses extends Partial<Record<TiedKind, string[]>> {
  subscriptionId: string;
  displayName: string;
  administrators: string[];
  roleAssignments: string[];
  customRoles: string[];
  policyDefinitions: string[];
  policyAssignments: string[];
  policyExemptions: string[];
  partnerId: string;
  credit: number;
  keyVaults: string[];
  managedIdentities: string[];
  kubernetesClusters: string[];
  sqlServers: string[];
}

const MOST_NAMES = 20;

function cut(names: string[]): string[] {
  return names.length <= MOST_NAMES ? names : [...names.slice(0, MOST_NAMES), `and ${names.length - MOST_NAMES} more`];
}

const ofType = (resources: readonly ArmResource[], type: string) =>
  resources.filter((one) => one.type.toLowerCase() === type.toLowerCase());
const named = (resources: readonly ArmResource[]): NamedResource[] => resources.map(({ id }) => ({ id, name: lastPart(id) }));

/** Resources that the directory gives an identity to. */
function identities(resources: readonly ArmResource[]): NamedResource[] {
  const system = resources.filter(({ identity }) =>
    /SystemAssigned/i.test(String((identity as { type?: unknown } | undefined)?.type)),
  );
  return [...named(system), ...named(ofType(resources, 'Microsoft.ManagedIdentity/userAssignedIdentities'))];
}

/** Servers whose administrator is an account of the directory, as the server itself says (Microsoft.Sql/servers properties.administrators). */
function directorySql(resources: readonly ArmResource[]): NamedResource[] {
  return named(
    [...ofType(resources, 'Microsoft.Sql/servers'), ...ofType(resources, 'Microsoft.Sql/managedInstances')].filter(
      ({ properties }) => properties?.['administrators'] !== undefined,
    ),
  );
}

export function createDirectorySnapshotActivities({
  azure,
  artifacts,
  directory,
  directoryBound,
  eaPortal,
  settings,
}: Dependencies) {
  return {
    /** All that a change of owner and directory takes away, kept aside before the act; and the same by name, for people. */
    async snapshotDirectory(input: {
      tenantId: string;
      subscriptions: string[];
    }): Promise<{ snapshot: ArtifactRef; losses: Losses[] }> {
      const all: SubscriptionSnapshot[] = [];
      for (const id of input.subscriptions) all.push(await snapshotOf(input.tenantId, id));
      return { snapshot: await artifacts.write('directory-snapshot', all), losses: all.map(lossesOf) };
    },

    /**
     * Puts back what of the snapshot has a place: custom roles, role assignments whose principals are in the directory, Azure Policy, and, on
     * the way `back`, administrators and partner id. Repeatable: what is there stays. What has no place is named, a sentence each.
     */
    async restoreDirectory(input: {
      /** Directory that the subscriptions are in now. */
      tenantId: string;
      snapshot: ArtifactRef;
      back: boolean;
      /** Those of the snapshot that are in that directory; left out: all are. */
      subscriptions?: string[];
    }): Promise<{ restored: string[]; notRestored: string[] }> {
      const outcome: Outcome = { restored: [], notRestored: [] };
      for (const one of await artifacts.read<SubscriptionSnapshot[]>(input.snapshot)) {
        if (input.subscriptions && !input.subscriptions.includes(one.subscriptionId)) continue;
        await restoreRoles(input, one, outcome);
        // After the roles: a policy may deny what is not there yet.
        await restorePolicies({ bound: directoryBound(input.tenantId), settings, back: input.back }, one, outcome);
        await restoreAccount(input, one, outcome);
        outcome.notRestored.push(...brokenIn(one, input.back));
      }
      return outcome;
    },
  };

  async function snapshotOf(tenantId: string, id: string): Promise<SubscriptionSnapshot> {
    const arm = azure.arm(tenantId);
    const bound = directoryBound(tenantId);
    const facts = await arm.subscription(id);
    const account = await eaPortal?.account(tenantId, id);
    const resources = await arm.inventory(id);
    const roleAssignments = (await arm.roleAssignments(id)).filter(({ scope }) =>
      scope.toLowerCase().startsWith(`/subscriptions/${id}`),
    );
    return {
      subscriptionId: id,
      displayName: facts.displayName,
      tenantId: facts.tenantId,
      administrators: await bound.classicAdministrators(id),
      partnerId: account?.partnerId ?? '',
      credit: account?.credit ?? 0,
      roleAssignments,
      holders: await namesOf(tenantId, roleAssignments),
      customRoles: await bound.customRoles(id),
      keyVaults: named(ofType(resources, 'Microsoft.KeyVault/vaults')),
      managedIdentities: identities(resources),
      kubernetesClusters: named(ofType(resources, 'Microsoft.ContainerService/managedClusters')),
      sqlServers: directorySql(resources),
      policies: await bound.policies(id),
      ...tiedAmong(resources),
    };
  }

  /** Names are for people to read: where the directory may not be read, the ids have to do. */
  async function namesOf(tenantId: string, assignments: readonly RoleAssignmentFacts[]): Promise<Record<string, string>> {
    const ids = assignments.map(({ principalId }) => principalId);
    const names = await directory
      .namesOf(tenantId, ids)
      .catch(answerOn(['AccessDenied', 'SignInFailed'], new Map<string, string>()));
    return Object.fromEntries([...names].filter(([, name]) => name !== ''));
  }

  async function restoreRoles(
    { tenantId, back }: { tenantId: string; back: boolean },
    one: SubscriptionSnapshot,
    { restored, notRestored }: Outcome,
  ): Promise<void> {
    const arm = azure.arm(tenantId);
    const bound = directoryBound(tenantId);
    const at = ` (${one.displayName})`;
    for (const role of one.customRoles) {
      const what = `custom role ${role.roleName}${at}`;
      const scopes = role.assignableScopes.filter((scope) =>
        scope.toLowerCase().startsWith(`/subscriptions/${one.subscriptionId}`),
      );
      await attempt(what, () => bound.putCustomRole(one.subscriptionId, { ...role, assignableScopes: scopes }));
    }
    const known = await directory.namesOf(
      tenantId,
      one.roleAssignments.map(({ principalId }) => principalId),
    );
    const there = new Set((await arm.roleAssignments(one.subscriptionId)).map(({ id }) => id.toLowerCase()));
    for (const { id, scope, ...assignment } of one.roleAssignments) {
      const holder = known.get(assignment.principalId.toLowerCase());
      const what = `role ${labelOf(one, assignment.roleDefinitionId)} of ${holder || assignment.principalId} at ${scope}`;
      // Written by an attempt before this one.
      if (there.has(id.toLowerCase())) {
        restored.push(what);
        continue;
      }
      // A partner's agents are of its own directory, whichever the subscription is in; and what was there before has its place there.
      if (!back && holder === undefined && assignment.principalType !== 'ForeignGroup')
        notRestored.push(`${what}: this principal is not in the directory ${tenantId}`);
      else await attempt(what, () => arm.putRoleAssignment(scope, lastPart(id), assignment));
    }

    async function attempt(what: string, act: () => Promise<void>): Promise<void> {
      try {
        await act();
        restored.push(what);
      } catch (error) {
        if (!failingByItself(error) && !lookedLongEnough(error)) throw error;
        notRestored.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  async function restoreAccount(
    { tenantId, back }: { tenantId: string; back: boolean },
    one: SubscriptionSnapshot,
    { restored, notRestored }: Outcome,
  ): Promise<void> {
    const there = await directoryBound(tenantId).classicAdministrators(one.subscriptionId);
    const isMissing = (email: string, role: string) => !there.some((now) => now.email === email && now.roles.includes(role));
    const withRole = (role: string) => one.administrators.filter(({ roles }) => roles.includes(role)).map(({ email }) => email);
    const [[service], others] = [withRole('ServiceAdministrator'), withRole('CoAdministrator')];
    const people = [
      ...(service !== undefined && isMissing(service, 'ServiceAdministrator') ? [`service administrator ${service}`] : []),
      ...others.filter((who) => isMissing(who, 'CoAdministrator')).map((who) => `co-administrator ${who}`),
    ];
    const partner = one.partnerId === '' ? [] : [`partner id ${one.partnerId}`];
    const what = [...people, ...partner].map((text) => `${text} (${one.displayName})`);
    if (!back)
      notRestored.push(...people.map((who) => `${who} (${one.displayName}): the new owner is service administrator now`));
    else if (what.length > 0 && !eaPortal)
      notRestored.push(...what.map((text) => `${text}: enter it in the Account Center again`));
    else if (what.length > 0 && eaPortal) {
      await eaPortal
        .editAccount(tenantId, one.subscriptionId, {
          ...(service === undefined ? {} : { serviceAdministrator: service }),
          coAdministrators: others,
          ...(one.partnerId === '' ? {} : { partnerId: one.partnerId }),
        })
        .then(
          () => void restored.push(...what),
          (error: unknown) => {
            if (!isFailure(error)) throw failure('AzureUnavailable', String(error));
            if (!failingByItself(error)) throw error;
            notRestored.push(...what.map((text) => `${text}: ${error.message}`));
          },
        );
    }
  }
}

interface Outcome {
  restored: string[];
  notRestored: string[];
}

function labelOf({ customRoles }: SubscriptionSnapshot, roleDefinitionId: string): string {
  const id = lastPart(roleDefinitionId);
  return customRoles.find(({ name }) => name.toLowerCase() === id.toLowerCase())?.roleName ?? roleName(id);
}

/** What nobody can put back from outside: it says itself which directory it belongs to, or was deleted with it. */
function brokenIn(one: SubscriptionSnapshot, back: boolean): string[] {
  const name = ({ name: resource }: NamedResource) => `${resource} (${one.displayName})`;
  return [
    ...one.managedIdentities.map((r) =>
      /\/userAssignedIdentities\//i.test(r.id)
        ? `user-assigned identity ${name(r)}: delete it, make it anew, attach it where it was, then give it its roles anew`
        : `managed identity of ${name(r)}: switch it off and on again, then give it its roles anew`,
    ),
    // What still names the old directory fits again after the way back.
    ...(back
      ? []
      : [
          ...one.keyVaults.map(
            (r) => `key vault ${name(r)} still names the directory ${one.tenantId}: set its tenantId and access policies`,
          ),
          ...one.kubernetesClusters.map(
            (r) => `AKS cluster ${name(r)}: its service principal is of the old directory; it has to be made anew`,
          ),
          ...one.sqlServers.map(
            (r) => `SQL server ${name(r)}: its directory administrator is of the old directory; name another one`,
          ),
          ...tiesToMend(one),
        ]),
    ...(back && one.credit > 0 ? [`unused credit of ${one.displayName} (${one.credit}) is lost for good`] : []),
  ];
}

function lossesOf(one: SubscriptionSnapshot): Losses {
  const names = (list: readonly NamedResource[]) => cut(list.map(({ name }) => name));
  const { subscriptionId, displayName, partnerId, credit, policies, holders } = one;
  const holder = (id: string) => (holders[id.toLowerCase()] === undefined ? id : `${holders[id.toLowerCase()]} (${id})`);
  const policy = (...kinds: PolicyKind[]) => cut(policies.filter(({ kind }) => kinds.includes(kind)).map(policyName));
  return {
    ...tiedNames(one, cut),
    policyDefinitions: policy('policyDefinitions', 'policySetDefinitions'),
    policyAssignments: policy('policyAssignments'),
    policyExemptions: policy('policyExemptions'),
    subscriptionId,
    displayName,
    partnerId,
    credit,
    administrators: cut(one.administrators.map(({ email, roles }) => `${email} (${roles.join(', ')})`)),
    roleAssignments: cut(
      one.roleAssignments.map((a) => `${labelOf(one, a.roleDefinitionId)} of ${holder(a.principalId)} at ${a.scope}`),
    ),
    customRoles: cut(one.customRoles.map((role) => role.roleName)),
    keyVaults: names(one.keyVaults),
    managedIdentities: names(one.managedIdentities),
    kubernetesClusters: names(one.kubernetesClusters),
    sqlServers: names(one.sqlServers),
  };
}
