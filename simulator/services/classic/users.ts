import { keyOf } from '../../kernel/ids';
import type { ClassicSubscription, Deployment, HostedService, Role } from './model';

/** Finds what uses a unit: it decides whether the unit may migrate alone, or be deleted. */

function same(a: string | undefined, b: string): boolean {
  return a !== undefined && keyOf(a) === keyOf(b);
}

/** The deployment that has a reserved address. */
export function reservedBy(
  side: ClassicSubscription,
  reserved: string,
): { service: HostedService; deployment: Deployment } | undefined {
  for (const service of side.units.hostedservices)
    for (const deployment of service.deployments) if (same(deployment.reservedIp, reserved)) return { service, deployment };
  return undefined;
}

function roles(side: ClassicSubscription): Role[] {
  return side.units.hostedservices.flatMap((service) => service.deployments.flatMap((one) => one.roles));
}

/** Names of the subnets and machines that a network security group is on. */
export function securedBy(side: ClassicSubscription, group: string): string[] {
  const subnets = side.units.virtualnetwork.flatMap((network) =>
    network.subnets.filter((one) => same(one.networkSecurityGroup, group)).map((one) => `${network.name}/${one.name}`),
  );
  return [
    ...subnets,
    ...roles(side)
      .filter((role) => same(role.networkSecurityGroup, group))
      .map((role) => role.name),
  ];
}

/** Names of the subnets that a route table is on. */
export function routedBy(side: ClassicSubscription, table: string): string[] {
  return side.units.virtualnetwork.flatMap((network) =>
    network.subnets.filter((one) => same(one.routeTable, table)).map((one) => `${network.name}/${one.name}`),
  );
}

/** Names of the machines that have a disk in a storage account. */
export function machinesOn(side: ClassicSubscription, account: string): string[] {
  return roles(side)
    .filter((role) => [role.osDisk, ...role.dataDisks].some((disk) => same(disk?.storageAccount, account)))
    .map((role) => role.name);
}
