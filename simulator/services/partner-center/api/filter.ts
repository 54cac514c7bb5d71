import { type Fields, fieldsOf, inCamelCase, type PartnerCall, queryOf } from './call';
import { refusal } from './errors';

interface Filter {
  field: string;
  value: string;
  operator: string;
}

/**
 * The query's `filter`: JSON `{Field, Value, Operator}`, as customers and audit records take it.
 * @throws PartnerError 3000 when it is not that, or when a field or an operator is not one of these
 */
export function filterOf(call: PartnerCall, fields: readonly string[], operators: readonly string[]): Filter | undefined {
  const text = queryOf(call, 'filter');
  if (text === undefined) return undefined;
  let written: Fields;
  try {
    written = fieldsOf(inCamelCase(JSON.parse(text)));
  } catch {
    throw refusal(3000, 'filter is JSON: {"Field": …, "Value": …, "Operator": …}');
  }
  const filter = {
    field: String(written['field']).toLowerCase(),
    value: String(written['value']),
    operator: String(written['operator']).toLowerCase(),
  };
  if (!fields.includes(filter.field)) throw refusal(3000, `filter.Field is one of ${fields.join(', ')}`);
  if (!operators.includes(filter.operator)) throw refusal(3000, `filter.Operator is one of ${operators.join(', ')}`);
  return filter;
}
