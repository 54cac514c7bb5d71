import { CLASSIC_KINDS, type ClassicKind, type ClassicUnit, type UpgradedUnit } from '../../contracts/processes/classic-upgrade';
import type { ClassicDeployment, ClassicInventory, MigrationState } from './inventory';

interface UpgradePlan {
  /** Units in the order in which they can go: what one comes after stands before it. */
  units: ClassicUnit[];
  /** What stays classic from the start: excluded, blocked, or waiting for one of those. */
  apart: UpgradedUnit[];
  /** What `exclude` says wrong, a sentence each. */
  problems: string[];
}

type Draft = ClassicUnit & { why?: string };

/**
 * What goes with what, and after what (seed l.14943-14990; Microsoft's overview of the migration): a virtual network takes its cloud services
 * along, a cloud service outside of any goes alone, a reserved address in use goes with its service. Storage accounts follow the machines
 * whose disks they hold, security groups follow what they are on: Azure copies them and leaves the original.
 */
export function planUpgrade(inventory: ClassicInventory, exclude: readonly string[]): UpgradePlan {
  const drafts = draftsOf(inventory);
  const excluded = new Set(exclude.map(key));
  const known = new Set(drafts.map(({ id }) => key(id)));
  const problems = exclude.filter((id) => !known.has(key(id))).map((id) => unknown(id, inventory, drafts));
  const apart = new Map<string, UpgradedUnit>();
  const units: ClassicUnit[] = [];
  for (const { why, ...unit } of drafts) {
    const kept = unit.after.find((id) => apart.has(id));
    if (excluded.has(key(unit.id))) apart.set(unit.id, staying(unit.id, 'excluded', 'Left out on request.'));
    else if (why !== undefined) apart.set(unit.id, staying(unit.id, 'blocked', why));
    else if (kept !== undefined) {
      const outcome = apart.get(kept)?.outcome === 'excluded' ? 'excluded' : 'blocked';
      apart.set(unit.id, staying(unit.id, outcome, `It cannot go before ${kept}, which stays classic.`));
    } else units.push(unit);
  }
  return { units, apart: [...apart.values()], problems };
}

function staying(id: string, outcome: UpgradedUnit['outcome'], ...messages: string[]): UpgradedUnit {
  return { id, outcome, resourceGroups: [], resources: [], messages };
}

/** Its name in ARM: what was made through ARM is called `Group {group} {name}` in the classic model. */
export function armName(name: string): string {
  return /^Group \S+ (.+)$/.exec(name)?.[1] ?? name;
}

