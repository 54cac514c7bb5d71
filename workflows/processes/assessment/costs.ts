import type { CostOptions } from '../../../contracts/processes/assessment';
import type { Partner } from '../../../contracts/people/organisation';
import { organisation } from '../../acts/actors';
import { readOptional, UNREADABLE } from '../../acts/optional-reads';
import { plural } from '../../base/clock';
import type { AssessmentState } from './state';

/** Usage of each subscription against the partner's rate card. What cannot be had is left out as the operator rules, and said. */
export async function compareCosts(state: AssessmentState, options: CostOptions, partner: Partner): Promise<void> {
  const { currency, region } = options;
  const card = await readOptional(state.run, {
    step: 'cost',
    items: [partner],
    what: 'get the rate card of',
    name: ({ name }) => name,
    act: (one) =>
      organisation(one.tenantId).collectRateCard(`Get ${one.name}’s rate card in ${currency}`.slice(0, 180), {
        currency,
        region,
      }),
  });
  const [prices] = card.found;
  if (!prices) {
    state.caveats.push(`There are no costs in this report: the rate card of ${partner.name} could not be had.`);
    return;
  }
  const usage = await readOptional(state.run, {
    step: 'cost',
    items: state.read,
    what: 'collect the usage of',
    name: ({ displayName }) => displayName,
    act: ({ subscriptionId, displayName }) =>
      state.operator.collectUsage(`Collect 30 days of usage of ${displayName}`.slice(0, 180), {
        tenantId: state.tenantId,
        subscriptionIds: [subscriptionId],
        today: state.run.startedAt,
      }),
    leaveOut: UNREADABLE,
  });
  state.caveats.push(
    ...usage.without.map(
      ({ item, message }) => `The usage of ${item.displayName} could not be read and is in no total: ${message}`,
    ),
  );
  const [first] = usage.found;
  if (!first) {
    state.caveats.push('There are no costs in this report: no usage could be read.');
    return;
  }
  const compared = await state.operator.assessUsage('Compare the costs of 30 days', {
    usage: usage.found.map((one) => one.usage),
    rateCard: prices.rateCard,
    options,
    days: first.days,
  });
  state.costs = compared.costs;
  const { services, roundedSum: sum } = compared.summary;
  state.run.progress.say(`${plural(services, 'service')}: ${sum.before} ${currency} now, ${sum.after} in CSP`);
}
