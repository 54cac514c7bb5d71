import { patched } from '@temporalio/workflow';
import type { ReadSubscription, Technical, WriteAssessmentInput, WrittenAssessment } from '../../../activities/assessment/assess';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { AssessmentInput, BadRow, CostOptions } from '../../../contracts/processes/assessment';
import type { FailureType } from '../../../contracts/run/failures';
import type { Outcome } from '../../../contracts/run/report';
import type { Partner } from '../../../contracts/people/organisation';
import { type Actor, organisation } from '../../acts/actors';
import { plural } from '../../base/clock';
import { fail } from '../../base/failures';
import { orWithout, UNREADABLE, type Without } from '../../acts/optional-reads';
import type { Run } from '../../run/begin';
import { commonReport } from '../../run/report';

/** The reads of an assessment. Everything of any size lies in the artifact store; here are the references. */
export class AssessmentJob {
  /** What the report has to say beside what it shows, a sentence each. */
  readonly caveats: string[] = [];
  /** Subscriptions that were left out, with what to do about each. */
  private readonly badRows: BadRow[] = [];
  private destination: ArtifactRef | undefined;
  private asksDestination = false;
  private asked: WriteAssessmentInput['destination'];
  private read: ReadSubscription[] = [];
  private technical: Technical[] = [];
  private costs: ArtifactRef | undefined;

  constructor(
    private readonly input: AssessmentInput,
    private readonly run: Run,
    private readonly reader: Actor,
  ) {}

  /** Reads the subscriptions. One that cannot be seen is left out and said; when none can, nothing is assessed. */
  async look(): Promise<void> {
    const { input, reader } = this;
    const { tenantId } = input.customer;
    const { previous, destinationSubscriptionId } = input;
    const subscriptions = await this.chosen();
    refuseOtherExcludes(input.exclude, subscriptions);
    if (previous) await reader.checkEarlierAssessment('Look at the report of the earlier assessment', { previous });
    if (destinationSubscriptionId) {
      const there = { tenantId, subscriptionId: destinationSubscriptionId };
      this.destination = (await reader.readDestinationSubscription('Read the destination', there)).destination;
      // Runs from before it was asked go on as they began.
      this.asksDestination = patched('assessmentAsksDestination');
      if (!this.asksDestination)
        this.caveats.push(
          'Policies and quotas of the destination were not read, and Azure’s own validation was not asked: `handover start resource-move --rehearse` asks it.',
        );
    } else {
      this.caveats.push(
        'No destination was named: what it has, its registered providers, policies and quotas were not looked at, and Azure’s own validation was not asked.',
      );
    }
    const { found, without } = await orWithout(this.run, {
      step: 'look',
      items: subscriptions,
      what: 'read',
      name: (id) => `subscription ${id}`,
      act: (subscriptionId) => reader.readSubscription(`Read subscription ${subscriptionId}`, { tenantId, subscriptionId }),
      leaveOut: UNREADABLE,
    });
    if (found.length === 0) throw noneReadable(without);
    this.caveats.push(
      ...without.map(({ item, message }) => `Subscription ${item} could not be read and is not in this report: ${message}`),
    );
    this.badRows.push(
      ...without.map(({ item, type, message }) => ({ source: `subscription ${item}`, message, fix: wayIn(type) })),
    );
    this.caveats.push(...found.flatMap(({ caveat }) => caveat ?? []));
    this.read = found;
  }

  /** As named, or all of the enrolment but the one that they would go to. */
  private async chosen(): Promise<string[]> {
    const { enrolment, subscriptions = [], customer, destinationSubscriptionId } = this.input;
    if (enrolment === undefined) return [...new Set(subscriptions)];
    const all = await this.reader.subscriptionsOfEnrolment(`Look up the subscriptions of enrolment ${enrolment}`, {
      as: customer.tenantId,
      enrolment,
    });
    return all.subscriptions.filter((id) => id !== destinationSubscriptionId);
  }

  async assess(): Promise<void> {
    const { cloud, naming, exclude } = this.input;
    const { found, without } = await orWithout(this.run, {
      step: 'technical',
      items: this.read,
      what: 'assess',
      name: ({ displayName }) => displayName,
      act: (read) =>
        this.reader.assessSubscription(`Assess ${plural(read.resources, 'resource')} of ${read.displayName}`.slice(0, 180), {
          read,
          cloud,
          naming,
          exclude: exclude.filter((id) => isOf(id, read.subscriptionId)),
          ...(this.destination ? { destination: this.destination } : {}),
        }),
    });
    this.caveats.push(...without.map(({ item, message }) => `${item.displayName} could not be assessed: ${message}`));
    this.technical = found;
  }