function draftsOf(inventory: ClassicInventory): Draft[] {
  const networks = new Map(inventory.virtualNetworks.map(({ name }) => [key(name), name]));
  const inNetwork = (deployment: ClassicDeployment, name: string) => key(deployment.virtualNetwork ?? '') === key(name);
  const all = inventory.cloudServices.flatMap(({ name, deployments }) =>
    deployments.map((deployment) => ({ service: name, deployment })),
  );
  const drafts: Draft[] = inventory.virtualNetworks.map(({ name, migration }) => {
    const inside = all.filter(({ deployment }) => inNetwork(deployment, name));
    return {
      ...unit('virtualNetwork', name),
      virtualMachines: inside.flatMap(({ deployment }) => machinesOf(deployment)),
      groups: [`${armName(name)}-migrated`, ...new Set(inside.map(({ service }) => `${service}-Migrated`))],
      ...prepared([migration, ...inside.map(({ deployment }) => deployment.migration)]),
    };
  });
  for (const { name, deployments } of inventory.cloudServices) {
    const alone = deployments.filter(({ virtualNetwork = '' }) => !networks.has(key(virtualNetwork)));
    const deployment = alone.find(({ slot }) => slot === 'Production') ?? alone[0];
    if (deployments.length > 0 && !deployment) continue;
    drafts.push({
      ...unit('cloudService', name),
      ...(deployment ? { deployment: deployment.name } : {}),
      virtualMachines: deployment ? machinesOf(deployment) : [],
      groups: [`${name}-Migrated`],
      stops: deployment !== undefined && machinesOf(deployment).length > 0,
      ...(deployment
        ? prepared([deployment.migration])
        : { why: 'It has no deployment: there is nothing to upgrade; delete the empty cloud service.' }),
    });
  }
  const holders = all.map(({ service, deployment }) => {
    const network = networks.get(key(deployment.virtualNetwork ?? ''));
    return { deployment, unit: network === undefined ? idOf('cloudService', service) : idOf('virtualNetwork', network) };
  });
  const usersOf = (uses: (deployment: ClassicDeployment) => boolean) =>
    holders.filter(({ deployment }) => uses(deployment)).map(({ unit: id }) => id);
  for (const { name, migration } of inventory.storageAccounts) {
    const after = usersOf(({ roles }) =>
      roles.some(({ storageAccounts }) => storageAccounts.some((one) => key(one) === key(name))),
    );
    drafts.push({ ...unit('storageAccount', name, after), ...prepared([migration]) });
  }
  for (const { name } of inventory.networkSecurityGroups) {
    const onSubnets = inventory.virtualNetworks.filter(({ networkSecurityGroups }) =>
      networkSecurityGroups.some((one) => key(one) === key(name)),
    );
    const onMachines = usersOf(({ roles }) =>
      roles.some(({ networkSecurityGroup = '' }) => key(networkSecurityGroup) === key(name)),
    );
    drafts.push(unit('networkSecurityGroup', name, [...onSubnets.map((one) => idOf('virtualNetwork', one.name)), ...onMachines]));
  }
  for (const { name, usedBy } of inventory.reservedIps) if (usedBy === undefined) drafts.push(unit('reservedIp', name));
  return [...drafts, ...inventory.routeTables.map(({ name }) => unit('routeTable', name))];
}

function unit(kind: ClassicKind, name: string, after: readonly string[] = []): Draft {
  const groups = [`${armName(name)}-migrated`];
  return { id: idOf(kind, name), kind, name, virtualMachines: [], groups, stops: false, after: [...new Set(after)] };
}

/** Azure answers every verb twice the same: preparing what is prepared would look like this run's own work, and be aborted as such. */
function prepared(states: readonly (MigrationState | undefined)[]): { why?: string } {
  const state = states.find((one) => one !== undefined);
  if (state === undefined) return {};
  return { why: `Somebody else has begun its upgrade (${state}): commit or abort that first, then start again.` };
}

function unknown(id: string, { cloudServices, reservedIps }: ClassicInventory, drafts: readonly Draft[]): string {
  const [kind, ...rest] = id.split('/');
  const name = key(rest.join('/'));
  const service = cloudServices.find((one) => kind === 'cloudService' && key(one.name) === name);
  const network = service?.deployments.find(({ virtualNetwork }) => virtualNetwork !== undefined)?.virtualNetwork;
  if (network !== undefined) return `${id} goes with virtualNetwork/${network}: exclude that`;
  const address = reservedIps.find((one) => kind === 'reservedIp' && key(one.name) === name);
  if (address?.usedBy !== undefined) return `${id} goes with the cloud service ${address.usedBy}: exclude what takes that along`;
  const there =
    drafts
      .slice(0, 10)
      .map((one) => one.id)
      .join(', ') || 'none';
  return `there is no unit ${id}; kinds are ${CLASSIC_KINDS.join(', ')}; units are ${there}${drafts.length > 10 ? ', …' : ''}`;
}

function machinesOf({ roles }: ClassicDeployment): string[] {
  return roles.filter(({ isMachine }) => isMachine).map(({ name }) => name);
}

const idOf = (kind: ClassicKind, name: string) => `${kind}/${name}`;
const key = (text: string) => text.toLowerCase();
