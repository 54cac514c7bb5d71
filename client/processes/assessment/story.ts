import type { AssessmentInput } from '../../../contracts/processes/assessment';
import type { Told } from '../../api/handover';

/** What the Web UI says of an assessment from its first moment on. */
export function story(input: AssessmentInput): Told {
  const { customer, enrolment, subscriptions = [], destination, cost, partner } = input;
  const what =
    enrolment !== undefined
      ? `all subscriptions of enrolment ${enrolment}`
      : subscriptions.length === 1
        ? 'one subscription'
        : `${subscriptions.length} subscriptions`;
  return {
    summary: `Assess ${what} of ${customer.name}`.slice(0, 200),
    details: [
      `**Customer** ${customer.name} (tenant \`${customer.tenantId}\`)`,
      ...(subscriptions.length > 0
        ? [`**Subscriptions** ${subscriptions.map((id) => `\`${id}\``).join(', ')}`.slice(0, 2000)]
        : []),
      ...(destination ? [`**To** \`${destination.subscriptionId}\``] : []),
      ...(cost && partner ? [`**Costs** in ${cost.currency}, ${cost.discountPercent} % off the list of ${partner.name}`] : []),
      '**Reads only**: nothing is changed',
    ].join('\n\n'),
  };
}
