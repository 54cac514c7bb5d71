import { z } from 'zod';
import { country, email, guid, line, mpnId, name } from '../schema';

/** A person of one of the parties. */
const Contact = z.strictObject({ name, email });
type Contact = z.infer<typeof Contact>;

/** A partner of Microsoft, as people name it: its directory, its name, its MPN id (Partner Center > Account settings > Organization profile). */
export const Partner = z.strictObject({
  tenantId: guid,
  name,
  mpnId,
  contact: Contact,
  /** Is told too when the first one stays silent. */
  secondContact: Contact.optional(),
});
export type Partner = z.infer<typeof Partner>;

/** The customer's organisation. */
export const Customer = z.strictObject({
  tenantId: guid,
  name: name.default('the customer'),
  /** Initial or verified domain of the directory: `fabrikam.onmicrosoft.com`. */
  domain: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is not a domain name'),
  country,
  contact: Contact,
  secondContact: Contact.optional(),
});
export type Customer = z.infer<typeof Customer>;

/** A customer by its directory alone: what else a process needs to know of it is looked up, or asked for by name. */
export const KnownCustomer = z.strictObject({
  tenantId: guid,
  name: name.default('the customer'),
  domain: Customer.shape.domain.optional(),
  country: country.optional(),
  /** Left out: nobody is written to, and the customer is asked at the desk and by the command line alone. */
  contact: Contact.optional(),
  secondContact: Contact.optional(),
});
export type KnownCustomer = z.infer<typeof KnownCustomer>;

/** A customer that the partner creates in Partner Center, with a directory of its own (seed l.697-1157). */
export const NewCustomer = z.strictObject({
  /** What stands before `.onmicrosoft.com`. */
  domain: z
    .string()
    .regex(/^[a-z][a-z0-9]{1,26}$/i, 'is not the first part of a domain: 2 to 27 letters and digits, a letter first'),
  companyName: name,
  address: z.strictObject({
    addressLine1: line,
    addressLine2: line.optional(),
    city: line,
    /** State or province, where the country has them. */
    state: line.optional(),
    postalCode: line,
    country,
    phoneNumber: line.optional(),
  }),
  contact: z.strictObject({ firstName: line, lastName: line, email }),
  secondContact: Contact.optional(),
  /** Culture and language of Microsoft's letters to the customer, as Partner Center writes them. */
  culture: z.string().default('en-US'),
  language: z.string().default('en'),
});
export type NewCustomer = z.infer<typeof NewCustomer>;

/**
 * Acceptance of the Microsoft Customer Agreement by a person of the customer, which the partner has and confirms to Microsoft; nothing is
 * sold without it (Partner Center 13605).
 */
export const AgreementAcceptance = z.strictObject({
  acceptedOn: z.iso.date('is not a day: write 2026-11-23'),
  /** Left out: the contact of the customer that is made. */
  contact: z.strictObject({ firstName: line, lastName: line, email, phoneNumber: line.optional() }).optional(),
});
export type AgreementAcceptance = z.infer<typeof AgreementAcceptance>;
