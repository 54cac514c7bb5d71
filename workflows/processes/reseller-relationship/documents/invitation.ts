import type { Document } from '../../../../contracts/people/document';
import type { ResellerRelationshipInput } from '../../../../contracts/processes/reseller-relationship';

/** What the customer's global administrator is asked to accept at Microsoft (seed l.1176-1200). */
export function invitation({ customer, partner }: ResellerRelationshipInput, url: string): Document {
  return {
    title: 'Invitation to a reseller relationship',
    version: 1,
    sections: [
      {
        title: 'Invitation',
        text: [
          `${partner.name} asks ${customer.name} for a reseller relationship. A global administrator of ${customer.domain} accepts it at Microsoft, by the address below; here it can only be declined.`,
          'The relationship gives the partner the right to sell to you, and delegated administration where you grant it. You can end it at any time in your own admin centre.',
        ],
        fields: [
          { label: 'Partner', value: `${partner.name}, MPN ${partner.mpnId}` },
          { label: 'Accept at', value: url },
        ],
      },
    ],
  };
}
