import { keyOf } from '../../kernel/ids';
import { notFound } from './errors';
import type { ClassicState, ClassicSubscription, Deployment, HostedService, Kind, Migration, UnitRef, Units } from './model';

const NOUNS: Record<Kind, string> = {
  hostedservices: 'HostedService',
  virtualnetwork: 'Virtual Network',
  storageservices: 'Storage Account',
  networksecuritygroups: 'Network Security Group',
  reservedips: 'Reserved IP',
  routetables: 'Route Table',
};

/** `Virtual Network shop-vnet`, or `Deployment d in HostedService s`. */
export function nameOf(unit: UnitRef): string {
  const own = `${NOUNS[unit.kind]} ${unit.name}`;
  return unit.deployment === undefined ? own : `Deployment ${unit.deployment} in ${own}`;
}

/** What units are compared by: a hosted service has one deployment that can be upgraded at a time, so its deployment shares its key. */
export function unitKey({ kind, name }: UnitRef): string {
  return `${kind}/${keyOf(name)}`;
}

/** The subscription's classic side; an empty one when it has none. */
export function classicSide(state: ClassicState, subscriptionId: string): ClassicSubscription {
  const key = keyOf(subscriptionId);
  state[key] ??= {
    subscriptionId,
    units: {
      hostedservices: [],
      virtualnetwork: [],
      storageservices: [],
      networksecuritygroups: [],
      reservedips: [],
      routetables: [],
    },
    migrations: {},
    committed: [],
  };
  return state[key];
}

export function findUnit<K extends Kind>(side: ClassicSubscription, kind: K, name: string | undefined): Units[K] | undefined {
  if (name === undefined) return undefined;
  return (side.units[kind] as Units[K][]).find((one) => keyOf(one.name) === keyOf(name));
}

/** @throws ClassicError 404 */
export function getUnit<K extends Kind>(side: ClassicSubscription, kind: K, name: string): Units[K] {
  const found = findUnit(side, kind, name);
  if (!found) throw notFound(`The ${NOUNS[kind]} ${name} does not exist.`);
  return found;
}

/** @throws ClassicError 404 */
export function getDeployment(side: ClassicSubscription, service: string, deployment: string): Deployment {
  const found = getUnit(side, 'hostedservices', service).deployments.find((one) => keyOf(one.name) === keyOf(deployment));
  if (!found) throw notFound('No deployments were found.');
  return found;
}

/** What stands in the network: services with their deployments. */
export function deploymentsIn(side: ClassicSubscription, network: string): { service: HostedService; deployment: Deployment }[] {
  return side.units.hostedservices.flatMap((service) =>
    service.deployments.flatMap((deployment) =>
      deployment.virtualNetwork !== undefined && keyOf(deployment.virtualNetwork) === keyOf(network)
        ? [{ service, deployment }]
        : [],
    ),
  );
}

/** The migration that holds the unit: its own, or that of the unit with which it migrates. */
export function migrationHolding(side: ClassicSubscription, key: string): { key: string; migration: Migration } | undefined {
  const own = side.migrations[key];
  if (own) return { key, migration: own };
  const holder = Object.entries(side.migrations).find(([, one]) => one.members.includes(key));
  return holder && { key: holder[0], migration: holder[1] };
}

/** The unit's state in RDFE's answers; undefined while nothing was prepared. */
export function migrationState(side: ClassicSubscription, unit: UnitRef): Migration['state'] | undefined {
  return migrationHolding(side, unitKey(unit))?.migration.state;
}

/** The unit is no longer on its way, nor prepared. */
export function forgetMigration(side: ClassicSubscription, key: string): void {
  side.migrations = Object.fromEntries(Object.entries(side.migrations).filter(([one]) => one !== key));
}
