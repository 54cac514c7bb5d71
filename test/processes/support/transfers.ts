import https from 'node:https';
import { WorkflowFailedError, type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Dependencies } from '../../../activities/ports/dependencies';
import type { Notice } from '../../../activities/ports/notifier';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { CspTransferReport } from '../../../contracts/processes/csp-transfer';
import type { Decision, Ruling } from '../../../contracts/run/messages';
import { MESSAGES } from '../../../contracts/run/messages';
import type { ProgressView, WaitingFor } from '../../../contracts/run/progress';
import { defaultWorld } from '../../../simulator';
import { guidFrom } from '../../../simulator/kernel/guids';
import { progress, type Rig, startRig } from '../../support/rig';
import type { AuditEntry } from '../../support/simulator-control';
import { type Ended, ended, gate, type Run } from './runs';
import { stateOf } from './state';
import { Wires } from './wires';

type Json = Record<string, unknown>;

export const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
export const NORTHWIND = '70000000-0000-4000-8000-000000000002';
export const FABRIKAM = 'fab00000-0000-4000-8000-000000000003';
/** Object id of Contoso's own application. */
export const CONTOSO_APP = guidFrom('app object', CONTOSO);
export const LEGACY = 'MS-AZR-0145P';
export const PLAN = 'MS-AZR-0017G';

export interface Transfers {
  rig: Rig;
  wires: Wires;
  /** Starts a transfer of a new subscription of its own, sold by Contoso. */
  begin(
    workflowId: string,
    options?: { offerId?: string; input?: Json; world?: Json; prepare?: (id: string) => unknown },
  ): Promise<TransferRun>;
  report(view: ProgressView): Promise<CspTransferReport>;
  /** What an artifact holds, past all wires. */
  stored<T>(ref: ArtifactRef): Promise<T>;
  close(): Promise<void>;
}

export interface TransferRun extends Pick<Run, 'workflowId' | 'handle'> {
  subscriptionId: string;
  before: unknown;
  /** Role assignments of the subscription now. */
  state(): Promise<unknown>;
}

/** What a person does about a question; undefined: stays silent. */
export type Manners = (asked: WaitingFor, nth: number) => Partial<Decision> | undefined;

export const willing: Manners = ({ states, evidence }) => ({
  choice: 'approve',
  ...(evidence ? { comment: 'the page shows it' } : {}),
  ...(states ? { states: states.map(({ id }) => id) } : {}),
});

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

/** A rig with the default world's three organisations, each with its own worker, and a quick engineer at Microsoft. */
export async function openTransfers(change: (deps: Dependencies) => Dependencies = (deps) => deps): Promise<Transfers> {
  const wires = new Wires();
  let artifacts: Dependencies['artifacts'] | undefined;
  const rig = await startRig(defaultWorld, (real) => {
    artifacts ??= real.artifacts;
    return wires.around(change(real));
  });
  await rig.azure.post('throttling', false);
  await quickEngineer(rig);
  const { open: end, passed: over } = gate();
  const working = rig.working(() => over);
  working.catch(() => undefined);
  const stored = <T>(ref: ArtifactRef): Promise<T> => {
    if (!artifacts) throw new Error('the rig has no artifacts');
    return artifacts.read<T>(ref);
  };
  return {
    rig,
    wires,
    stored,
    async begin(workflowId, { offerId = LEGACY, input = {}, world = {}, prepare = () => undefined } = {}) {
      const subscriptionId = `c5900000-0000-4000-8000-${(++count).toString(16).padStart(12, '0')}`;
      const scope = `/subscriptions/${subscriptionId}`;
      await rig.azure.post('seed', {
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
          { scope, role: 'Owner', principalId: 'a11ce000-0000-4000-8000-000000000001' },
          // Of the old partner's, below the subscription: what is forgotten when only the top is cleaned.
          { scope: `${scope}/resourceGroups/app`, role: 'Contributor', principalId: CONTOSO_APP },
        ],
      });
      const state = () => stateOf(rig.azure, [subscriptionId]);
      const before = await state();
      await prepare(subscriptionId);
      const handle = await rig.start('cspTransfer', workflowId, transferInput(subscriptionId, input));
      return { workflowId, subscriptionId, handle, before, state };
    },
    report: (view) => {
      const { report } = view.artifacts;
      if (!report) throw new Error(`${view.id} has written no report`);
      return stored<CspTransferReport>(report);
    },
    async close() {
      end();
      try {
        await working;
      } finally {
        await rig.stop();
      }
    },
  };
}

