import { badRequest } from '../../../kernel/http/errors';

interface Clause {
  field: string;
  operator: 'eq' | 'ne' | 'startswith' | 'substringof';
  value: string;
}

/**
 * OData as ARM's lists take it: `resourceType eq 'x' and tagName eq 'y'`.
 * @throws ArmError 400 for anything else (`or`, functions that are not listed)
 */
export function parseFilter(text: string): Clause[] {
  return text.split(/\s+and\s+/i).map((part): Clause => {
    const clause = part.trim().replace(/^\((.*)\)$/, '$1');
    const compared = /^([\w./]+)\s+(eq|ne)\s+'((?:[^']|'')*)'$/i.exec(clause);
    if (compared)
      return {
        field: (compared[1] as string).toLowerCase(),
        operator: (compared[2] as string).toLowerCase() as 'eq' | 'ne',
        value: (compared[3] as string).replaceAll("''", "'"),
      };
    const starts = /^startswith\(\s*([\w./]+)\s*,\s*'([^']*)'\s*\)$/i.exec(clause);
    if (starts) return { field: (starts[1] as string).toLowerCase(), operator: 'startswith', value: starts[2] as string };
    const contains = /^substringof\(\s*'([^']*)'\s*,\s*([\w./]+)\s*\)$/i.exec(clause);
    if (contains) return { field: (contains[2] as string).toLowerCase(), operator: 'substringof', value: contains[1] as string };
    throw badRequest('InvalidFilterInQueryString', `Invalid $filter '${text}' specified in the query string.`);
  });
}

function compare(clause: Clause, value: string): boolean {
  const [left, right] = [value.toLowerCase(), clause.value.toLowerCase()];
  if (clause.operator === 'eq') return left === right;
  if (clause.operator === 'ne') return left !== right;
  return clause.operator === 'startswith' ? left.startsWith(right) : left.includes(right);
}

interface Filterable {
  id: string;
  name: string;
  type: string;
  location?: string;
  tags?: Record<string, string>;
}

/** @throws ArmError 400 when a clause names a field that cannot be filtered by */
export function matchesFilter(clauses: Clause[], item: Filterable): boolean {
  const tagName = clauses.find((one) => one.field === 'tagname');
  const tagValue = clauses.find((one) => one.field === 'tagvalue');
  if (tagName || tagValue) {
    const tagged = Object.entries(item.tags ?? {}).some(
      ([name, value]) => (!tagName || compare(tagName, name)) && (!tagValue || compare(tagValue, value)),
    );
    if (!tagged) return false;
  }
  return clauses.every((clause) => {
    switch (clause.field) {
      case 'tagname':
      case 'tagvalue':
        return true;
      case 'resourcetype':
        return compare(clause, item.type);
      case 'name':
        return compare(clause, item.name);
      case 'location':
        return compare(clause, item.location ?? '');
      case 'resourcegroup':
        return compare(clause, item.id.split('/')[4] ?? '');
      default:
        throw badRequest(
          'InvalidFilterInQueryString',
          `Invalid $filter: '${clause.field}' is not a property that can be filtered by.`,
        );
    }
  });
}
