import { keyOf } from '../../kernel/ids';
import type { ClassicSubscription, Deployment, HostedService, Role, UnitRef } from './model';
import { deploymentsIn, findUnit, getDeployment, getUnit, unitKey } from './units';

/** Deployments that go with a unit. */
export function deploymentsOf(side: ClassicSubscription, unit: UnitRef): { service: HostedService; deployment: Deployment }[] {
  if (unit.kind === 'virtualnetwork') return deploymentsIn(side, unit.name);
  if (unit.kind !== 'hostedservices') return [];
  return [
    {
      service: getUnit(side, 'hostedservices', unit.name),
      deployment: getDeployment(side, unit.name, unit.deployment ?? ''),
    },
  ];
}

export function machinesOf(side: ClassicSubscription, unit: UnitRef): Role[] {
  return deploymentsOf(side, unit).flatMap(({ deployment }) => deployment.roles);
}

/** What leaves the classic model with a unit: services with a network, and the reserved addresses that they have. */
export function goingWith(side: ClassicSubscription, unit: UnitRef): UnitRef[] {
  const inside = deploymentsOf(side, unit);
  return [
    { kind: unit.kind, name: unit.name },
    ...(unit.kind === 'virtualnetwork'
      ? inside.map(({ service }): UnitRef => ({ kind: 'hostedservices', name: service.name }))
      : []),
    ...inside.flatMap(({ deployment }): UnitRef[] =>
      findUnit(side, 'reservedips', deployment.reservedIp)
        ? [{ kind: 'reservedips', name: deployment.reservedIp as string }]
        : [],
    ),
  ];
}

/** Keys of all that is locked with a unit: the units that migrate with it, and the rules that are copied on the way and stay. */
export function lockedWith(side: ClassicSubscription, unit: UnitRef): string[] {
  const network = unit.kind === 'virtualnetwork' ? getUnit(side, 'virtualnetwork', unit.name) : undefined;
  const groups = [
    ...(network?.subnets ?? []).map((one) => one.networkSecurityGroup),
    ...machinesOf(side, unit).map((role) => role.networkSecurityGroup),
  ];
  const tables = (network?.subnets ?? []).map((one) => one.routeTable);
  const keys = [
    ...goingWith(side, unit).map(unitKey),
    ...groups.flatMap((name) => (name === undefined ? [] : [`networksecuritygroups/${keyOf(name)}`])),
    ...tables.flatMap((name) => (name === undefined ? [] : [`routetables/${keyOf(name)}`])),
  ];
  return [...new Set(keys)];
}
