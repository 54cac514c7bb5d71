import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBillingAccess } from '../../../activities/azure/billing/billing-access';
import { connect } from '../../../activities/azure/http/connection';
import { createPartnership } from '../../../activities/azure/partner-center/partnership';
import type { BillingAccess, CustomerPath } from '../../../activities/ports/billing';
import { artifactFolder } from '../../../activities/stores/artifact-folder';
import type { Partnership } from '../../../activities/ports/partner-center';
import type { ArtifactStore } from '../../../activities/ports/arm';
import { createUsageActivities } from '../../../activities/billing/usage';
import type { Dependencies } from '../../../activities/ports/dependencies';
import { defaultWorld, startSimulator, type Simulator } from '../../../simulator';
import { simulatorControl, type SimulatorControl } from '../../support/simulator-control';
import { testTls } from '../../support/tls';

export { failureOf } from '../partner-center/loopback';
export { CONTOSO, FABRIKAM, NORTHWIND } from '../partner-center/partners';
export const EA = 'ea000000-0000-4000-8000-000000000017';
export const PAYG = 'fa000000-0000-4000-8000-000000000003';
export const LEGACY = 'c5000000-0000-4000-8000-000000000201';
export const ALICE = 'alice@fabrikam.onmicrosoft.com';

export interface Access {
  simulator: Simulator;
  azure: SimulatorControl;
  access: BillingAccess;
  artifacts: ArtifactStore;
  partner(tenantId: string): Partnership;
  activities(partnerTenantId?: string): ReturnType<typeof createUsageActivities>;
  fault(match: Record<string, unknown>, action: Record<string, unknown>): Promise<void>;
  /** How often a request with this ending was made, whatever became of it. */
  sent(method: string, ending: string): Promise<number>;
  /** The default world again, without faults and without what it says of prices and usage. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** The clients of every organisation against a simulated Azure. */
export async function startAccess(world?: unknown): Promise<Access> {
  const simulator = await startSimulator({ tls: await testTls(), ...(world === undefined ? {} : { world }) });
  const azure = simulatorControl(simulator);
  const { url, caPem, apps } = simulator;
  const endpoints = { endpoint: url, authority: url, partnerCenter: url, graph: url, ca: caPem };
  const partner = (tenantId: string) => createPartnership(connect(endpoints, apps, tenantId), endpoints, tenantId);
  const access = createBillingAccess(connect(endpoints, apps));
  const artifacts = artifactFolder(await mkdtemp(path.join(tmpdir(), 'handover-usage-')));
  return {
    simulator,
    azure,
    access,
    artifacts,
    partner,
    activities: (tenantId) =>
      createUsageActivities({ billing: access, artifacts, partner: () => partner(tenantId ?? '') } as unknown as Dependencies),
    fault: async (match, action) => {
      await azure.post('faults', { match, action });
    },
    async sent(method, ending) {
      const entries = await azure.get<{ method: string; path: string }[]>('audit?format=json');
      return entries.filter((one) => one.method === method && one.path.toLowerCase().endsWith(ending.toLowerCase())).length;
    },
    reset: () => azure.post('reset', { ...defaultWorld, meters: [], usage: [] }),
    stop: () => simulator.stop(),
  };
}

/** Where a partner opens requests for a customer, found as an operator would. */
export async function pathOf({ access }: Access, partnerTenantId: string, customer: string): Promise<CustomerPath> {
  const billing = access.billing(partnerTenantId);
  const account = (await billing.accounts()).find((one) => one.agreementType === 'MicrosoftPartnerAgreement')?.name ?? '';
  const found = (await billing.customers(account)).find((one) => one.name === customer);
  return { account, profile: found?.billingProfile ?? '', customer };
}

export const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
