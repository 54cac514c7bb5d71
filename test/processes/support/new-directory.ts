import { guidFrom } from '../../../simulator/kernel/guids';
import { until } from '../../support/rig';
import type { Migrations } from './migrations';
import { toBeMade } from './onboardings';

interface Snapshot {
  tenants: { tenantId: string; domain: string }[];
  subscriptions: { subscriptionId: string; tenantId: string }[];
}

/** Input of a migration whose customer the partner makes. */
export const newCustomer = (domain: string) => ({
  destination: { displayName: `For ${domain}` },
  ...toBeMade(domain),
});

/** What the partner has made: a directory by its domain, and the subscription in it that is none of the sources. */
export async function madeFor(
  { rig }: Pick<Migrations, 'rig'>,
  domain: string,
  sources: readonly string[],
): Promise<{ tenantId: string; destination: string }> {
  const { tenants, subscriptions } = await rig.azure.get<Snapshot>('snapshot');
  const tenantId = tenants.find((one) => one.domain.startsWith(`${domain}.`))?.tenantId ?? '';
  const own = subscriptions.filter((one) => one.tenantId === tenantId && !sources.includes(one.subscriptionId));
  return { tenantId, destination: own[0]?.subscriptionId ?? '' };
}

const handOf = (tenantId: string) => guidFrom('registered by hand', tenantId);

/** Registers an application of the new directory's own and gives it to the worker, as docs/runbooks/new-directory.md says. */
export async function registerApplication(migrations: Pick<Migrations, 'rig'>, domain: string): Promise<void> {
  const { rig } = migrations;
  const { tenantId } = await madeFor(migrations, domain, []);
  const objectId = handOf(tenantId);
  const app = { clientId: guidFrom('client of', objectId), clientSecret: guidFrom('secret of', objectId) };
  await rig.azure.post('seed', {
    principals: [{ objectId, tenantId, type: 'ServicePrincipal', displayName: 'Handover', ...app }],
  });
  rig.simulator.apps.push({ party: 'customer', tenantId, ...app });
}

/** Makes the application Owner of the destination, and of the sources once they have arrived, as docs/runbooks/new-directory.md says. */
export async function letApplicationIn(
  migrations: Pick<Migrations, 'rig'>,
  domain: string,
  sources: readonly string[],
): Promise<void> {
  const { rig } = migrations;
  const { tenantId, destination } = await madeFor(migrations, domain, sources);
  const owner = (id: string) => ({ scope: `/subscriptions/${id}`, role: 'Owner', principalId: handOf(tenantId) });
  await rig.azure.post('seed', { roleAssignments: [owner(destination)] });
  const haveArrived = async () => {
    const { subscriptions } = await rig.azure.get<Snapshot>('snapshot');
    return sources.every((id) => subscriptions.some((one) => one.subscriptionId === id && one.tenantId === tenantId));
  };
  void until('the sources arrive', haveArrived).then(
    () => rig.azure.post('seed', { roleAssignments: sources.map(owner) }),
    () => undefined,
  );
}
