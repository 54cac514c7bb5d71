import type { ContactChange } from '../../contracts/run/messages';
import type { Party } from '../../contracts/people/parties';

/** The links that parties answer by: which generation counts, and who got one beside the party's contact. */
export class Links {
  private readonly generation = new Map<Party, number>();
  private readonly delegates = new Map<Party, string[]>();
  private pending: { party: Party; only?: string[] }[] = [];

  take({ party, action, email }: ContactChange): void {
    if (action === 'revoke') {
      this.generation.set(party, this.of(party).links + 1);
      this.delegates.delete(party);
      // What was to go to somebody who is shut out now does not go any more.
      this.pending = this.pending.filter((one) => one.party !== party);
    }
    const colleague = action === 'delegate' && email !== undefined ? [email] : undefined;
    if (colleague) this.delegates.set(party, [...new Set([...this.of(party).also, ...colleague])]);
    // After a revocation somebody still has to be able to answer: the contact on the card gets a new link.
    this.pending.push({ party, ...(colleague ? { only: colleague } : {}) });
  }

  /** `also`: addresses beside the contact's own. */
  of(party: Party): { links: number; also: string[] } {
    return { links: this.generation.get(party) ?? 0, also: this.delegates.get(party) ?? [] };
  }

  /** How often each party has ended its links; a party that never did is absent. */
  get generations(): Partial<Record<Party, number>> {
    return Object.fromEntries(this.generation);
  }

  get hasNews(): boolean {
    return this.pending.length > 0;
  }

  /** Who is to be written to now; `only`: at these addresses and no others. */
  news(): { party: Party; only?: string[] }[] {
    const news = this.pending;
    this.pending = [];
    return news;
  }
}
