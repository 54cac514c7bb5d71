import type { ResellerRelationshipReport } from '../../../contracts/processes/reseller-relationship';
import type { OwnReport } from '../../reports/run-report';

const RELATIONSHIPS: Record<NonNullable<ResellerRelationshipReport['relationship']>, string> = {
  existing: 'was there before the run',
  established: 'accepted by the customer in this run',
};

/** Whether a customer has a partner as its reseller. */
export function report({ customer, partner, relationship, link }: ResellerRelationshipReport): OwnReport {
  const state = relationship === undefined ? 'none' : RELATIONSHIPS[relationship];
  return {
    title: 'Reseller relationship',
    subtitle: `With ${partner.name}`,
    facts: [
      { name: 'Reseller relationship', value: state },
      { name: 'Partner', value: `${partner.name}, ${partner.tenantId}` },
      ...(link === undefined ? [] : [{ name: 'Invitation at Microsoft', value: link }]),
    ],
    tables: [
      {
        title: 'Relationship',
        columns: [
          { title: 'Relationship', width: 38 },
          { title: 'Customer', width: 28 },
          { title: 'Directory of the customer', width: 38, kind: 'id' },
          { title: 'Partner', width: 28 },
          { title: 'Directory of the partner', width: 38, kind: 'id' },
        ],
        rows: [[state, customer.name, customer.tenantId, partner.name, partner.tenantId]],
      },
    ],
  };
}
