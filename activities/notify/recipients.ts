import type { Notice } from '../ports/notifier';

export interface Recipient {
  email: string;
  /** Absent for a colleague that the party has delegated to: only the address is known. */
  name?: string;
  isSecondContact: boolean;
}

/** Who is written to, each address once. Nobody where neither the notice nor the party's card names one. */
export function recipientsOf({ addresses, card }: Pick<Notice, 'addresses' | 'card'>): Recipient[] {
  const told = addresses ?? (card?.contact ? [card.contact.email] : []);
  const unique = new Map(told.map((email) => [email.toLowerCase(), email]));
  return [...unique.values()].map((email) => {
    const is = (contact?: { email: string }) => contact?.email.toLowerCase() === email.toLowerCase();
    const isSecondContact = is(card?.secondContact) && !is(card?.contact);
    const contact = is(card?.contact) ? card?.contact : isSecondContact ? card?.secondContact : undefined;
    return { email, isSecondContact, ...(contact ? { name: contact.name } : {}) };
  });
}
