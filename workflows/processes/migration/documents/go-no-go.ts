import type { Assessed } from '../../../../activities/reports/migration';
import type { AssessmentResult } from '../../../../contracts/processes/assessment';
import type { Document, DocumentField } from '../../../../contracts/people/document';

interface Names {
  customer: string;
  partner: string;
  /** Subscription that the resources move into; absent: nothing moves, the partner takes over the billing. */
  destination?: string;
}

/** What customer and operator decide on: the assessment in figures, what stays behind by name, and what happens next. */
export function goNoGo(
  { customer, partner, destination }: Names,
  assessment: AssessmentResult,
  { blocked, blockedInAll, classic }: Assessed,
  round: number,
): Document {
  return {
    title: 'Go or no-go',
    version: round,
    sections: [
      {
        title: 'What happens on a yes',
        text:
          destination === undefined ? billingText(customer, partner) : movingText({ customer, partner, destination }, classic),
        fields: [
          { label: 'Report', value: `SHA-256 ${assessment.report.sha256}` },
          ...(assessment.badRows > 0 ? [{ label: 'Rows that could not be read', value: String(assessment.badRows) }] : []),
        ],
      },
      {
        title: assessment.subscriptions.length === 1 ? 'Subscription' : 'Subscriptions',
        fields: assessment.subscriptions.map(
          ({ displayName, subscriptionId, verdict, noIssues, modify, blocked: held, cost }) => ({
            label: displayName,
            value: `${verdict}: ${noIssues} ready, ${modify} to be modified, ${held} blocked (${subscriptionId})${
              cost ? `; last 30 days ${money(cost.before)} before, ${money(cost.after)} after` : ''
            }`,
          }),
        ),
      },
      ...(assessment.cost ? [costSection(assessment.cost)] : []),
      ...(blockedInAll > 0 && destination !== undefined
        ? [{ title: 'Stays where it is', fields: stays(blocked, blockedInAll) }]
        : []),
    ],
  };
}

function movingText({ customer, partner, destination }: Required<Names>, classic: readonly string[]): string[] {
  return [
    `The resources of the subscriptions below move into ${destination}, which ${partner} sells to ${customer}.`,
    ...(classic.length > 0
      ? [
          'Classic resources are upgraded to Azure Resource Manager first. What an upgrade has committed stays upgraded; its own gate asks before that.',
        ]
      : []),
    'The plan of each move is put to you once more before anything moves. Until then a no leaves everything as it was.',
  ];
}

function billingText(customer: string, partner: string): string[] {
  return [
    `${partner} asks for the billing of the subscriptions below of ${customer}. No resource moves: ids, data and role assignments stay, and what the assessment would have modified or blocked stays as it is.`,
    'What changes by that is put to the customer once more, by name, before it is accepted. Until then a no leaves everything as it was; afterwards it cannot be taken back.',
  ];
}

/** What the customer has to state beside its yes; none when nothing stays behind. */
export function acceptsBlocked({ blockedInAll }: Assessed): { id: string; text: string }[] {
  if (blockedInAll === 0) return [];
  const [what, verb] = blockedInAll === 1 ? ['the one resource', 'does'] : [`the ${blockedInAll} resources`, 'do'];
  return [{ id: 'blocked', text: `I accept that ${what} listed under "Stays where it is" ${verb} not move` }];
}

function costSection({ currency, discountPercent, from, to, roundedSum, withoutRate }: NonNullable<AssessmentResult['cost']>) {
  return {
    title: 'Cost',
    fields: [
      { label: 'Usage', value: `${from} to ${to}` },
      { label: 'Before', value: `${money(roundedSum.before)} ${currency}` },
      { label: 'After', value: `${money(roundedSum.after)} ${currency}, with a discount of ${discountPercent} %` },
      { label: 'Difference', value: `${money(roundedSum.difference)} ${currency}` },
      ...(withoutRate > 0 ? [{ label: 'Lines without a price', value: String(withoutRate) }] : []),
    ],
  };
}

function stays(blocked: readonly string[], all: number): DocumentField[] {
  const named = blocked.map((value, at) => ({ label: String(at + 1), value }));
  return all > named.length ? [...named, { label: 'and', value: `${all - named.length} more: see the report` }] : named;
}

const money = (amount: number) => amount.toFixed(2);
