import type { WorkflowHandle } from '@temporalio/client';
import type { Dependencies } from '../../../activities/ports/dependencies';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { AssessmentReport } from '../../../contracts/processes/assessment';
import { defaultWorld } from '../../../simulator';
import { type MeteringWorld, sampleMetering, seedUsage } from '../../../simulator/services/metering/sample-world';
import { spreadMachine, SOURCE } from '../../support/worlds';
import { ended, type Ended } from './runs';
import { FABRIKAM, openTransfers, type Transfers, transferInput } from './transfers';

type Json = Record<string, unknown>;

export interface Assessments extends Transfers {
  /** A subscription of the customer's with these resources. Answers its id. */
  subscription(
    name: string,
    parts?: { groups?: Json[]; resources?: Json[]; usage?: MeteringWorld['usage']; facts?: Json },
  ): Promise<string>;
  /** A subscription that has the seed's 375 services as usage of thirty days. */
  withSeedUsage(name: string): Promise<string>;
  assess(workflowId: string, input: Json): Promise<WorkflowHandle>;
  endOf(workflowId: string): Promise<Ended>;
  reportOf(report: ArtifactRef | undefined): Promise<AssessmentReport>;
}

let count = 0;

/** The default world's three organisations, with prices, and assessments of subscriptions of their own. */
export async function openAssessments(change?: (deps: Dependencies) => Dependencies): Promise<Assessments> {
  const transfers = await openTransfers(change);
  const { rig } = transfers;
  const there = new Set((defaultWorld.meters ?? []).map(({ id }) => id));
  await rig.azure.post('seed', { meters: sampleMetering({}).meters.filter(({ id }) => !there.has(id)) });
  const newId = () => `a55e5500-0000-4000-8000-${(++count).toString(16).padStart(12, '0')}`;
  const seed = async (name: string, id: string, parts: Parameters<Assessments['subscription']>[1] = {}) => {
    const { groups = [], resources = [], usage = [], facts = {} } = parts;
    // Named by usage of long ago, or the simulator would make some up.
    const longAgo = { subscriptionId: id, meterId: sampleMetering({}).meters[0]?.id, quantity: 0, daysAgo: 1000 };
    const text = JSON.stringify({
      subscriptions: [{ subscriptionId: id, displayName: name, tenantId: FABRIKAM, offerId: 'MS-AZR-0017P', ...facts }],
      resourceGroups: groups,
      resources,
      usage: [longAgo, ...usage],
    });
    await rig.azure.post('seed', JSON.parse(text.replaceAll(SOURCE, id)));
    return id;
  };
  return {
    ...transfers,
    subscription: (name, parts) => seed(name, newId(), parts),
    withSeedUsage: (name) => {
      const id = newId();
      return seed(name, id, { usage: seedUsage(id) });
    },
    assess: (workflowId, input) =>
      rig.start('assessment', workflowId, { customer: { tenantId: FABRIKAM, name: 'Fabrikam' }, ...input }),
    endOf: (workflowId) => ended(transfers, { workflowId }),
    reportOf: (report) => {
      if (!report) throw new Error('there is no report');
      return transfers.stored<AssessmentReport>(report);
    },
  };
}

/** Of Northwind's prices, 15 % off, as in the seed's table. */
export const WITH_COSTS: Json = {
  cost: { currency: 'USD', discountPercent: 15 },
  partner: transferInput('unused').destinationPartner,
};

/** The seed's machine with its network in another group: seven resources. */
export function machine(): { groups: Json[]; resources: Json[] } {
  const { resourceGroups, resources } = spreadMachine() as { resourceGroups: Json[]; resources: Json[] };
  return { groups: resourceGroups, resources };
}
