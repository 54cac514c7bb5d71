import { condition } from '@temporalio/workflow';
import type { Hold } from '../../contracts/run/messages';
import type { WaitingFor } from '../../contracts/run/progress';
import { now } from '../base/clock';
import type { Progress } from '../base/progress';
import type { WaitingSource } from '../base/waiting-source';

/** Pause and resume by the operator: what runs in Azure goes on, nothing new is begun. */
export class Pause implements WaitingSource {
  private begun: { since: string; reason: string; name: string } | undefined;

  constructor(private readonly progress: Progress) {}

  begin({ reason, name }: Hold): void {
    this.begun ??= { since: now(), reason, name };
    this.progress.paused = true;
  }

  end(): void {
    this.begun = undefined;
    this.progress.paused = false;
  }

  get isOn(): boolean {
    return this.begun !== undefined;
  }

  /** Called before each new act. */
  async resumed(): Promise<void> {
    if (this.begun) await condition(() => !this.begun);
  }

  waiting(): WaitingFor[] {
    if (!this.begun) return [];
    const { since, reason, name } = this.begun;
    return [
      { party: 'operator', step: 'paused', what: `paused by ${name}${reason ? `: ${reason}` : ''}`, since, choices: ['resume'] },
    ];
  }
}
