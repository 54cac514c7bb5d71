import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import type { CustomerOnboardingReport } from '../../../contracts/processes/customer-onboarding';
import { resellerRelationshipId } from '../../../contracts/processes/reseller-relationship';
import { defaultWorld } from '../../../simulator';
import { guidFrom } from '../../../simulator/kernel/guids';
import { asked, type Rig, until } from '../../support/rig';
import type { AuditEntry } from '../../support/simulator-control';
import { type Change, type Json, type Opened, openProcess, type RunOf } from './open-process';
import { LEGACY, NORTHWIND } from './organisations';
import { transferInput } from './transfers';
import type { Wire } from './wires';

export const ADDRESS = {
  addressLine1: '1 Microsoft Way',
  city: 'Redmond',
  state: 'WA',
  postalCode: '98052',
  country: 'US',
};

type Begin = [input: Json, prepare?: () => unknown];

export interface Onboardings extends Opened<Begin, object, CustomerOnboardingReport> {
  /** Folder of the artifact store, known once a report has been read; secrets are beside it. */
  folder(): string;
  secretsFolder(): string;
}

export type OnboardingRun = RunOf<object>;

let count = 0;

/** A domain that nobody has. */
export function freeDomain(): string {
  return `coffee${++count}`;
}

export function partnerInput(): Json {
  return transferInput('unused').destinationPartner as Json;
}

/** The customer of an input that has one made; it has accepted the agreement. */
export const toBeMade = (domain: string) => ({
  customer: {
    new: {
      domain,
      companyName: `Company ${domain}`,
      address: ADDRESS,
      contact: { firstName: 'Marshall', lastName: 'Levi', email: 'marshall@coffee.example' },
    },
  },
  agreement: { acceptedOn: '2026-11-01' },
});

/** A customer to be made, with all that is wanted; the sandbox unless `more` says otherwise. */
export function newCustomerInput(domain = freeDomain(), more: Json = {}): Json {
  return {
    partner: partnerInput(),
    ...toBeMade(domain),
    sandbox: true,
    ...more,
  };
}

/** A tenant that is a customer of the partner, or not yet; with a subscription of the partner when it is named. */
export async function knownCustomer(
  rig: Rig,
  { isRelated = true, subscription }: { isRelated?: boolean; subscription?: Json } = {},
): Promise<{ tenantId: string; subscriptionId: string; input: Json }> {
  const tenantId = guidFrom('known customer of a test', String(++count));
  const subscriptionId = guidFrom('subscription of a test', String(count));
  const domain = `known${count}.onmicrosoft.com`;
  await rig.azure.post('seed', {
    tenants: [{ tenantId, domain, displayName: `Known ${count}` }],
    relationships: isRelated ? [{ partnerTenantId: NORTHWIND, customerTenantId: tenantId }] : [],
    subscriptions: subscription
      ? [{ subscriptionId, tenantId, displayName: 'Known Azure', offerId: LEGACY, partnerTenantId: NORTHWIND, ...subscription }]
      : [],
  });
  return {
    tenantId,
    subscriptionId,
    input: {
      partner: partnerInput(),
      customer: { tenantId, name: `Known ${count}`, domain, country: 'US', contact: { name: 'Dana', email: `dana@${domain}` } },
      agreement: { acceptedOn: '2026-11-01', contact: { firstName: 'Dana', lastName: 'Doe', email: `dana@${domain}` } },
    },
  };
}

/** A rig with the default world's organisations, each with its own worker. */
export async function openOnboardings(change?: Change, entry?: string): Promise<Onboardings> {
  let folder = '';
  const opened = await openProcess<Begin, object, CustomerOnboardingReport>(
    {
      process: 'customerOnboarding',
      world: defaultWorld,
      own: ({ azure }, _workflowId, input, prepare) =>
        Promise.resolve({ facts: {}, state: () => held({ azure }), input, prepare }),
    },
    { change, entry },
  );
  return {
    ...opened,
    folder: () => folder,
    secretsFolder: () => `${folder}-secrets`,
    report(view) {
      if (view.artifacts.report) folder = path.dirname(fileURLToPath(view.artifacts.report.uri));
      return opened.report(view);
    },
  };
}

/** The run that asks the customer for the relationship, once it does, and the link it was given. */
export async function invitation(
  { rig }: Onboardings,
  customerTenantId: string,
): Promise<{ child: WorkflowHandle; link: string }> {
  const id = resellerRelationshipId({ customer: { tenantId: customerTenantId }, partner: { tenantId: NORTHWIND } });
  const child = rig.client.workflow.getHandle(id);
  const hasBegun = () =>
    child.describe().then(
      () => true,
      () => false,
    );
  await until(`${id} has begun`, hasBegun, { withinMs: 60_000 });
  const { waitingFor } = await asked(child, 'customer', 'accept');
  return { child, link: waitingFor[0]?.link ?? '' };
}