  /** Usage of each subscription against the partner's rate card. What cannot be had is left out as the operator rules, and said. */
  async compareCosts(options: CostOptions, partner: Partner): Promise<void> {
    const { tenantId } = this.input.customer;
    const { currency, region } = options;
    const card = await orWithout(this.run, {
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
      this.caveats.push(`There are no costs in this report: the rate card of ${partner.name} could not be had.`);
      return;
    }
    const usage = await orWithout(this.run, {
      step: 'cost',
      items: this.read,
      what: 'collect the usage of',
      name: ({ displayName }) => displayName,
      act: ({ subscriptionId, displayName }) =>
        this.reader.collectUsage(`Collect 30 days of usage of ${displayName}`.slice(0, 180), {
          tenantId,
          subscriptionIds: [subscriptionId],
          today: this.run.startedAt,
        }),
      leaveOut: UNREADABLE,
    });
    this.caveats.push(
      ...usage.without.map(
        ({ item, message }) => `The usage of ${item.displayName} could not be read and is in no total: ${message}`,
      ),
    );
    const [first] = usage.found;
    if (!first) {
      this.caveats.push('There are no costs in this report: no usage could be read.');
      return;
    }
    const compared = await this.reader.assessUsage('Compare the costs of 30 days', {
      usage: usage.found.map((one) => one.usage),
      rateCard: prices.rateCard,
      options,
      days: first.days,
    });
    this.costs = compared.costs;
    const { services, roundedSum: sum } = compared.summary;
    this.run.progress.say(`${plural(services, 'service')}: ${sum.before} ${currency} now, ${sum.after} in CSP`);
  }

  /** What the moves come to, a sentence. */
  get plans(): string {
    const batches = this.technical.reduce((all, one) => all + one.batches, 0);
    const longest = Math.max(0, ...this.technical.map(({ expectedSeconds }) => expectedSeconds));
    return `${plural(batches, 'batch', 'batches')} in ${plural(this.technical.length, 'subscription')}, ${Math.ceil(longest / 60)} min for the longest of them`;
  }

  /** What the destination has against the plans, and what Azure itself says of them. Without a destination there is nothing to ask. */
  async askDestination(): Promise<void> {
    const { destination, reader, run } = this;
    if (!destination || !this.asksDestination) return;
    const { tenantId } = this.input.customer;
    const files = this.technical.flatMap(({ technical, subscriptionId, displayName, batches }) => {
      const inventory = this.read.find((read) => read.subscriptionId === subscriptionId)?.inventory;
      return inventory ? [{ inventory, technical, displayName, batches }] : [];
    });
    const compared = await orWithout(run, {
      step: 'plan',
      items: [files.map(({ inventory, technical }) => ({ inventory, technical }))],
      what: 'compare the plans with',
      name: () => 'the destination',
      act: (subscriptions) =>
        reader.compareWithDestination('Compare with policies and limits of the destination', {
          tenantId,
          destination,
          subscriptions,
        }),
    });
    this.caveats.push(
      ...compared.without.map(({ message }) => `Policies and limits of the destination could not be read: ${message}`),
    );
    const validated = await orWithout(run, {
      step: 'plan',
      items: files,
      what: 'have Azure validate the moves of',
      name: ({ displayName }) => displayName,
      act: ({ inventory, technical, displayName, batches }) =>
        reader.validateMoves(`Ask Azure about ${plural(batches, 'batch', 'batches')} of ${displayName}`.slice(0, 180), {
          tenantId,
          destination,
          inventory,
          technical,
        }),
    });
    this.caveats.push(
      ...validated.without.map(
        ({ item, message }) => `Azure could not be asked about the moves of ${item.displayName}: ${message}`,
      ),
    );
    const [first] = compared.found;
    this.asked = { ...(first ? { compared: first.compared } : {}), validated: validated.found.map((one) => one.validated) };
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

  /** Whether there is anything to report. */
  get hasRead(): boolean {
    return this.read.length > 0;
  }

  /** Writes the report of what is known by now. */
  async write(outcome: Outcome): Promise<WrittenAssessment> {
    const { input, run, caveats, technical, costs } = this;
    const { customer, cloud, destinationSubscriptionId, previous } = input;
    const written = await this.reader.writeAssessment('Write the report', {
      head: {
        ...commonReport(run, { process: 'assessment', outcome, customer }),
        cloud,
        caveats,
        ...(this.badRows.length > 0 ? { badRows: this.badRows } : {}),
        ...(destinationSubscriptionId ? { destinationSubscriptionId } : {}),
      },
      technical: technical.map((one) => one.technical),
      ...(costs ? { costs } : {}),
      ...(this.asked ? { destination: this.asked } : {}),
      ...(previous ? { previous } : {}),
    });
    run.progress.artifacts.report = written.report;
    return written;
  }
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
