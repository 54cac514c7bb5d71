import { badRequest } from '../../kernel/http/errors';

export const DAY = 86_400_000;

/** Whole days: the first one's start, and the end after the last one. Virtual milliseconds. */
interface Days {
  from: number;
  until: number;
}

/** The running calendar month: billing periods of the simulator begin on the first. */
export function billingPeriodAt(at: number): Days {
  const date = new Date(at);
  return {
    from: Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1),
    until: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1),
  };
}

/** `20180201`: what a billing period is called. */
export function periodName(at: number): string {
  return new Date(billingPeriodAt(at).from).toISOString().slice(0, 10).replaceAll('-', '');
}

const CONDITION = /^(?:properties\/)?(usageStart|usageEnd|resourceGroup)\s+(ge|gt|le|lt|eq)\s+'([^']*)'$/i;

interface UsageFilter {
  days: Days;
  resourceGroup?: string;
}

/**
 * `properties/usageStart ge '2024-01-01' and properties/usageEnd le '2024-01-30'`, the last day included; without days the running period.
 * @throws ArmError 400 for what is not of these
 */
export function usageFilter(text: string | undefined, now: number): UsageFilter {
  const filter: UsageFilter = { days: billingPeriodAt(now) };
  for (const part of text === undefined || text.trim() === '' ? [] : text.split(/\s+and\s+/i)) {
    const [, field = '', verb = '', value = ''] = CONDITION.exec(part.trim()) ?? [];
    const at = Math.floor(Date.parse(value) / DAY) * DAY;
    const kind = `${field.toLowerCase()} ${verb.toLowerCase()}`;
    if (kind === 'resourcegroup eq') filter.resourceGroup = value;
    else if (Number.isNaN(at)) throw badRequest('BadRequest', `Invalid filter clause: '${part}'.`);
    else if (/^usage(start|end) g[et]$/.test(kind)) filter.days.from = kind.endsWith('gt') ? at + DAY : at;
    else if (/^usage(start|end) l[et]$/.test(kind)) filter.days.until = kind.endsWith('lt') ? at : at + DAY;
    else throw badRequest('BadRequest', `Invalid filter clause: '${part}'.`);
  }
  return filter;
}
