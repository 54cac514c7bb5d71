import { badRequest } from '../../kernel/http/errors';
import { page } from '../../kernel/http/paging';
import { type Answer, type ArmRequest, option } from '../../kernel/http/request';

type Field<T> =
  | { kind: 'text'; of: (item: T) => string }
  /** Milliseconds. */
  | { kind: 'date'; of: (item: T) => number };

/** Whether an item meets one clause of a filter. @throws ArmError 400 for a field or an operator that is not documented */
function clause<T>(part: string, fields: Record<string, Field<T>>): (item: T) => boolean {
  const [, name = '', operator = '', written = ''] =
    /^\(?\s*(\w+)\s+(eq|gt|ge)\s+('(?:[^']|'')*'|[^\s()]+)\s*\)?$/i.exec(part.trim()) ?? [];
  const value = written.replace(/^'|'$/g, '').replaceAll("''", "'");
  const field = fields[name.toLowerCase()];
  if (field?.kind === 'text' && operator.toLowerCase() === 'eq')
    return (item) => field.of(item).toLowerCase() === value.toLowerCase();
  const time = Date.parse(value);
  if (field?.kind === 'date' && operator !== '' && operator.toLowerCase() !== 'eq' && !Number.isNaN(time))
    return operator.toLowerCase() === 'gt' ? (item) => field.of(item) > time : (item) => field.of(item) >= time;
  throw badRequest(
    'InvalidFilterInQueryString',
    `Invalid $filter '${part}': text is compared by eq, createdDate by gt or ge, and clauses are joined by and.`,
  );
}

/** Answers a page of the items that the filter keeps. `$top` has a default and a maximum of its own for each list (swagger). */
export function filteredPage<T>(
  request: ArmRequest,
  items: T[],
  options: { fields: Record<string, Field<T>>; top: { default: number; max: number }; view: (item: T) => unknown },
): Answer {
  const filter = option(request, '$filter') ?? '';
  const clauses = filter === '' ? [] : filter.split(/\s+and\s+/i).map((part) => clause(part, options.fields));
  const found = items.filter((item) => clauses.every((one) => one(item)));
  const top = option(request, '$top');
  if (top !== undefined && Number(top) > options.top.max)
    throw badRequest('InvalidTopInQueryString', `Invalid $top '${top}': at most ${options.top.max}.`);
  const query = new URLSearchParams(request.query);
  if (top === undefined) query.set('$top', String(options.top.default));
  return page({ ...request, query }, found.map(options.view));
}
