import type { Azure } from '../../kernel/azure';
import { keyOf } from '../../kernel/ids';
import type { Operation } from '../../kernel/state/model';
import { removeWithChildren } from '../../kernel/state/removal';
import { groupKeyOf } from '../../kernel/state/store';
import { hideInArm, showInArm } from './arm-face';
import { classicState, type ClassicSubscription, type Migration, type MigrationWork, type Role } from './model';
import { deploymentsOf, goingWith } from './scope';
import { classicSide, findUnit, forgetMigration, unitKey } from './units';
import { buildInArm } from './upgrade/build';

/** Machines outside of a network are stopped and deallocated: they get into one (docs, migration overview). */
function stopMachines(azure: Azure, side: ClassicSubscription, work: MigrationWork, migration: Migration): void {
  if (work.unit.kind !== 'hostedservices') return;
  for (const { service, deployment } of deploymentsOf(side, work.unit)) {
    for (const role of deployment.roles) {
      migration.stopped.push({ role: role.name, state: role.state });
      role.state = 'StoppedDeallocated';
    }
    showInArm(azure.store, side, 'hostedservices', service);
  }
}

function prepare(azure: Azure, side: ClassicSubscription, work: MigrationWork, migration: Migration): void {
  const { built, groups } = buildInArm(azure, side, work);
  Object.assign(migration, { built, groups, state: 'Prepared' });
  stopMachines(azure, side, work, migration);
}

function commit(azure: Azure, side: ClassicSubscription, work: MigrationWork): void {
  for (const { kind, name } of goingWith(side, work.unit)) {
    const unit = findUnit(side, kind, name);
    if (!unit) continue;
    hideInArm(azure.store, side, kind, unit as never);
    (side.units[kind] as unknown[]).splice((side.units[kind] as unknown[]).indexOf(unit), 1);
  }
  forgetMigration(side, unitKey(work.unit));
  side.committed.push(unitKey(work.unit));
}

function abort(azure: Azure, side: ClassicSubscription, work: MigrationWork, migration: Migration): void {
  for (const id of [...migration.built].reverse()) removeWithChildren(azure.store, id);
  for (const id of migration.groups) if (azure.store.membersIn(keyOf(id)).size === 0) azure.store.removeGroup(groupKeyOf(id));
  const before = new Map<string, Role['state']>(migration.stopped.map((one) => [one.role, one.state]));
  forgetMigration(side, unitKey(work.unit));
  if (before.size === 0) return;
  for (const { service, deployment } of deploymentsOf(side, work.unit)) {
    for (const role of deployment.roles) role.state = before.get(role.name) ?? role.state;
    showInArm(azure.store, side, 'hostedservices', service);
  }
}

/** Ends a verb's operation. One that failed leaves the unit as it was before it. */
export function completeMigration(azure: Azure, operation: Operation): void {
  const work = operation.work as MigrationWork;
  const side = classicSide(classicState.of(azure.store), operation.subscriptionId);
  const key = unitKey(work.unit);
  const migration = side.migrations[key];
  // A verb that found nothing to do holds nothing.
  if (migration?.operation !== operation.id) return;
  delete migration.operation;
  if (operation.failure) {
    if (work.verb === 'prepare') forgetMigration(side, key);
    else migration.state = 'Prepared';
    return;
  }
  ({ prepare, commit, abort })[work.verb](azure, side, work, migration);
}
