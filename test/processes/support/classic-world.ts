import { classicShop } from '../../../simulator/services/classic/sample-world';
import { guidFrom } from '../../../simulator/kernel/guids';
import type { SimulatorControl } from '../../support/simulator-control';
import { SOURCE, TENANT, world } from '../../support/worlds';
import { stateOf } from './state';

type Json = Record<string, unknown>;
type Shop = ReturnType<typeof classicShop>;

/** Object id of the application by which the worker acts in the tenant. */
const WORKER_APP = guidFrom('app object', TENANT);

/** The ready-made shop, changed as a test needs it; the worker is co-administrator unless said otherwise. */
export function classicWorld(change: (shop: Shop) => unknown = () => undefined, administrators: string[] = [WORKER_APP]): Json {
  const shop = JSON.parse(JSON.stringify(classicShop(SOURCE, administrators))) as Shop;
  change(shop);
  return world({ groups: [], resources: [], more: { classic: [shop] } });
}

/** Nothing but one machine outside of a network, in one cloud service. */
export function onlyBatch(shop: Shop): void {
  Object.assign(shop, {
    virtualNetworks: [],
    hostedServices: shop.hostedServices?.filter(({ name }) => name === 'shop-batch'),
    storageAccounts: [{ name: 'shopdisks' }],
    networkSecurityGroups: [],
    reservedIps: [],
    routeTables: [],
  });
}

/** Nothing but a network with its machines. */
export function onlyNetwork(shop: Shop): void {
  Object.assign(shop, {
    hostedServices: shop.hostedServices?.filter(({ name }) => name === 'shop-web'),
    storageAccounts: [{ name: 'shopdisks' }],
    networkSecurityGroups: shop.networkSecurityGroups?.filter(({ name }) => name === 'front-nsg'),
    reservedIps: shop.reservedIps?.filter(({ name }) => name === 'shop-vip'),
    routeTables: [],
  });
}

/** Nothing but route tables, whose state Azure does not show. */
export function onlyRouteTables(shop: Shop): void {
  Object.assign(shop, {
    hostedServices: [],
    virtualNetworks: [],
    storageAccounts: [],
    networkSecurityGroups: [],
    reservedIps: [],
  });
}

export interface ClassicSide {
  units: Record<string, { name: string }[]>;
  migrations: Record<string, { state: string }>;
  committed: string[];
}

export async function classicSideOf(azure: SimulatorControl, subscriptionId: string): Promise<ClassicSide> {
  const { classic } = await azure.get<{ classic: Record<string, ClassicSide> }>('snapshot');
  return classic[subscriptionId] ?? { units: {}, migrations: {}, committed: [] };
}

/** Both sides of a subscription: what a customer would miss, and what is locked. */
export async function bothSides(azure: SimulatorControl, subscriptionId: string): Promise<unknown> {
  const { units, migrations } = await classicSideOf(azure, subscriptionId);
  return { arm: await stateOf(azure, [subscriptionId]), units, migrations };
}
