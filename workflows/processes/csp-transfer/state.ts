import type { Environment } from '../../../activities/run/environment';
import type { TicketMessage } from '../../../activities/ports/partner-center';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type {
  AccessHandedOver,
  CspTransferInput,
  CspTransferStep,
  TransferProcedure,
  TransferredSubscription,
} from '../../../contracts/processes/csp-transfer';
import { type Actor, actor, organisation } from '../../acts/actors';
import { askDocument, type DocumentRequest } from '../../asking/ask-document';
import { pace } from '../../base/clock';
import { onlyForward } from '../../acts/only-forward';
import type { RelationshipWanted } from '../reseller-relationship/ensure-relationship';
import type { Run } from '../../run/begin';
import type { Outcome } from '../../answers/sign-off';
import { leftAfter } from './transfer-left';

/** One change of partner under way: who acts, and what has come of it so far. */
export class TransferJob {
  readonly operator: Actor = actor('operator');
  readonly source: Actor;
  readonly destination: Actor;
  subscriptions: TransferredSubscription[] = [];
  procedure: TransferProcedure = 'ticket';
  procedureReason = '';
  ticket: { name: string; id: string } | undefined;
  transferId: string | undefined;
  formDigest: string | undefined;
  /** Identities of the source partner's own, as it said itself before it lost anything. */
  oldPartner: string[] = [];
  readonly access: AccessHandedOver[] = [];
  /** By subscription: its role assignments before anything was changed, and whether the new Owner has been added by this run. */
  readonly accessBefore = new Map<string, { snapshot: ArtifactRef; principals: string[]; granted: boolean }>();
  /** Subscriptions to which the old partner let the new one in. */
  readonly letIn = new Set<string>();
  /** Names of what Microsoft had written before the form was attached. */
  heardBefore: string[] = [];
  readonly messages: TicketMessage[] = [];
  isLocal = false;
  private timeScale = 1;

  constructor(
    readonly input: CspTransferInput,
    readonly run: Run,
  ) {
    this.source = organisation(input.sourcePartner.tenantId);
    this.destination = organisation(input.destinationPartner.tenantId);
  }

  useEnvironment({ timeScale = 1, local }: Environment): void {
    this.isLocal = local;
    this.timeScale = timeScale;
  }

  pace(minutes: number): number {
    return pace(minutes, this.timeScale);
  }

  /** What the destination partner needs before anything else. */
  get relationshipWanted(): RelationshipWanted {
    const { customer, destinationPartner: partner, waits, rulingWithinDays } = this.input;
    return {
      run: this.run,
      customer,
      partner,
      reseller: this.destination,
      waits,
      rulingWithinDays,
      pace: (minutes) => this.pace(minutes),
      note: (sentence) => this.note(sentence),
    };
  }

  get ids(): string[] {
    return this.subscriptions.map(({ subscriptionId }) => subscriptionId);
  }

  /** `Fabrikam's subscription "production"`, for sentences. */
  get what(): string {
    const [first, ...others] = this.subscriptions;
    const name = this.input.customer.name;
    return `${name}'s ${others.length > 0 ? `${this.subscriptions.length} subscriptions` : `subscription "${first?.displayName ?? ''}"`}`;
  }

  note(sentence: string): void {
    this.run.notes.push(sentence);
    this.run.progress.say(sentence);
  }

  /**
   * An act after the point of no return. Past its first failure it is the operator's to rule on; what was done by hand is noted, and what is
   * left when the operator gives up is named.
   */
  async forward(step: CspTransferStep, act: () => Promise<void>): Promise<void> {
    const done = await onlyForward(this.run, step, async () => {
      await act();
      return true;
    }).catch((error: unknown) => {
      this.run.progress.leftUndone.push(...leftAfter(this, step));
      throw error;
    });
    if (!done) this.note(`${step}: done by hand, as the operator ruled; not looked up`);
  }

  /** Puts a document before parties and waits for all of them. Throws `Expired` and, when one declines, `Declined`. */
  async ask(request: Omit<DocumentRequest, 'remindEveryDays' | 'link'>): Promise<Outcome> {
    this.run.progress.enter(request.step, `Asked: ${request.what}`);
    return askDocument(this.run, this.operator, { ...request, remindEveryDays: this.input.waits.remindEvery });
  }
}
