import type { TicketMessage } from '../../../activities/ports/partner-center';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type {
  AccessHandedOver,
  CspTransferInput,
  TransferProcedure,
  TransferredSubscription,
} from '../../../contracts/processes/csp-transfer';
import { type Actor, actor, organisation } from '../../acts/actors';
import { askDocument, type DocumentRequest } from '../../asking/ask-document';
import type { Outcome } from '../../answers/request';
import type { Run } from '../../run/begin';
import { ProcessState, subscriptionsOf } from '../../run/state';

/** One change of partner under way: who acts, and what has come of it so far. */
export class TransferState extends ProcessState<CspTransferInput> {
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
  /** The role assignments of each subscription before anything was changed, and whether this run has added the new Owner. */
  readonly accessBefore = new Map<string, { snapshot: ArtifactRef; principals: string[]; granted: boolean }>();
  /** Subscriptions to which the old partner let the new one in. */
  readonly letIn = new Set<string>();
  /** Names of what Microsoft had written before the form was attached. */
  messagesBefore: string[] = [];
  readonly messages: TicketMessage[] = [];

  constructor(input: CspTransferInput, run: Run) {
    super(input, run);
    this.source = organisation(input.sourcePartner.tenantId);
    this.destination = organisation(input.destinationPartner.tenantId);
  }

  get ids(): string[] {
    return this.subscriptions.map(({ subscriptionId }) => subscriptionId);
  }

  /** `Fabrikam's subscription "production"`, for sentences. */
  get what(): string {
    return subscriptionsOf(this.input.customer.name, this.subscriptions);
  }

  /** Puts a document before parties and waits for all of them. Throws `Expired` and, when one declines, `Declined`. */
  ask(request: DocumentRequest): Promise<Outcome> {
    this.run.progress.enter(request.step, `Asked: ${request.what}`);
    return askDocument(this, request);
  }
}
