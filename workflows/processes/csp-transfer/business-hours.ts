import { DateTime } from 'luxon';
import type { BusinessCalendar } from '../../../contracts/people/business-hours';

/** Days without working time after which a calendar is taken for a mistake. */
const SEARCHED_DAYS = 2 * 366;

/**
 * The moment at which `hours` of working time have passed since `from`; `from` itself for 0 hours. An hour is 60 minutes that pass, so a day
 * on which the clock is changed within its working time holds more or fewer of them. Pure: the same answer at every replay.
 * Throws RangeError for hours that are no number of 0 or more, and for a calendar that holds no working time within 2 years.
 */
export function afterBusinessHours(from: Date, hours: number, calendar: BusinessCalendar): Date {
  if (!Number.isFinite(hours) || hours < 0) throw new RangeError(`${hours} is not a number of hours`);
  if (hours === 0) return from;
  let left = Math.round(hours * 3_600_000);
  let reached = from.getTime();
  let idle = 0;
  for (let date = localDate(from, calendar.timeZone); idle < SEARCHED_DAYS; date = date.plus({ days: 1 })) {
    const [begin, end] = isWorkday(date, calendar) ? calendar.hours.map((hour) => instant(date, hour, calendar.timeZone)) : [];
    const start = Math.max(reached, begin ?? reached);
    const available = (end ?? 0) - start;
    if (available >= left) return new Date(start + left);
    idle = available > 0 ? 0 : idle + 1;
    left -= Math.max(0, available);
    reached = Math.max(reached, end ?? 0);
  }
  throw new RangeError(`the calendar holds no working time within 2 years: ${JSON.stringify(calendar)}`);
}

/** The date on the local calendar, kept in UTC: there every day follows the one before, whatever the local clock does. */
function localDate(from: Date, timeZone: string): DateTime {
  const { year, month, day } = DateTime.fromJSDate(from, { zone: timeZone });
  return DateTime.utc(year, month, day);
}

function isWorkday(date: DateTime, { workdays: [first, last], holidays }: BusinessCalendar): boolean {
  return first <= date.weekday && date.weekday <= last && !holidays.includes(date.toFormat('yyyy-MM-dd'));
}

/** When the local clock shows this full hour: for the first time, where it is set back; the end of the gap, where it is set forward. */
function instant(date: DateTime, hour: number, timeZone: string): number {
  const { year, month, day } = date.plus({ days: hour === 24 ? 1 : 0 });
  const shown = DateTime.fromObject({ year, month, day, hour: hour % 24 }, { zone: timeZone });
  return Math.min(...shown.getPossibleOffsets().map((moment) => moment.toMillis()));
}