/** Has the run cancelled in the middle of a call, which goes on only when the run has taken notice: both at once the test server cannot take. */
export function cancelDuring({ rig, wires }: Onboardings, workflowId: string, place: Omit<Wire, 'workflowId'>): void {
  wires.lay({ workflowId, times: 1, ...place }, async () => {
    const handle = rig.client.workflow.getHandle(workflowId);
    await handle.cancel();
    await until(`${workflowId} has noticed the cancel`, async () => {
      const { events = [] } = await handle.fetchHistory();
      const asked = events?.findIndex((event) => event.workflowExecutionCancelRequestedEventAttributes) ?? -1;
      return asked >= 0 && events?.slice(asked).some((event) => event.workflowTaskCompletedEventAttributes);
    });
  });
}

interface Snapshot {
  tenants: { tenantId: string }[];
  subscriptions: ({ subscriptionId: string; tenantId: string; state: string } & Json)[];
  principals: ({ objectId: string; tenantId: string } & Json)[];
  roleAssignments: ({ id: string } & Json)[];
  partnerCenter: {
    relationships: ({ customerTenantId: string } & Json)[];
    profiles: Record<string, { billing: Json; company: Json }>;
    directory: { users: ({ deletedAt?: number } & Json)[]; roleMembers: Json[]; licences: Json[] };
    shop: { orders: Json[] };
  };
}

interface Held {
  tenants: unknown[];
  subscriptions: unknown[];
  principals: unknown[];
  roleAssignments: unknown[];
  relationships: unknown[];
  profiles: unknown;
  users: unknown[];
  roleMembers: unknown[];
  orders: unknown[];
}

/** What of everybody's there is at Azure and Partner Center; of users those that are not deleted. */
export async function held({ azure }: Pick<Rig, 'azure'>): Promise<Held> {
  const { tenants, subscriptions, principals, roleAssignments, partnerCenter } = await azure.get<Snapshot>('snapshot');
  const { relationships, profiles, directory, shop } = partnerCenter;
  return {
    tenants,
    subscriptions,
    principals: principals.sort((a, b) => (a.objectId < b.objectId ? -1 : 1)),
    roleAssignments: roleAssignments.sort((a, b) => (a.id < b.id ? -1 : 1)),
    relationships,
    // An empty one is made when a customer is read.
    profiles: Object.fromEntries(
      Object.entries(profiles).filter(([, { billing, company }]) => Object.keys({ ...billing, ...company }).length > 0),
    ),
    users: directory.users.filter(({ deletedAt }) => deletedAt === undefined),
    roleMembers: directory.roleMembers,
    orders: shop.orders,
  };
}

/** What Azure and Partner Center have of one customer. */
export async function booksOf(rig: Pick<Rig, 'azure'>, customerTenantId: string) {
  const { subscriptions, principals, roleAssignments, partnerCenter } = await rig.azure.get<Snapshot>('snapshot');
  const own = subscriptions.filter(({ tenantId }) => tenantId === customerTenantId);
  return {
    subscriptions: own,
    users: principals.filter(({ tenantId, type }) => tenantId === customerTenantId && type === 'User'),
    roleMembers: partnerCenter.directory.roleMembers.filter((one) => one.customerTenantId === customerTenantId),
    owners: roleAssignments.filter(
      ({ id, properties }) =>
        own.some(({ subscriptionId }) => id.startsWith(`/subscriptions/${subscriptionId}/`)) &&
        String((properties as Json).roleDefinitionId).endsWith('8e3af657-a8ff-443c-a75c-2fe8c4bcb635'),
    ),
    relationships: partnerCenter.relationships.filter((one) => one.customerTenantId === customerTenantId),
    orders: partnerCenter.shop.orders.filter((one) => one.customerTenantId === customerTenantId),
  };
}

/** Requests to Partner Center and Azure beyond reading whose path, or whose customer, is one of these. */
export async function writes(rig: Rig, since: number, part = ''): Promise<string[]> {
  const audit = await rig.azure.get<AuditEntry[]>('audit?format=json');
  return audit
    .slice(since)
    .filter(
      ({ method, path: at }) => !['GET', 'HEAD'].includes(method) && /^\/(v1|subscriptions)\//i.test(at) && at.includes(part),
    )
    .filter(({ path: at }) => !at.startsWith('/v1/validations/'))
    .map(({ method, path: at }) => `${method} ${at}`);
}

export async function requestsSoFar(rig: Rig): Promise<number> {
  return (await rig.azure.get<AuditEntry[]>('audit?format=json')).length;
}

/** Texts of all files below a folder. */
export async function textsIn(folder: string): Promise<{ file: string; text: string }[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return { file, text: await readFile(file, 'utf8') };
      }),
  );
}
