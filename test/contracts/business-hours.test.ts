import fc from 'fast-check';
import { DateTime } from 'luxon';
import { BusinessCalendar } from '../../contracts/people/business-hours';
import { afterBusinessHours } from '../../workflows/processes/csp-transfer/business-hours';

type Entries = Partial<BusinessCalendar>;

function after(from: string, hours: number, entries: Entries): string {
  const calendar = BusinessCalendar.parse(entries);
  const result = afterBusinessHours(new Date(from), hours, calendar);
  return DateTime.fromJSDate(result, { zone: calendar.timeZone }).toFormat("ccc yyyy-MM-dd HH:mm 'at' ZZ");
}

const BERLIN: Entries = { timeZone: 'Europe/Berlin' };
const SUNDAY_IN_BERLIN: Entries = { ...BERLIN, workdays: [7, 7], hours: [0, 24] };

describe('nights, weekends and holidays', () => {
  test.each([
    ['over a weekend', '2026-11-20T15:30:00Z', 8, 'Mon 2026-11-23 16:30 at +01:00'],
    ['within a day', '2026-11-23T08:00:00Z', 8, 'Mon 2026-11-23 17:00 at +01:00'],
    ['from the night', '2026-11-23T02:00:00Z', 1, 'Mon 2026-11-23 10:00 at +01:00'],
    ['from the evening', '2026-11-23T20:00:00Z', 1, 'Tue 2026-11-24 10:00 at +01:00'],
    ['exactly at closing', '2026-11-23T16:00:00Z', 1, 'Tue 2026-11-24 10:00 at +01:00'],
    ['from a Sunday', '2026-11-22T12:00:00Z', 8, 'Mon 2026-11-23 17:00 at +01:00'],
    ['half an hour', '2026-11-23T15:45:00Z', 0.5, 'Tue 2026-11-24 09:15 at +01:00'],
  ])('%s', (_, from, hours, result) => {
    expect(after(from, hours, BERLIN)).toBe(result);
  });

  test('no hours: the moment itself, at night too', () => {
    expect(after('2026-11-22T01:00:00Z', 0, BERLIN)).toBe('Sun 2026-11-22 02:00 at +01:00');
  });

  test('holidays are dates of the local calendar', () => {
    const holidays = ['2026-12-24', '2026-12-25', '2027-01-01'];
    expect(after('2026-12-23T15:00:00Z', 2, { ...BERLIN, holidays })).toBe('Mon 2026-12-28 10:00 at +01:00');
    expect(after('2026-12-31T15:00:00Z', 2, { ...BERLIN, holidays })).toBe('Mon 2027-01-04 10:00 at +01:00');
  });
});

describe('clock changes', () => {
  test.each([
    ['25 hours, all of them worked', '2026-10-24T22:00:00Z', 25, 'Mon 2026-10-26 00:00 at +01:00'],
    ['the hour before the clock is set back', '2026-10-24T22:00:00Z', 3, 'Sun 2026-10-25 02:00 at +01:00'],
    ['23 hours, and one of the Sunday after', '2026-03-28T23:00:00Z', 24, 'Sun 2026-04-05 01:00 at +02:00'],
    ['the hour that there is not', '2026-03-28T23:00:00Z', 3, 'Sun 2026-03-29 04:00 at +02:00'],
  ])('%s', (_, from, hours, result) => {
    expect(after(from, hours, SUNDAY_IN_BERLIN)).toBe(result);
  });

  test('a day begins at the hour of its own offset', () => {
    expect(after('2026-10-23T15:00:00Z', 8, BERLIN)).toBe('Mon 2026-10-26 17:00 at +01:00');
    expect(after('2026-03-27T16:00:00Z', 8, BERLIN)).toBe('Mon 2026-03-30 17:00 at +02:00');
  });

  test('an hour that comes twice is worked twice, and closing time is when it is shown first', () => {
    expect(after('2026-10-24T22:00:00Z', 2, { ...SUNDAY_IN_BERLIN, hours: [2, 3] })).toBe('Sun 2026-10-25 03:00 at +01:00');
    expect(after('2026-10-24T22:00:00Z', 3, { ...SUNDAY_IN_BERLIN, hours: [0, 2] })).toBe('Sun 2026-11-01 01:00 at +01:00');
  });

  test('a clock that is set by half an hour', () => {
    const calendar: Entries = { timeZone: 'Australia/Lord_Howe', workdays: [7, 7], hours: [0, 24] };
    expect(after('2026-10-03T13:30:00Z', 23.5, calendar)).toBe('Mon 2026-10-05 00:00 at +11:00');
    expect(after('2026-04-04T13:00:00Z', 24.5, calendar)).toBe('Mon 2026-04-06 00:00 at +10:30');
  });

  test('a midnight that there is not', () => {
    const calendar: Entries = { timeZone: 'Africa/Cairo', workdays: [5, 5], hours: [0, 24] };
    expect(after('2026-04-23T12:00:00Z', 23, calendar)).toBe('Sat 2026-04-25 00:00 at +03:00');
  });
});

