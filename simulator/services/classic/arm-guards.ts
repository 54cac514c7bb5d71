import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { notImplemented } from '../../kernel/http/errors';
import { keyOf, subscriptionOf, topLevelKey } from '../../kernel/ids';
import { groupKeyOf } from '../../kernel/state/store';
import { allClassicResources, classicResources } from './arm-face';
import { classicState, type ClassicSubscription, KINDS } from './model';

/** Keys of the resources that a prepared unit locks in ARM: what prepare made, and the classic side of it. */
function lockedKeys(side: ClassicSubscription): Set<string> {
  const members = new Set(Object.values(side.migrations).flatMap((one) => one.members));
  const classic = KINDS.flatMap((kind) =>
    side.units[kind]
      .filter((unit) => members.has(`${kind}/${keyOf(unit.name)}`))
      .flatMap((unit) => classicResources(side, kind, unit as never).map((one) => keyOf(one.id))),
  );
  return new Set([...classic, ...Object.values(side.migrations).flatMap((one) => one.built.map(keyOf))]);
}

/** The id of what a migration locks at an id: the resource itself or its top-level resource; for a group, anything in it. Undefined when nothing is locked. */
function lockedByMigration(azure: Azure, id: string): string | undefined {
  const side = classicState.of(azure.store)[keyOf(subscriptionOf(id) ?? '')];
  if (!side || Object.keys(side.migrations).length === 0) return undefined;
  const locked = lockedKeys(side);
  const top = topLevelKey(id);
  if (top !== undefined) return locked.has(top) ? id : undefined;
  const group = groupKeyOf(id);
  return group === keyOf(id) ? [...locked].find((one) => one.startsWith(`${group}/`)) : undefined;
}

/**
 * Refuses writes to either side from prepare until commit or abort (docs, migration overview).
 * @throws ArmError 409 OperationNotAllowed
 */
export function assertNotInMigration(azure: Azure, id: string): void {
  const locked = lockedByMigration(azure, id);
  if (locked === undefined) return;
  throw new ArmError(409, {
    code: 'OperationNotAllowed',
    message: `The operation cannot be performed on '${id}' because a migration is in progress. Commit the migration to start managing '${locked}', or abort it.`,
  });
}

/** Classic resources are made and changed by RDFE. @throws ArmError 501 */
export function assertNotClassic(type: string): void {
  if (/^microsoft\.classic/i.test(type)) throw notImplemented(`writing ${type} through Azure Resource Manager`);
}

/** Deleting a group would delete what is classic in it, which RDFE does by rules of its own. @throws ArmError 501 */
export function assertNothingClassicIn(azure: Azure, groupId: string): void {
  const side = classicState.of(azure.store)[keyOf(subscriptionOf(groupId) ?? '')];
  const found = side && allClassicResources(side).find((one) => groupKeyOf(one.id) === keyOf(groupId));
  if (found) throw notImplemented(`deleting a group that has the classic resource ${found.id}`);
}
