import https from 'node:https';
import type { CspTransferReport } from '../../../contracts/processes/csp-transfer';
import { defaultWorld } from '../../../simulator';
import { guidFrom } from '../../../simulator/kernel/guids';
import type { Rig } from '../../support/rig';
import type { AuditEntry } from '../../support/simulator-control';
import { type Change, type Definition, type Json, type Opened, openProcess, type RunOf } from './open-process';
import { ALICE, CONTOSO, CONTOSO_APP, FABRIKAM, LEGACY, NORTHWIND, PLAN } from './organisations';
import { stateOf } from './state';

interface Own {
  /** A new subscription of its own, sold by Contoso. */
  subscriptionId: string;
}

interface BeginOptions {
  offerId?: string;
  input?: Json;
  world?: Json;
  prepare?: (subscriptionId: string) => unknown;
}

export type Transfers = Opened<[options?: BeginOptions], Own, CspTransferReport>;
export type TransferRun = RunOf<Own>;

let count = 0;

export function transferInput(subscriptionId: string, more: Json = {}): Json {
  return {
    customer: {
      tenantId: FABRIKAM,
      name: 'Fabrikam',
      domain: 'fabrikam.onmicrosoft.com',
      country: 'US',
      contact: { name: 'Dana', email: 'dana@fabrikam.example' },
      secondContact: { name: 'Dora', email: 'dora@fabrikam.example' },
    },
    sourcePartner: {
      tenantId: CONTOSO,
      name: 'Contoso',
      mpnId: '4711001',
      contact: { name: 'Carl', email: 'carl@contoso.example' },
    },
    destinationPartner: {
      tenantId: NORTHWIND,
      name: 'Northwind',
      mpnId: '4711002',
      contact: { name: 'Nora', email: 'nora@northwind.example' },
    },
    subscriptions: [subscriptionId],
    ...more,
  };
}

const TRANSFER: Definition<[options?: BeginOptions], Own> = {
  process: 'cspTransfer',
  world: defaultWorld,
  async own({ azure }, workflowId, { offerId = LEGACY, input = {}, world = {}, prepare } = {}) {
    const subscriptionId = `c5900000-0000-4000-8000-${(++count).toString(16).padStart(12, '0')}`;
    const scope = `/subscriptions/${subscriptionId}`;
    await azure.post('seed', {
      subscriptions: [
        {
          subscriptionId,
          displayName: workflowId,
          tenantId: FABRIKAM,
          offerId,
          state: 'Enabled',
          partnerTenantId: CONTOSO,
          ...(world.subscription as Json),
        },
      ],
      resourceGroups: [{ subscriptionId, name: 'app', location: 'westeurope' }],
      roleAssignments: [
        { scope, role: 'Owner', principalId: ALICE },
        // Of the old partner's, below the subscription: what is forgotten when only the top is cleaned.
        { scope: `${scope}/resourceGroups/app`, role: 'Contributor', principalId: CONTOSO_APP },
      ],
    });
    return {
      facts: { subscriptionId },
      state: () => stateOf(azure, [subscriptionId]),
      input: transferInput(subscriptionId, input),
      prepare: () => prepare?.(subscriptionId),
    };
  },
};

/** A rig with the default world's three organisations, each with its own worker, and a quick engineer at Microsoft. */
export async function openTransfers(change?: Change): Promise<Transfers> {
  const transfers = await openProcess<[options?: BeginOptions], Own, CspTransferReport>(TRANSFER, { change });
  await quickEngineer(transfers.rig);
  return transfers;
}

/** Microsoft's engineer, in virtual minutes instead of hours. */
export async function quickEngineer(rig: Rig, ...script: Json[]): Promise<void> {
  const rules = script.length > 0 ? script : [{ behaviour: 'confirm' }];
  await rig.azure.post(
    'engineer',
    rules.map((rule) => ({ confirmAfter: '20m', moveAfter: '1h', ...rule })),
  );
}

/** A customer that nobody else has, for `begin`: Partner Center has one transfer at a time between two partners for a customer. */
export async function ownCustomer(rig: Rig, { isRelated = true } = {}): Promise<{ input: Json; world: Json; tenantId: string }> {
  const tenantId = guidFrom('customer of a test', String(++count));
  const domain = `customer${count}.onmicrosoft.com`;
  await rig.azure.post('seed', {
    tenants: [{ tenantId, domain, displayName: `Customer ${count}` }],
    // Who sells a customer an Azure plan has a relationship and the customer's agreement.
    subscriptions: isRelated
      ? [{ subscriptionId: guidFrom('plan', tenantId), tenantId, offerId: PLAN, partnerTenantId: NORTHWIND }]
      : [],
  });
  const customer = {
    tenantId,
    name: `Customer ${count}`,
    domain,
    country: 'US',
    contact: { name: 'Dana', email: `dana@${domain}` },
  };
  return { tenantId, input: { customer }, world: { subscription: { tenantId } } };
}

/** The customer's administrator opens the partner's invitation at Microsoft and accepts it. */
export async function acceptInvitation({ simulator }: Rig, url: string, customerTenantId: string): Promise<void> {
  const status = await new Promise<number>((resolve, reject) => {
    const sent = https.request(url, { method: 'POST', ca: simulator.caPem }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 500));
    });
    sent.setHeader('content-type', 'application/x-www-form-urlencoded');
    sent.on('error', reject).end(new URLSearchParams({ customerTenantId }).toString());
  });
  if (status !== 200) throw new Error(`POST ${url}: ${status}`);
}

interface Books {
  subscriptions: { subscriptionId: string; partnerTenantId?: string }[];
  support: {
    workspaces: Record<string, { files: { name: string }[] }>;
    tickets: Record<string, { subscriptionId?: string; status: string; severity?: string; communications: Communication[] }>;
  };
  partnerCenter: { transfers: { id: string; customerTenantId: string; status: string }[] };
}

interface Communication {
  direction: string;
  subject: string;
  body: string;
}

/** The simulator's books about one run: the partner of record, tickets about the subscription, transfers of the customer. */
export async function booksOf(rig: Rig, { subscriptionId }: Own, customerTenantId = FABRIKAM) {
  const { subscriptions, support, partnerCenter } = await rig.azure.get<Books>('snapshot');
  return {
    partner: subscriptions.find((one) => one.subscriptionId === subscriptionId)?.partnerTenantId,
    tickets: Object.values(support.tickets).filter((one) => one.subscriptionId === subscriptionId),
    workspaces: Object.entries(support.workspaces).flatMap(([key, workspace]) =>
      key.includes(subscriptionId) ? [workspace] : [],
    ),
    transfers: partnerCenter.transfers.filter((one) => one.customerTenantId === customerTenantId),
  };
}

/** What was asked to be done, beyond reading, about this subscription or its customer's transfers. */
export async function writesAbout(rig: Rig, { subscriptionId }: Own): Promise<string[]> {
  const audit = await rig.azure.get<AuditEntry[]>('audit?format=json');
  return audit
    .filter(({ path, method }) => !['GET', 'HEAD'].includes(method) && path.toLowerCase().includes(subscriptionId))
    .map(({ method, path }) => `${method} ${path}`);
}
