import { z } from 'zod';

const hour = z.number().int().min(0).max(24);

/** Working time, for deadlines in business hours. Days are ISO weekdays: 1 is Monday, 7 Sunday. */
export const BusinessCalendar = z
  .strictObject({
    /** IANA name. */
    timeZone: z.string().refine(isTimeZone, 'is not a time zone (an IANA name such as Europe/Berlin)').default('UTC'),
    /** First and last working day. */
    workdays: z.tuple([z.number().int().min(1).max(7), z.number().int().min(1).max(7)]).default([1, 5]),
    /** The first hour and the hour of closing, full hours of the local clock. */
    hours: z.tuple([hour, hour]).default([9, 17]),
    /** Local dates without work: `2026-12-25`. */
    holidays: z.array(z.iso.date()).default([]),
  })
  .refine(({ hours: [from, until] }) => from < until, { path: ['hours'], message: 'must begin before they end' })
  .refine(({ workdays: [first, last] }) => first <= last, { path: ['workdays'], message: 'must begin before they end' });
export type BusinessCalendar = z.infer<typeof BusinessCalendar>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
