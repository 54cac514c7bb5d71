import { condition } from '@temporalio/workflow';
import type { Hold } from '../../contracts/run/messages';
import type { WaitingFor } from '../../contracts/run/progress';
import { now } from '../base/clock';
import type { Progress, WaitingSource } from '../base/progress';

/** Pause and resume by the operator: what runs in Azure goes on, nothing new is begun. */
export class Holding implements WaitingSource {
  private held: { since: string; reason: string; name: string } | undefined;

  constructor(private readonly progress: Progress) {}

  pause({ reason, name }: Hold): void {
    this.held ??= { since: now(), reason, name };
    this.progress.paused = true;
    this.progress.publish();
  }

  resume(): void {
    this.held = undefined;
    this.progress.paused = false;
    this.progress.publish();
  }

  get isHeld(): boolean {
    return this.held !== undefined;
  }

  /** Called before each new act. */
  async released(): Promise<void> {
    if (this.held) await condition(() => !this.held);
  }

  waiting(): WaitingFor[] {
    if (!this.held) return [];
    const { since, reason, name } = this.held;
    return [
      { party: 'operator', step: 'paused', what: `paused by ${name}${reason ? `: ${reason}` : ''}`, since, choices: ['resume'] },
    ];
  }
}
