import type { WorkflowHandle } from '@temporalio/client';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { Ruling } from '../../../contracts/run/messages';
import type { AssessmentReport, AssessmentResult } from '../../../contracts/processes/assessment';
import { defaultWorld } from '../../../simulator';
import { type MeteringWorld, sampleMetering, seedUsage } from '../../../simulator/services/metering/sample-world';
import { asked, progress, until } from '../../support/rig';
import type { AuditEntry } from '../../support/simulator-control';
import { plainGroup, SOURCE, spreadMachine } from '../../support/worlds';
import { ended, type Ended, rule } from './endings';
import { gate } from './gate';
import { type Change, type Json, type Opened, openProcess } from './open-process';
import { FABRIKAM } from './organisations';
import { transferInput } from './transfers';

export interface Assessments extends Opened<[input: Json], object, AssessmentReport> {
  /** A subscription of the customer's with these resources. Answers its id. */
  subscription(
    name: string,
    parts?: { groups?: Json[]; resources?: Json[]; usage?: MeteringWorld['usage']; facts?: Json },
  ): Promise<string>;
  /** Adds resources to a subscription. */
  add(subscriptionId: string, ...resources: Json[]): Promise<void>;
  /** A subscription that has the seed's 375 services as usage of thirty days. */
  withSeedUsage(name: string): Promise<string>;
  assess(workflowId: string, input: Json): Promise<WorkflowHandle>;
  endOf(workflowId: string): Promise<Ended>;
  /** The result of an assessment that ends well. */
  resultOf(workflowId: string): Promise<AssessmentResult>;
  /** Operator rules once it is asked about this step. */
  rules(handle: WorkflowHandle, step: string, verdict: Ruling['verdict']): Promise<void>;
  caveatsOf(workflowId: string): Promise<string[]>;
  /** An assessment whose reading of a subscription is held until it is let go. */
  heldWhileReading(workflowId: string, subscriptionId: string): Promise<{ handle: WorkflowHandle; letGo: () => void }>;
  /** An enrolment whose one account has these subscriptions. */
  enrolment(number: string, subscriptions: string[]): Promise<void>;
  /** Requests since the nth that are more than reading. */
  writesSince(nth: number): Promise<AuditEntry[]>;
  requestsSoFar(): Promise<number>;
  reportOf(report: ArtifactRef | undefined): Promise<AssessmentReport>;
}

let count = 0;

/** The default world's three organisations, with prices, and assessments of subscriptions of their own. */
export async function openAssessments(change?: Change): Promise<Assessments> {
  const opened = await openProcess<[input: Json], object, AssessmentReport>(
    {
      process: 'assessment',
      world: defaultWorld,
      own: (_stage, _workflowId, input) =>
        Promise.resolve({
          facts: {},
          // An assessment changes nothing.
          state: () => Promise.resolve(undefined),
          input: { customer: { tenantId: FABRIKAM, name: 'Fabrikam' }, ...input },
        }),
    },
    { change },
  );
  const { rig } = opened;
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
  const resultOf = async (workflowId: string) => {
    const { result, failure, message } = await ended(opened, { workflowId });
    if (!result) throw new Error(`${failure}: ${message}`);
    return result as AssessmentResult;
  };
  const requests = () => rig.azure.get<AuditEntry[]>('audit?format=json');
  return {
    ...opened,
    subscription: (name, parts) => seed(name, newId(), parts),
    async add(subscriptionId, ...resources) {
      const text = JSON.stringify({ resources }).replaceAll(SOURCE, subscriptionId);
      await rig.azure.post('seed', JSON.parse(text));
    },
    withSeedUsage: (name) => {
      const id = newId();
      return seed(name, id, { usage: seedUsage(id) });
    },
    assess: async (workflowId, input) => (await opened.begin(workflowId, input)).handle,
    endOf: (workflowId) => ended(opened, { workflowId }),
    resultOf,
    async rules(handle, step, verdict) {
      await asked(handle, 'operator', step);
      await rule({ handle }, { step, verdict, reason: 'as agreed' });
    },
    async caveatsOf(workflowId) {
      const { report } = await resultOf(workflowId);
      return (await opened.stored<AssessmentReport>(report)).caveats;
    },
    async heldWhileReading(workflowId, subscriptionId) {
      const { open: letGo, passed } = gate();
      opened.wires.lay({ workflowId, activity: 'readSubscription', call: 'inventory' }, () => passed);
      const { handle } = await opened.begin(workflowId, { subscriptions: [subscriptionId] });
      const isReading = async () => (await progress(handle)).steps.some((one) => one.name === 'look' && one.state === 'running');
      await until('it reads', isReading);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { handle, letGo };
    },
    async enrolment(number, subscriptions) {
      const owner = 'all@fabrikam.onmicrosoft.com';
      await rig.azure.post('seed', {
        principals: [
          {
            objectId: 'a11ce000-0000-4000-8000-0000000000aa',
            tenantId: FABRIKAM,
            type: 'User',
            displayName: 'All',
            userPrincipalName: owner,
          },
        ],
        enrolments: [
          {
            number,
            companyName: 'Fabrikam',
            administrators: ['alice@fabrikam.onmicrosoft.com'],
            accounts: [{ name: 'All', owner, subscriptions }],
          },
        ],
      });
    },
    async writesSince(nth) {
      const sent = (await requests()).slice(nth);
      return sent.filter(
        ({ method, path }) => !['GET', 'HEAD'].includes(method) && !/ResourceGraph\/resources|\/oauth2\/|\/_sim\//.test(path),
      );
    },
    requestsSoFar: async () => (await requests()).length,
    reportOf: (report) => {
      if (!report) throw new Error('there is no report');
      return opened.stored<AssessmentReport>(report);
    },
  };
}

