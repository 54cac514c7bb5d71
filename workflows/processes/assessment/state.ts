import type { ReadSubscription, Technical, WriteAssessmentInput, WrittenAssessment } from '../../../activities/assessment/assess';
import type { AssessmentInput, BadRow } from '../../../contracts/processes/assessment';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import { type Actor, actor } from '../../acts/actors';
import { ProcessState } from '../../run/state';

/** One assessment under way. Everything of any size lies in the artifact store; here are the references. */
export class AssessmentState extends ProcessState<AssessmentInput> {
  readonly operator: Actor = actor('operator');
  /** What the report has to say beside what it shows, a sentence each. */
  readonly caveats: string[] = [];
  /** Subscriptions that were left out, with what to do about each. */
  readonly badRows: BadRow[] = [];
  destination: ArtifactRef | undefined;
  /** What the destination, and Azure itself, said. */
  asked: WriteAssessmentInput['destination'];
  read: ReadSubscription[] = [];
  technical: Technical[] = [];
  costs: ArtifactRef | undefined;
  written: WrittenAssessment | undefined;

  get tenantId(): string {
    return this.input.customer.tenantId;
  }
}
