import { z } from 'zod';

/** What is said of a number that may not be what stands in the file: YAML drops leading zeros, and rounds what is long. */
export const QUOTE_IT = 'is read as a number, which may not be what was meant: put it in quotes';

/**
 * Text. Without quotes YAML reads text of digits as a number; a whole one is the text that it was, and is taken. Of any other the text is no
 * longer known.
 */
function text<T extends z.ZodType<string, string>>(rule: (base: z.ZodString) => T) {
  return z.preprocess(
    (value) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? String(value) : value),
    rule(z.string({ error: ({ input }) => (typeof input === 'number' ? QUOTE_IT : undefined) })),
  );
}

/** Id of a tenant, a subscription, a user: lower case, as all comparisons want it. */
export const guid = z.guid('is not a GUID').transform((id) => id.toLowerCase());

export const email = z.email('is not an e-mail address');

/** Name of a person, an organisation, an account. */
export const name = text((base) => base.trim().min(1, 'is empty').max(200));

/** A line of an address. */
export const line = text((base) => base.trim().min(1, 'is empty').max(100));

/** A name that has to fit a form of Azure's. */
export const pattern = (regex: RegExp, message: string) => text((base) => base.regex(regex, message));

/** Id of a partner in Microsoft's partner network (Partner Center > Account settings > Organization profile). */
export const mpnId = pattern(/^\d{4,10}$/, 'is not an MPN id (a number of 4 to 10 digits)');

/** Number of an Enterprise Agreement's enrolment. */
export const enrolmentNumber = pattern(/^\d{5,10}$/, 'is not an enrolment number (5 to 10 digits)');

/** ISO 3166-1 alpha-2. */
export const country = z
  .string()
  .regex(/^[a-z]{2}$/i, 'is not an ISO country code of two letters')
  .transform((code) => code.toUpperCase());

/** Azure's rule for names of resource groups. */
export const GROUP_NAME = /^[-\w._()]{0,89}[-\w_()]$/;
export const groupName = pattern(GROUP_NAME, 'is not a resource group name (1-90 letters, digits, - _ . ( ), no dot at the end)');

/** Name of a destination group; `{name}` stands for the source group's. */
export const groupNaming = z
  .string()
  .includes('{name}', { error: 'must contain {name}, or two groups would get one name' })
  .default('{name}');

/** Full ids of resources that are to stay. */
export const exclude = z.array(z.string().startsWith('/subscriptions/', { error: 'must be a full ARM id' })).default([]);

/** Azure ids of source subscriptions. */
export const subscriptions = (most = 100) =>
  z
    .array(guid)
    .min(1)
    .max(most)
    .superRefine((ids, context) => {
      for (const [at, id] of ids.entries())
        if (ids.indexOf(id) < at)
          context.addIssue({ code: 'custom', path: [at], message: 'is named twice: take one of them out' });
    });

/**
 * One of an input's `deadlines`: how many days the run waits for an answer. Each stands under the name of what is waited for. `ruling` is the
 * operator's word on a step that fails; after it the run gives up and undoes what it can. A reminder an hour is the most that helps anybody.
 */
export const days = (n: number) =>
  z
    .number()
    .min(1 / 24, 'is less than an hour')
    .max(365)
    .default(n);
