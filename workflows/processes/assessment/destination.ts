import { readOptional } from '../../acts/optional-reads';
import { plural } from '../../base/clock';
import type { AssessmentState } from './state';

/** What the destination has against the plans, and what Azure itself says of them. Without a destination there is nothing to ask. */
export async function askDestination(state: AssessmentState): Promise<void> {
  const { destination, operator, run, tenantId } = state;
  if (!destination) return;
  const files = state.technical.flatMap(({ technical, subscriptionId, displayName, batches }) => {
    const inventory = state.read.find((read) => read.subscriptionId === subscriptionId)?.inventory;
    return inventory ? [{ inventory, technical, displayName, batches }] : [];
  });
  const compared = await readOptional(run, {
    step: 'plan',
    items: [files.map(({ inventory, technical }) => ({ inventory, technical }))],
    what: 'compare the plans with',
    name: () => 'the destination',
    act: (subscriptions) =>
      operator.compareWithDestination('Compare with policies and limits of the destination', {
        tenantId,
        destination,
        subscriptions,
      }),
  });
  state.caveats.push(
    ...compared.without.map(({ message }) => `Policies and limits of the destination could not be read: ${message}`),
  );
  const validated = await readOptional(run, {
    step: 'plan',
    items: files,
    what: 'have Azure validate the moves of',
    name: ({ displayName }) => displayName,
    act: ({ inventory, technical, displayName, batches }) =>
      operator.validateMoves(`Ask Azure about ${plural(batches, 'batch', 'batches')} of ${displayName}`.slice(0, 180), {
        tenantId,
        destination,
        inventory,
        technical,
      }),
  });
  state.caveats.push(
    ...validated.without.map(
      ({ item, message }) => `Azure could not be asked about the moves of ${item.displayName}: ${message}`,
    ),
  );
  const [first] = compared.found;
  state.asked = { ...(first ? { compared: first.compared } : {}), validated: validated.found.map((one) => one.validated) };
  const sum = (count: (one: { asked: number; batches: number }) => number) =>
    validated.found.reduce((all, one) => all + count(one), 0);
  run.progress.say(
    `Azure was asked about ${sum(({ asked }) => asked)} of ${plural(
      sum(({ batches }) => batches),
      'batch',
      'batches',
    )}`,
  );
}