/** Northwind's prices are 15 % lower, as in the seed's table. */
export const WITH_COSTS: Json = {
  cost: { currency: 'USD', discountPercent: 15 },
  partner: transferInput('unused').destinationPartner,
};

/** The seed's machine with its network in another group: seven resources. */
export function machine(): { groups: Json[]; resources: Json[] } {
  const { resourceGroups, resources } = spreadMachine() as { resourceGroups: Json[]; resources: Json[] };
  return { groups: resourceGroups, resources };
}

/** A group with two network security groups, and whatever else is to be in it. */
export function twoAnd(name: string, ...more: Json[]): { groups: Json[]; resources: Json[] } {
  const { group, resources } = plainGroup(name, 2);
  return { groups: [group], resources: [...resources, ...more] };
}

/** A subscription that is not there. */
export const NOBODYS = 'a55e5500-0000-4000-8000-ffffffffffff';

/** Inputs that are refused before anything is read. */
export const BAD_INPUT: [what: string, input: Json, type: string, message: RegExp][] = [
  ['an enrolment that is not there', { enrolment: '999999' }, 'NotFound', /^enrolment: .*999999: check the number$/],
  ['neither', {}, 'InvalidInput', /either an enrolment or a list/],
  [
    'a discount over 100 %',
    { subscriptions: [NOBODYS], ...WITH_COSTS, cost: { discountPercent: 101 } },
    'InvalidInput',
    /cost\.discountPercent: is more than 100 %/,
  ],
  ['costs without a partner', { subscriptions: [NOBODYS], cost: {} }, 'InvalidInput', /partner: is missing/],
  [
    'an excluded id of another subscription',
    { subscriptions: [NOBODYS], exclude: ['/subscriptions/x/resourceGroups/a/providers/b/c/d'] },
    'InvalidInput',
    /exclude: .* of no subscription/,
  ],
  [
    'its own destination',
    { subscriptions: [NOBODYS], destination: { subscriptionId: NOBODYS } },
    'InvalidInput',
    /destination\.subscriptionId: is one of the subscriptions/,
  ],
  [
    'more than 200',
    { subscriptions: Array.from({ length: 201 }, (_none, nth) => `a55e5500-0000-4000-9000-${String(nth).padStart(12, '0')}`) },
    'InvalidInput',
    /200/,
  ],
  ['a wrong reference to an earlier report', { subscriptions: [NOBODYS], previous: 'report.json' }, 'InvalidInput', /previous/],
];

/** Assessments that fail by what they find. */
export const FAILING: [title: string, input: (a: Assessments) => Promise<Json>, type: string, message: RegExp][] = [
  [
    'usage in another currency ends the run with what to do',
    async (a) => ({ subscriptions: [await a.withSeedUsage('Euros')], ...WITH_COSTS, cost: { currency: 'EUR' } }),
    'InvalidInput',
    /cost\.currency: is EUR, and the usage of .* is in USD; nothing is converted: ask for USD/,
  ],
  [
    'an excluded id that is not there is a typing error',
    async (a) => {
      const id = await a.subscription('Typo', machine());
      const exclude = [`/subscriptions/${id}/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/Ubuntu`];
      return { subscriptions: [id], exclude };
    },
    'InvalidInput',
    /exclude: .*Ubuntu/,
  ],
  [
    'the destination that cannot be read ends it: the plan would not be the one that is made',
    async (a) => ({ subscriptions: [await a.subscription('Source', machine())], destination: { subscriptionId: NOBODYS } }),
    'SubscriptionNotFound',
    /./,
  ],
];