/** Microsoft's engineer, in virtual minutes instead of hours. */
export async function quickEngineer(rig: Rig, ...script: Json[]): Promise<void> {
  const rules = script.length > 0 ? script : [{ behaviour: 'confirm' }];
  await rig.azure.post(
    'engineer',
    rules.map((rule) => ({ confirmAfter: '20m', moveAfter: '1h', ...rule })),
  );
}

/** What the operator says when a step waits for it; undefined: stays silent. `nth` counts from 1 for each step. */
export type Rulings = (asked: WaitingFor, nth: number) => Pick<Ruling, 'verdict' | 'reason'> | undefined;

/** Answers everything that is asked until the run has ended. */
export async function withPeople(
  { handle }: Pick<TransferRun, 'handle'>,
  manners: Manners = willing,
  rulings: Rulings = () => undefined,
): Promise<void> {
  const seen = new Map<string, number>();
  const answered = new Set<string>();
  const read = new Set<string>();
  const end = Date.now() + 60_000;
  for (;;) {
    const view = await progress(handle);
    if (Date.now() > end)
      throw new Error(
        `${view.id} has not ended within a minute: ${JSON.stringify(view.steps.filter(({ state }) => state === 'running'))}`,
      );
    if (['done', 'undone', 'declined', 'failed'].includes(view.status)) return;
    for (const asked of view.waitingFor) {
      const key = `${asked.party} ${asked.step} ${asked.digest ?? ''} ${asked.since}`;
      if (answered.has(key)) continue;
      // A question is read before it is answered. A look beside it has its first answer then: the test server loses a run for good that calls
      // back an activity in the moment in which it ends.
      if (!read.has(key)) {
        read.add(key);
        continue;
      }
      const nth = (seen.get(`${asked.party} ${asked.step}`) ?? 0) + 1;
      if (asked.digest === undefined) {
        const ruling = asked.choices.includes('retry') ? rulings(asked, nth) : undefined;
        answered.add(key);
        seen.set(`${asked.party} ${asked.step}`, nth);
        if (ruling) await handle.executeUpdate(MESSAGES.rule, { args: [{ step: asked.step, name: 'Olga', ...ruling }] });
        continue;
      }
      const answer = manners(asked, nth);
      answered.add(key);
      seen.set(`${asked.party} ${asked.step}`, nth);
      if (!answer) continue;
      const decision = {
        party: asked.party,
        step: asked.step,
        digest: asked.digest,
        name: `${asked.party}'s person`,
        choice: 'approve',
        ...answer,
      };
      await handle.executeUpdate(MESSAGES.decide, { args: [decision] }).catch((error: unknown) => {
        if (!wasSettledAtMicrosoft(error)) throw error;
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Microsoft may have moved while the person was still reading. */
function wasSettledAtMicrosoft(error: unknown): boolean {
  return (
    error instanceof WorkflowUpdateFailedError &&
    /^(too late: )?confirm (was settled|asks nothing now)/.test(error.cause?.message ?? '')
  );
}

/** Plays the people, and answers how the run ended. */
export async function played({ rig }: Transfers, run: TransferRun, manners?: Manners, rulings?: Rulings): Promise<Ended> {
  await withPeople(run, manners, rulings);
  return ended({ rig }, run);
}

/** Why a run was refused at its start, which may be before it answers any query. */
export async function refusalOf(handle: WorkflowHandle): Promise<{ failure: string; message: string }> {
  const error: unknown = await handle.result().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure)
    return { failure: error.cause.type ?? '', message: error.cause.message };
  throw new Error(`${handle.workflowId} was not refused: ${String(error)}`);
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
export async function booksOf(rig: Rig, { subscriptionId }: Pick<TransferRun, 'subscriptionId'>, customerTenantId = FABRIKAM) {
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
export async function writesAbout(rig: Rig, { subscriptionId }: Pick<TransferRun, 'subscriptionId'>): Promise<string[]> {
  const audit = await rig.azure.get<AuditEntry[]>('audit?format=json');
  return audit
    .filter(({ path, method }) => !['GET', 'HEAD'].includes(method) && path.toLowerCase().includes(subscriptionId))
    .map(({ method, path }) => `${method} ${path}`);
}

export type { Notice };
