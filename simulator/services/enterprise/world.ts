import { z } from 'zod';
import { keyOf } from '../../kernel/ids';
import type { Store } from '../../kernel/state/store';
import { type WorldChecks, worldPart } from '../../kernel/world/part';
import { AUTH_LEVELS, enterpriseState } from './model';
import { authTypeOf } from './people';

const guid = z.guid('is not a GUID');

const Account = z.strictObject({
  name: z.string().min(1),
  owner: z.email('is not an e-mail address'),
  department: z.string().min(1).default('Unassigned'),
  status: z.enum(['Pending', 'Active']).default('Active'),
  /** Subscriptions of the world, each in one account at most. The account's owner becomes theirs. */
  subscriptions: z.array(guid).default([]),
});

/** The world's key `enrolments`. An account's type follows from its owner: an e-mail of no tenant is a Microsoft Account. */
const WorldEnrolment = z.strictObject({
  number: z.string().regex(/^\d{5,10}$/, 'is not an enrolment number: 5 to 10 digits'),
  companyName: z.string().min(1),
  country: z.string().default('United States'),
  authLevel: z.enum(AUTH_LEVELS).default('Work or School Account'),
  administrators: z.array(z.email('is not an e-mail address')).min(1),
  accounts: z.array(Account).default([]),
});

interface EnrolmentWorld {
  enrolments: z.infer<typeof WorldEnrolment>[];
  subscriptions: { subscriptionId: string; offerId: string }[];
}

/** Offers that are sold under an enterprise agreement. */
const EA_OFFERS = ['MS-AZR-0017P', 'MS-AZR-0148P'];

/** Reports what the enrolments of a world contradict. */
function check({ enrolments, subscriptions: all }: EnrolmentWorld, { store, say }: WorldChecks): void {
  const offers = new Map(
    [...store.subscriptions.values(), ...all].map((one) => [keyOf(one.subscriptionId), one.offerId] as const),
  );
  const numbers = new Set(enterpriseState.of(store).enrolments.map(({ number }) => number));
  const taken = new Set(
    enterpriseState.of(store).enrolments.flatMap(({ accounts }) => accounts.flatMap((one) => one.subscriptions)),
  );
  enrolments.forEach(({ number, accounts }, at) => {
    if (numbers.has(number)) say(`enrolments[${at}].number`, `'${number}' exists already: give it another number`);
    numbers.add(number);
    accounts.forEach(({ owner, subscriptions }, nth) => {
      const path = `enrolments[${at}].accounts[${nth}]`;
      if (accounts.findIndex((one) => keyOf(one.owner) === keyOf(owner)) < nth)
        say(`${path}.owner`, `'${owner}' has an account of this enrolment already`);
      subscriptions.forEach((id, which) => {
        const offer = offers.get(keyOf(id));
        const where = `${path}.subscriptions[${which}]`;
        if (offer === undefined) say(where, `no subscription '${id}': add it to subscriptions, or correct the id`);
        else if (!EA_OFFERS.includes(offer))
          say(where, `'${id}' is of the offer ${offer}: an enrolment has ${EA_OFFERS.join(', ')}`);
        if (taken.has(keyOf(id))) say(where, `'${id}' is in an account already: take it out of one`);
        taken.add(keyOf(id));
      });
    });
  });
}

function load(store: Store, { enrolments }: EnrolmentWorld): void {
  for (const { accounts, ...enrolment } of enrolments) {
    enterpriseState.of(store).enrolments.push({
      ...enrolment,
      accounts: accounts.map((one) => ({
        ...one,
        authType: authTypeOf(store, one.owner),
        subscriptions: one.subscriptions.map(keyOf),
      })),
    });
    for (const { owner, subscriptions } of accounts)
      for (const id of subscriptions) Object.assign(store.subscriptions.get(keyOf(id)) ?? {}, { accountOwner: owner });
  }
}

/** The key `enrolments` of a world. */
export const enterpriseWorld = worldPart({ keys: { enrolments: z.array(WorldEnrolment).default([]) }, check, load });
