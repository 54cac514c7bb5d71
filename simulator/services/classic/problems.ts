import { keyOf } from '../../kernel/ids';
import type { WorldChecks } from '../../kernel/world/part';
import { classicState, type Kind, KINDS } from './model';
import type { ClassicWorld } from './schema';
import { findUnit } from './units';

type Say = (path: string, message: string) => void;

/** The world's key of each kind. */
export const LISTS = {
  hostedservices: 'hostedServices',
  virtualnetwork: 'virtualNetworks',
  storageservices: 'storageAccounts',
  networksecuritygroups: 'networkSecurityGroups',
  reservedips: 'reservedIps',
  routetables: 'routeTables',
} as const satisfies Record<Kind, keyof ClassicWorld>;

function unique(path: (at: number) => string, what: string, names: string[], isThere: (name: string) => boolean, say: Say): void {
  const seen = new Map<string, number>();
  names.forEach((name, at) => {
    const first = seen.get(keyOf(name));
    if (first !== undefined)
      say(path(at), `${what} '${name}' stands at ${path(first)} too: give it another name or take one out`);
    else if (isThere(name)) say(path(at), `${what} '${name}' exists already: take it out, or reset the simulator first`);
    else seen.set(keyOf(name), at);
  });
}

function deploymentProblems(
  service: ClassicWorld['hostedServices'][number],
  path: string,
  classic: ClassicWorld,
  say: Say,
): void {
  const thumbprints = new Set(service.certificates.map((one) => keyOf(one.thumbprint)));
  unique(
    (at) => `${path}.deployments[${at}].slot`,
    'slot',
    service.deployments.map((one) => one.slot),
    () => false,
    say,
  );
  service.deployments.forEach((deployment, at) => {
    const here = `${path}.deployments[${at}]`;
    if (deployment.slot === 'Staging' && deployment.roles.some((role) => role.type === 'PersistentVMRole'))
      say(`${here}.slot`, "'Staging' has virtual machines: those are in the slot Production only");
    unique(
      (role) => `${here}.roles[${role}].name`,
      'role',
      deployment.roles.map((role) => role.name),
      () => false,
      say,
    );
    const network = classic.virtualNetworks.find((one) => keyOf(one.name) === keyOf(deployment.virtualNetwork ?? ''));
    deployment.roles.forEach((role, index) => {
      const there = `${here}.roles[${index}]`;
      role.certificates.forEach((thumbprint, which) => {
        if (!thumbprints.has(keyOf(thumbprint)))
          say(`${there}.certificates[${which}]`, `'${thumbprint}' is no certificate of the service: add it there, or correct it`);
      });
      if (role.subnet === undefined) return;
      if (deployment.virtualNetwork === undefined)
        say(`${there}.subnet`, `'${role.subnet}' is in no network: say the deployment's virtualNetwork, or leave it out`);
      else if (network && !network.subnets.some((one) => keyOf(one.name) === keyOf(role.subnet ?? '')))
        say(`${there}.subnet`, `'${role.subnet}' is no subnet of '${network.name}': add it there, or correct the name`);
    });
  });
}

/** Reports what the classic part of a world contradicts: itself, or what is there already. Names of things that do not exist are allowed: they dangle. */
export function classicProblems(world: ClassicWorld[], { store, knownSubscription, say }: WorldChecks): void {
  unique(
    (at) => `classic[${at}].subscriptionId`,
    'subscription',
    world.map((one) => one.subscriptionId),
    () => false,
    say,
  );
  world.forEach((classic, at) => {
    const path = `classic[${at}]`;
    knownSubscription(`${path}.subscriptionId`, `/subscriptions/${classic.subscriptionId}`);
    const side = classicState.of(store)[keyOf(classic.subscriptionId)];
    for (const kind of KINDS) {
      const names = classic[LISTS[kind]].map((one) => one.name);
      const isThere = (name: string) => side !== undefined && findUnit(side, kind, name) !== undefined;
      unique((index) => `${path}.${LISTS[kind]}[${index}].name`, 'unit', names, isThere, say);
    }
    const administrators = classic.administrators.filter((one) => one.role === 'ServiceAdministrator');
    if (administrators.length > 1)
      say(
        `${path}.administrators`,
        'has more than one ServiceAdministrator: a subscription has one, the others are CoAdministrator',
      );
    classic.hostedServices.forEach((service, index) =>
      deploymentProblems(service, `${path}.hostedServices[${index}]`, classic, say),
    );
  });
}
