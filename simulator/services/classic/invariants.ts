import type { Azure } from '../../kernel/azure';
import { keyOf } from '../../kernel/ids';
import type { Breach } from '../../kernel/state/invariants';
import type { Store } from '../../kernel/state/store';
import { classicId } from './arm-ids';
import { classicState, type ClassicSubscription, type Kind, KINDS } from './model';
import { findUnit } from './units';

type Say = (invariant: string, detail: string) => void;

function split(key: string): [kind: Kind, name: string] {
  const [kind = '', ...name] = key.split('/');
  return [kind as Kind, name.join('/')];
}

function committedIsGone(side: ClassicSubscription, say: Say): void {
  for (const key of side.committed) {
    if (findUnit(side, ...split(key))) say('a unit is not both classic and committed', `${side.subscriptionId}: ${key}`);
    if (side.migrations[key]) say('a committed unit is not on its way', `${side.subscriptionId}: ${key}`);
  }
}

function preparedHasBothSides(store: Store, side: ClassicSubscription, say: Say): void {
  for (const [key, { state, operation, members, built }] of Object.entries(side.migrations)) {
    for (const member of members)
      if (!findUnit(side, ...split(member)))
        say('a prepared unit has its classic side', `${side.subscriptionId}: ${key} without ${member}`);
    if (state !== 'Preparing' && built.length === 0) say('a prepared unit has its side in ARM', `${side.subscriptionId}: ${key}`);
    for (const id of built) if (!store.find(id)) say('a prepared unit has its side in ARM', `${key} without ${id}`);
    const isRunning = operation !== undefined && store.operations.get(operation)?.state === 'running';
    if ((operation !== undefined) !== isRunning || (state !== 'Prepared') !== isRunning)
      say('a unit is on its way only while something works on it', `${side.subscriptionId}: ${key} is ${state}`);
  }
}

function isShown(store: Store, side: ClassicSubscription, say: Say): void {
  for (const kind of KINDS)
    for (const unit of side.units[kind]) {
      const id = classicId(side.subscriptionId, kind, unit);
      if (!store.find(id)) say('a classic unit is seen in ARM', id);
    }
}

/** What must hold of the classic side, whatever was done. */
export function classicInvariants({ store }: Azure): Breach[] {
  const broken: Breach[] = [];
  const say: Say = (invariant, detail) => broken.push({ invariant, detail });
  for (const side of Object.values(classicState.of(store))) {
    committedIsGone(side, say);
    preparedHasBothSides(store, side, say);
    isShown(store, side, say);
    const holders = Object.values(side.migrations).flatMap((one) => one.built.map(keyOf));
    if (new Set(holders).size !== holders.length) say('a resource is made by one migration', side.subscriptionId);
  }
  return broken;
}
