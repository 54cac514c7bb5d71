import { z } from 'zod';
import type { CspTransferInput, TransferredSubscription } from '../../../../contracts/processes/csp-transfer';
import type { Document } from '../../../../contracts/people/document';
import type { Party } from '../../../../contracts/people/parties';
import { subscriptionsSection } from './change-request';

/** What each party may change in the form: its own contact, and the new partner its contract. The rest follows from the request. */
export const EDITABLE: Partial<Record<Party, readonly string[]>> = {
  customer: ['customer.contactName', 'customer.contactEmail'],
  sourcePartner: ['sourcePartner.contactName', 'sourcePartner.contactEmail'],
  destinationPartner: ['destinationPartner.contactName', 'destinationPartner.contactEmail', 'destinationPartner.contract'],
};

type Values = Record<string, string>;

/** What is wrong with values for the form's fields, a sentence; undefined when nothing is. Microsoft writes to these addresses. */
export function wrongChange(changes: Readonly<Values>): string | undefined {
  const wrong = Object.entries(changes).find(([key, value]) => key.endsWith('Email') && !z.email().safeParse(value).success);
  return wrong && `${wrong[0]}: ${wrong[1]} is not an e-mail address`;
}

/**
 * The CSP Subscription Transfer form (seed l.1627-1650): who the three are, by contact and Microsoft ID, and which subscriptions. Each
 * change makes a new version; who sent the last one back, and why, stands in it.
 */
export class TransferForm {
  private constructor(
    private readonly input: CspTransferInput,
    private readonly subscriptions: readonly TransferredSubscription[],
    readonly version: number,
    private readonly values: Values,
    private readonly remark: string | undefined,
  ) {}

  static first(input: CspTransferInput, subscriptions: readonly TransferredSubscription[]): TransferForm {
    const contact = (party: 'customer' | 'sourcePartner' | 'destinationPartner'): Values => ({
      [`${party}.contactName`]: input[party].contact.name,
      [`${party}.contactEmail`]: input[party].contact.email,
    });
    const values = {
      ...contact('customer'),
      ...contact('sourcePartner'),
      ...contact('destinationPartner'),
      'destinationPartner.contract': 'confirmed by signing',
    };
    return new TransferForm(input, subscriptions, 1, values, undefined);
  }

  next(changes: Values, remark: string): TransferForm {
    return new TransferForm(this.input, this.subscriptions, this.version + 1, { ...this.values, ...changes }, remark);
  }

  get document(): Document {
    const { customer, sourcePartner, destinationPartner } = this.input;
    return {
      title: 'CSP Subscription Transfer form',
      version: this.version,
      sections: [
        ...(this.remark ? [{ title: 'Changed since the last version', text: [this.remark], fields: [] }] : []),
        subscriptionsSection(this.subscriptions),
        this.organisation('Customer', 'customer', [
          { label: 'Customer', value: `${customer.name} (${customer.domain})` },
          { label: 'Customer tenant (Microsoft ID)', value: customer.tenantId },
        ]),
        this.organisation('Source partner (today)', 'sourcePartner', [
          { label: 'Source partner', value: sourcePartner.name },
          { label: 'Source partner tenant (Microsoft ID)', value: sourcePartner.tenantId },
          { label: 'Source partner MPN ID', value: sourcePartner.mpnId },
        ]),
        this.organisation('Destination partner (new)', 'destinationPartner', [
          { label: 'Destination partner', value: destinationPartner.name },
          { label: 'Destination partner tenant (Microsoft ID)', value: destinationPartner.tenantId },
          { label: 'Destination partner MPN ID', value: destinationPartner.mpnId },
        ]),
      ],
    };
  }

  /** Contacts of both partner admins are in the form (seed l.1665). */
  get hasContacts(): boolean {
    return ['sourcePartner', 'destinationPartner'].every((party) => /.+@.+/.test(this.values[`${party}.contactEmail`] ?? ''));
  }

  private organisation(
    title: string,
    party: 'customer' | 'sourcePartner' | 'destinationPartner',
    fixed: { label: string; value: string }[],
  ): Document['sections'][number] {
    const editable = (EDITABLE[party] ?? []).map((key) => ({
      key,
      label: LABELS[key.slice(party.length + 1)] ?? key,
      value: this.values[key] ?? '',
    }));
    return { title, fields: [...fixed, ...editable] };
  }
}

const LABELS: Values = { contactName: 'Contact', contactEmail: 'E-mail of the contact', contract: 'Contract with the customer' };
