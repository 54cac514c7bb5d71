import { guidFrom } from '../../kernel/guids';
import { keyOf } from '../../kernel/ids';
import { setAdministrators } from '../../kernel/state/administrators';
import type { Store } from '../../kernel/state/store';
import { allClassicResources, showInArm } from './arm-face';
import { classicState, KINDS } from './model';
import { LISTS } from './problems';
import type { ClassicWorld } from './schema';
import { classicSide } from './units';

/** Services of the classic model are there without being registered by anybody. */
const NAMESPACES = ['Microsoft.ClassicCompute', 'Microsoft.ClassicNetwork', 'Microsoft.ClassicStorage'];

/** Adds a world's classic part to what is there, and shows it in ARM. The world was checked before. */
export function loadClassic(store: Store, classic: ClassicWorld, now: number): void {
  const { subscriptionId, administrators, virtualMachineQuota, migrationRegistered } = classic;
  const side = classicSide(classicState.of(store), subscriptionId);
  setAdministrators(store, subscriptionId, [
    ...(store.classicAdministrators.get(keyOf(subscriptionId)) ?? []),
    ...administrators,
  ]);
  if (virtualMachineQuota !== undefined) side.virtualMachineQuota = virtualMachineQuota;
  for (const kind of KINDS) {
    const managed = classic[LISTS[kind]].map((unit) => ({
      ...unit,
      id: guidFrom('classic', subscriptionId, kind, unit.name),
      createdAt: now,
      ...('deployments' in unit
        ? {
            deployments: unit.deployments.map((one) => ({
              ...one,
              id: guidFrom('classic deployment', subscriptionId, unit.name, one.name).replaceAll('-', ''),
              createdAt: now,
            })),
          }
        : {}),
    }));
    (side.units[kind] as unknown[]).push(...managed);
  }
  const registrations = store.subscriptions.get(keyOf(subscriptionId))?.registrations ?? {};
  for (const namespace of NAMESPACES) registrations[keyOf(namespace)] = 'Registered';
  if (migrationRegistered) registrations[keyOf('Microsoft.ClassicInfrastructureMigrate')] = 'Registered';
  for (const kind of KINDS) for (const unit of side.units[kind]) showInArm(store, side, kind, unit as never);
  for (const { id } of allClassicResources(side)) {
    const stored = store.find(id);
    if (stored) stored.knownDangling = store.dangling(stored.resource);
  }
}
