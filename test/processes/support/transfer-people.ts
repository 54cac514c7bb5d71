import { generateKeyPairSync, sign } from 'node:crypto';
import type { Dependencies } from '../../../activities/ports/dependencies';
import type { Proof } from '../../../contracts/people/proof';
import type { ContactChange, Decision } from '../../../contracts/run/messages';
import { MESSAGES } from '../../../contracts/run/messages';
import type { Party } from '../../../contracts/people/parties';
import type { ProgressView, WaitingFor } from '../../../contracts/run/progress';
import { provenText } from '../../../contracts/people/proof';
import { progress, type Rig } from '../../support/rig';
import { refusalBy } from './endings';
import { answerTo, type Manners, told, willing } from './people';
import type { TransferRun } from './transfers';

type Handled = Pick<TransferRun, 'handle' | 'workflowId'>;

/** A willing person's answer, with everything stated that has to be. */
export function yesTo(asked: WaitingFor): Decision {
  return answerTo(asked, willing(asked));
}

/** Sends an answer. */
export async function answer({ handle }: Handled, decision: Decision): Promise<ProgressView> {
  return handle.executeUpdate<ProgressView, [Decision]>(MESSAGES.decide, { args: [decision] });
}

interface People {
  manners?: Manners;
  /** What is done to an answer before it is sent: signing it. */
  seal?: Seal;
}

/**
 * Answers whatever else is asked until this party is asked about this step, a minute at most. Nobody else who is asked at the same time has
 * answered then.
 * @param not digest of the version that was asked about before
 */
export async function upTo(
  run: Handled,
  party: Party,
  step: string,
  people: People & { not?: string } = {},
): Promise<WaitingFor> {
  return upToWhere(run, `${party} is asked about ${step}`, people, ({ waitingFor }) =>
    waitingFor.find((one) => one.party === party && one.step === step && one.digest !== people.not),
  );
}

/** Answers whatever is asked until the run waits for Microsoft's word. */
export async function upToMicrosoft(run: Handled, people: People = {}): Promise<ProgressView> {
  return upToWhere(run, 'it waits for Microsoft', people, (view) => (view.step === 'confirm' ? view : undefined));
}

async function upToWhere<T>(
  run: Handled,
  what: string,
  { manners = willing, seal = (decision) => decision }: People,
  found: (view: ProgressView) => T | undefined,
): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const view = await progress(run.handle);
    const seen = found(view);
    if (seen !== undefined) return seen;
    if (Date.now() > end || ['done', 'undone', 'declined', 'failed'].includes(view.status))
      throw new Error(`${run.workflowId}, in vain until ${what}: ${told(view)}`);
    for (const asked of view.waitingFor) {
      const said = asked.digest === undefined ? undefined : manners(asked, 1, run.workflowId);
      if (said) await answer(run, seal(answerTo(asked, said), view));
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Why a message is refused, as `refusalBy` says it. */
export const refusal = ({ handle }: Handled, message: unknown, kind: 'decide' | 'contact' = 'decide'): Promise<string> =>
  refusalBy(handle.executeUpdate(MESSAGES[kind], { args: [message] }));

/** Events of the run's own course: notices that are sent, timers, and the tasks that the test server writes for a refused update too. */
const ITS_OWN = /^(workflowTask|activityTask|timer)/;

/** Number of events in the run's history that a message may have caused. */
export async function events({ handle }: Handled): Promise<number> {
  const { events: all } = await handle.fetchHistory();
  const kinds = (all ?? []).map((one) => Object.entries(one).find(([key, value]) => key.endsWith('Attributes') && value)?.[0]);
  return kinds.filter((kind) => !ITS_OWN.test(kind ?? '')).length;
}

/** Makes a message one that the desk has signed, for the run that the view is of. */
type Seal = (decision: Decision, view: ProgressView) => Decision;

interface Times {
  signedAt?: Date;
  validUntil?: Date;
}

/** A desk by node:crypto, independent of the desk's own code. */
export function testDesk() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return {
    publicKey: x,
    /** `change` for openTransfers: a worker that knows this desk, and no local stack. */
    believed: (deps: Dependencies): Dependencies => ({ ...deps, settings: { ...deps.settings, local: false, deskKey: x } }),
    prove<T extends Decision | ContactChange>(
      { id, runId = '' }: Pick<ProgressView, 'id' | 'runId'>,
      kind: 'decide' | 'contact',
      message: T,
      { signedAt = new Date(), validUntil = new Date(signedAt.getTime() + 15 * 60_000) }: Times = {},
    ): T & { proof: Proof } {
      const times = { signedAt: signedAt.toISOString(), validUntil: validUntil.toISOString() };
      const text = Buffer.from(provenText({ workflowId: id, runId }, kind, message, times));
      return { ...message, proof: { ...times, signature: sign(null, text, privateKey).toString('base64url') } };
    },
  };
}

/** What people were written in a run, beside the outcome: `customer ask 0: dana@… dora@…`. */
export function written(rig: Rig, { workflowId }: Handled): string[] {
  return rig.notices
    .filter((one) => one.workflowId === workflowId && one.step !== 'close')
    .map(({ to, step, kind, nth, addresses = [] }) => `${step} ${to} ${kind} ${nth}: ${addresses.join(' ')}`);
}

interface Ticket {
  subscriptionId?: string;
  status: string;
  request: { severity: string };
  communications: { direction: string; subject: string }[];
}

interface Snapshot {
  subscriptions: { subscriptionId: string; partnerTenantId?: string }[];
  support: { tickets: Record<string, Ticket> };
  partnerCenter: { transfers: { id: string; status: string }[] };
}

/** What the outside shows of a transfer: who sells the subscription, its tickets, and all transfers by their ids. */
export async function outside(
  rig: Rig,
  { subscriptionId }: Pick<TransferRun, 'subscriptionId'>,
): Promise<{ partner: string | undefined; tickets: string[]; transfers: Record<string, string> }> {
  const { subscriptions, support, partnerCenter } = await rig.azure.get<Snapshot>('snapshot');
  return {
    partner: subscriptions.find((one) => one.subscriptionId === subscriptionId)?.partnerTenantId,
    tickets: Object.values(support.tickets)
      .filter((one) => one.subscriptionId === subscriptionId)
      .map(({ status }) => status),
    transfers: Object.fromEntries(partnerCenter.transfers.map(({ id, status }) => [id, status])),
  };
}

/** The one ticket about a transfer's subscription. */
export async function ticketOf(rig: Rig, { subscriptionId }: Pick<TransferRun, 'subscriptionId'>): Promise<Ticket> {
  const { support } = await rig.azure.get<Snapshot>('snapshot');
  const [ticket, ...others] = Object.values(support.tickets).filter((one) => one.subscriptionId === subscriptionId);
  if (!ticket || others.length > 0) throw new Error(`there are ${others.length + (ticket ? 1 : 0)} tickets about it`);
  return ticket;
}
