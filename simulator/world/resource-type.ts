import { parseId, typeOf } from '../kernel/ids';

/** The resource's type as its id says it; undefined when the id names no resource in a resource group. */
export function resourceTypeOf(id: string): string | undefined {
  const parsed = parseId(id);
  const part = parsed?.providers.at(-1);
  if (!parsed?.resourceGroup || !part || part.types.length === 0 || part.types.length !== part.names.length) return undefined;
  return typeOf(part);
}
