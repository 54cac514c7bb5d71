import type { BatchSummary } from '../../../contracts/azure/plan';
import type { ReportBatch } from '../../../contracts/processes/resource-move';
import { now } from '../../base/clock';

/** Notes kept a batch: the first ones tell the story, the last one how it ended. The same one again is counted. */
const NOTES = 20;

/** What became of each batch, for the report: one small entry a batch, none a resource. */
export class BatchLog {
  private readonly entries = new Map<string, ReportBatch>();

  plan(batches: readonly BatchSummary[], prefix: string): void {
    for (const { id, stage, from, to, count } of batches) {
      const entry: ReportBatch = {
        id: prefix + id,
        stage,
        from: from.resourceGroup,
        to: to.resourceGroup,
        resources: count,
        outcome: 'notStarted',
        notes: [],
      };
      this.entries.set(entry.id, entry);
    }
  }

  start(id: string): void {
    const entry = this.entries.get(id);
    if (entry) Object.assign(entry, { startedAt: now(), outcome: 'partly' });
  }

  end(id: string, outcome: ReportBatch['outcome']): void {
    const entry = this.entries.get(id);
    if (entry) Object.assign(entry, { endedAt: now(), outcome });
  }

  note(id: string, text: string): void {
    const notes = this.entries.get(id)?.notes;
    if (!notes) return;
    const said = text.slice(0, 500);
    const again = / \((\d+) times\)$/.exec(notes.at(-1) ?? '');
    const last = again ? notes.at(-1)?.slice(0, again.index) : notes.at(-1);
    if (last === said) notes[notes.length - 1] = `${said} (${Number(again?.[1] ?? 1) + 1} times)`;
    else {
      if (notes.length >= NOTES) notes.pop();
      notes.push(said);
    }
  }

  list(): ReportBatch[] {
    return [...this.entries.values()];
  }
}
