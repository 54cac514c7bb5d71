import type { ScopedItems } from '../state/scoped-items';
import type { WorldChecks } from './part';

/** Reports what is wrong with entries that say something about a scope: no scope, an id of another form, an id that exists. */
export function checkScoped(
  key: 'locks' | 'roleAssignments' | 'policyAssignments',
  what: string,
  entries: readonly { id?: string | undefined; scope?: string | undefined }[],
  existing: ScopedItems,
  { say, unique, knownSubscription }: WorldChecks,
): void {
  unique(
    `${key}[#].id`,
    what,
    entries.map((one) => one.id),
    (id) => existing.get(id) !== undefined,
  );
  entries.forEach((one, at) => {
    const where = one.id ?? one.scope;
    if (where === undefined) say(`${key}[${at}]`, 'says neither id nor scope: add one of them');
    else knownSubscription(`${key}[${at}].${one.id === undefined ? 'scope' : 'id'}`, where);
    if (one.id !== undefined && !/\/providers\/microsoft\.authorization\//i.test(one.id))
      say(`${key}[${at}].id`, `'${one.id}' is not the id of one: {scope}/providers/Microsoft.Authorization/${key}/{name}`);
  });
}
