import type { FailureType } from '../../../contracts/run/failures';
import { plural } from '../../base/clock';
import { fail } from '../../base/failures';
import { readOptional, UNREADABLE, type Without } from '../../acts/optional-reads';
import type { AssessmentState } from './state';

/** Reads the subscriptions. One that cannot be seen is left out and said; when none can, nothing is assessed. */
export async function look(state: AssessmentState): Promise<void> {
  const { input, operator, tenantId } = state;
  const { previous, destination } = input;
  const subscriptions = await chosen(state);
  refuseOtherExcludes(input.exclude, subscriptions);
  if (previous) await operator.checkEarlierAssessment('Look at the report of the earlier assessment', { previous });
  if (destination) {
    const there = { tenantId, subscriptionId: destination.subscriptionId };
    state.destination = (await operator.readDestinationSubscription('Read the destination', there)).destination;
  } else {
    state.caveats.push(
      'No destination was named: what it has, its registered providers, policies and quotas were not looked at, and Azure’s own validation was not asked.',
    );
  }
  const { found, without } = await readOptional(state.run, {
    step: 'look',
    items: subscriptions,
    what: 'read',
    name: (id) => `subscription ${id}`,
    act: (subscriptionId) => operator.readSubscription(`Read subscription ${subscriptionId}`, { tenantId, subscriptionId }),
    leaveOut: UNREADABLE,
  });
  if (found.length === 0) throw noneReadable(without);
  state.caveats.push(
    ...without.map(({ item, message }) => `Subscription ${item} could not be read and is not in this report: ${message}`),
  );
  state.badRows.push(
    ...without.map(({ item, type, message }) => ({ source: `subscription ${item}`, message, fix: wayIn(type) })),
  );
  state.caveats.push(...found.flatMap(({ caveat }) => caveat ?? []));
  state.read = found;
}

/** The subscriptions that are named, or all of the enrolment but the one that they would go to. */
async function chosen(state: AssessmentState): Promise<string[]> {
  const { enrolment, subscriptions = [], customer, destination } = state.input;
  if (enrolment === undefined) return [...new Set(subscriptions)];
  const all = await state.operator.subscriptionsOfEnrolment(`Look up the subscriptions of enrolment ${enrolment}`, {
    as: customer.tenantId,
    enrolment,
  });
  return all.subscriptions.filter((id) => id !== destination?.subscriptionId);
}

/** Judges every resource, and plans the moves. */
export async function assess(state: AssessmentState): Promise<void> {
  const { cloud, naming, exclude } = state.input;
  const { found, without } = await readOptional(state.run, {
    step: 'technical',
    items: state.read,
    what: 'assess',
    name: ({ displayName }) => displayName,
    act: (read) =>
      state.operator.assessSubscription(`Assess ${plural(read.resources, 'resource')} of ${read.displayName}`.slice(0, 180), {
        read,
        cloud,
        naming,
        exclude: exclude.filter((id) => isOf(id, read.subscriptionId)),
        ...(state.destination ? { destination: state.destination } : {}),
      }),
  });
  state.caveats.push(...without.map(({ item, message }) => `${item.displayName} could not be assessed: ${message}`));
  state.technical = found;
}

/** What the moves come to, a sentence. */
export function plansOf(state: AssessmentState): string {
  const batches = state.technical.reduce((all, one) => all + one.batches, 0);
  const longest = Math.max(0, ...state.technical.map(({ expectedSeconds }) => expectedSeconds));
  return `${plural(batches, 'batch', 'batches')} in ${plural(state.technical.length, 'subscription')}, ${Math.ceil(longest / 60)} min for the longest of them`;
}

function isOf(id: string, subscriptionId: string): boolean {
  return id.toLowerCase().startsWith(`/subscriptions/${subscriptionId}/`);
}

function refuseOtherExcludes(exclude: string[], subscriptions: string[]): void {
  const strangers = exclude.filter((id) => !subscriptions.some((subscriptionId) => isOf(id, subscriptionId)));
  if (strangers.length > 0)
    throw fail('InvalidInput', `exclude: ${strangers.slice(0, 5).join(', ')}: of no subscription that is assessed; check the id`);
}

/** What to do about a subscription that cannot be read. One of a Microsoft Account is in that account's own directory. */
function wayIn(type: FailureType): string {
  return type === 'OtherTenant'
    ? 'Get it into the customer’s directory first (`handover start tenant-move`; of a Microsoft Account: variant payg), then assess again.'
    : 'Check the id, and that this worker’s identity for the customer’s directory may read it (Reader is enough), then assess again.';
}

function noneReadable<T>(without: Without<T>[]) {
  const [first] = without;
  const type = first?.type ?? 'SubscriptionNotFound';
  return fail(type, `none of ${plural(without.length, 'subscription')} can be read; of the first: ${first?.message ?? ''}`);
}
