const KEPT = 1000;

/** Remembers what a read answered before it last changed, so that a fault can answer with it. */
export class StaleReads {
  private readonly answers = new Map<string, { now: string; before?: string }>();

  /** @param body the answer's JSON */
  remember(url: string, body: string): void {
    const known = this.answers.get(url);
    if (known?.now === body) return;
    this.answers.delete(url);
    this.answers.set(url, known === undefined ? { now: body } : { now: body, before: known.now });
    if (this.answers.size > KEPT) this.answers.delete(this.answers.keys().next().value as string);
  }

  /** The older answer: the one before the last change, or the last one given. */
  older(url: string, current: string): string | undefined {
    const known = this.answers.get(url);
    return known === undefined ? undefined : known.now === current ? known.before : known.now;
  }

  clear(): void {
    this.answers.clear();
  }
}