test.each([
  ['Asia/Kolkata', '2026-11-23T10:30:00Z', 8, 'Tue 2026-11-24 16:00 at +05:30'],
  ['America/St_Johns', '2026-11-23T19:30:00Z', 8, 'Tue 2026-11-24 16:00 at -03:30'],
  ['Pacific/Kiritimati', '2026-11-22T20:00:00Z', 8, 'Tue 2026-11-24 10:00 at +14:00'],
])('the clock of %s counts', (timeZone, from, hours, result) => {
  expect(after(from, hours, { timeZone })).toBe(result);
});

describe('refused', () => {
  test('a calendar without working time is named', () => {
    const holidays = Array.from({ length: 800 }, (_, day) =>
      DateTime.utc(2026, 11, 1).plus({ days: day }).toFormat('yyyy-MM-dd'),
    );
    expect(() => after('2026-11-23T08:00:00Z', 1, { timeZone: 'Asia/Tokyo', holidays })).toThrow(
      /no working time within 2 years.*Asia\/Tokyo/,
    );
  });

  test('long free time that ends is waited for', () => {
    const holidays = Array.from({ length: 600 }, (_, day) =>
      DateTime.utc(2026, 11, 1).plus({ days: day }).toFormat('yyyy-MM-dd'),
    );
    expect(after('2026-11-23T08:00:00Z', 1, { holidays })).toBe('Fri 2028-06-23 10:00 at +00:00');
  });

  test.each([-1, NaN, Infinity])('%s hours', (hours) => {
    expect(() => after('2026-11-23T08:00:00Z', hours, {})).toThrow('is not a number of hours');
  });
});

test('whatever the calendar: the result lies in working time, and so many hours of it lie before', () => {
  const calendars = fc.record({
    timeZone: fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'Asia/Kolkata',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'America/Havana',
    ),
    workdays: fc
      .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 6 }))
      .map(([a, n]) => [a, Math.min(7, a + n)] as const),
    hours: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }))
      .map(([a, n]) => [a, Math.min(24, a + n)] as const),
  });
  const quarters = (min: string, max: string) =>
    fc.integer({ min: Date.parse(min) / QUARTER, max: Date.parse(max) / QUARTER }).map((n) => new Date(n * QUARTER));
  fc.assert(
    fc.property(calendars, quarters('2026-01-01', '2027-01-01'), fc.integer({ min: 1, max: 200 }), (entries, from, length) => {
      const calendar = BusinessCalendar.parse(entries);
      const result = afterBusinessHours(from, length / 4, calendar);
      expect(worked(from, result, calendar)).toBe(length);
      expect(isWorking(new Date(result.getTime() - QUARTER), calendar)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

const QUARTER = 15 * 60_000;

/** Quarters of working time between two moments, counted one by one by what a clock on the wall shows. */
function worked(from: Date, until: Date, calendar: BusinessCalendar): number {
  let quarters = 0;
  for (let at = from.getTime(); at < until.getTime(); at += QUARTER) if (isWorking(new Date(at), calendar)) quarters++;
  return quarters;
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

function isWorking(at: Date, { timeZone, workdays, hours }: BusinessCalendar): boolean {
  const clock =
    CLOCKS.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' });
  CLOCKS.set(timeZone, clock);
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts['weekday'] ?? '') + 1;
  const hour = Number(parts['hour']);
  return workdays[0] <= weekday && weekday <= workdays[1] && hours[0] <= hour && hour < hours[1];
}
