/** One request and its answer, in the form that Microsoft's live validator reads. */
export interface TrafficPair {
  seq: number;
  liveRequest: { method: string; url: string; query: Record<string, string>; headers: Record<string, string>; body: unknown };
  liveResponse: { statusCode: string; headers: Record<string, string>; body: unknown };
}

export interface AuditEntry {
  seq: number;
  /** Virtual, ISO 8601. */
  time: string;
  principal: string;
  method: string;
  path: string;
  status: number;
  /** `Microsoft.Resources/subscriptions/resourceGroups/moveResources/action` */
  operation: string;
  /** How a fault treated it. */
  fault?: string;
}

/** Keeps the newest `size` entries. */
export class Ring<T extends { seq: number }> {
  private entries: T[] = [];
  private next = 1;

  constructor(private readonly size: number) {}

  add(entry: Omit<T, 'seq'>): void {
    this.entries.push({ seq: this.next++, ...entry } as T);
    if (this.entries.length >= this.size * 2) this.entries = this.entries.slice(-this.size);
  }

  /** Lists the entries after this sequence number. */
  since(seq: number): T[] {
    return this.entries.slice(-this.size).filter((entry) => entry.seq > seq);
  }

  clear(): void {
    this.entries = [];
  }
}
