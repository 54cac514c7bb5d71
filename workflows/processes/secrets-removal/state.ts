import type { SecretsSlice } from '../../../activities/machines/secrets';
import type { SecretsRemovalInput } from '../../../contracts/processes/secrets-removal';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import { type Actor, actor } from '../../acts/actors';
import type { HeldWait } from '../../acts/wait-while-held';
import { ProcessState } from '../../run/state';

/** One removal of secrets under way. */
export class SecretsState extends ProcessState<SecretsRemovalInput> {
  readonly operator: Actor = actor('operator');
  /** Machines that carry secrets. */
  found = 0;
  /** Machines that have none any more. */
  changed = 0;
  machines: ArtifactRef | undefined;
  kept: ArtifactRef | undefined;
  report: ArtifactRef | undefined;
  /** Machines whose lists are kept. */
  count = 0;
  slices: SecretsSlice[] = [];
  /** What the last try of each slice refused. */
  readonly refusals = new Map<number, { refused: number; file: ArtifactRef }>();

  get scope() {
    return { tenantId: this.input.customer.tenantId, subscriptionId: this.input.subscriptionId };
  }

  get refused(): number {
    return [...this.refusals.values()].reduce((sum, { refused }) => sum + refused, 0);
  }

  /** How machines that another operation holds are waited for. */
  get wait(): HeldWait {
    const { progress, notes, environment } = this.run;
    return {
      progress,
      busyMs: environment?.busyMs ?? 60_000,
      machines: this.count,
      note: (text) => void notes.push(text),
    };
  }
}
