import type { ArmResource } from '../../contracts/azure/inventory';
import { idKey } from '../../planning/inventory/arm-id';
import type { Arm } from '../ports/arm';
import { secretsOf } from './machine-secrets';

/** Lower-case id of each of the machines → what became of its list. */
export async function whatIsLeft(
  arm: Arm,
  subscriptionId: string,
  machines: readonly Pick<ArmResource, 'id'>[],
): Promise<Map<string, 'removed' | 'kept' | 'gone'>> {
  const now = await lookUpMachines(
    arm,
    subscriptionId,
    machines.map(({ id }) => id),
  );
  return new Map(
    [...now].map(([id, machine]) => [id, machine === undefined ? 'gone' : secretsOf(machine).length > 0 ? 'kept' : 'removed']),
  );
}

/** Reads the machines of these ids, or of the whole subscription; undefined stands for what is neither in the list nor found by a GET. Keys are lower-case ids. */
export async function lookUpMachines(
  arm: Arm,
  subscriptionId: string,
  ids?: readonly string[],
): Promise<Map<string, ArmResource | undefined>> {
  const listed = new Map((await arm.virtualMachines(subscriptionId)).map((machine) => [idKey(machine.id), machine]));
  if (!ids) return listed;
  const found = new Map<string, ArmResource | undefined>();
  for (const id of ids.map(idKey)) found.set(id, listed.get(id) ?? (await arm.virtualMachine(id)));
  return found;
}
