import type { ArmResource } from '../../kernel/arm-types';
import { keyOf, topLevelKey } from '../../kernel/ids';
import { at, textOf } from '../providers/json';
import { describeId } from '../providers/resource-id';
import type { MoveCase } from './move-case';
import type { Objection } from './refusals';
import { hasType, isIn } from './resource-tests';

const NETWORKED = new Set(['microsoft.network', 'microsoft.compute']);

/**
 * Everything that moves has to be in the state Succeeded, and so has everything on a virtual network of either group, wherever it is
 * itself, when the network or compute provider takes part in the move.
 */
export function notSucceeded(move: MoveCase): Objection[] {
  const found = new Map<string, Objection>();
  const judge = (resource: ArmResource, type: string) => {
    const state = textOf(at(resource, 'properties', 'provisioningState'));
    if (state === undefined || state.toLowerCase() === 'succeeded') return;
    const failed = ['failed', 'canceled'].includes(state.toLowerCase());
    found.set(keyOf(resource.id), {
      type,
      code: 'MoveCannotProceedWithResourcesNotInSucceededState',
      summary: 'One of the resources that move, or one that they depend on, is not in Succeeded state. See the details of each.',
      target: resource.id,
      message: failed
        ? `'${resource.id}' is in state ${state}.`
        : `Another operation works on '${resource.id}': its state is ${state}.`,
      ...(failed ? {} : { innerCode: 'AnotherOperationInProgress' }),
    });
  };
  for (const resource of move.moved) judge(resource, move.named.get(topLevelKey(resource.id) ?? '')?.type ?? resource.type);
  const first = [...move.named.values()].find((resource) =>
    NETWORKED.has((describeId(resource.id)?.namespace ?? '').toLowerCase()),
  );
  if (first) for (const resource of onVirtualNetworks(move)) judge(resource, first.type);
  return [...found.values()];
}

/** What hangs, directly or through others, on the virtual networks of the source and the target group. */
function onVirtualNetworks(move: MoveCase): ArmResource[] {
  const roots = move.everything.filter(
    (resource) =>
      hasType(resource, 'Microsoft.Network/virtualNetworks') &&
      (isIn(resource, move.request.source) || isIn(resource, move.request.target)),
  );
  if (roots.length === 0) return [];
  const reached = new Set(roots.map((resource) => keyOf(resource.id)));
  for (const key of reached) for (const other of move.links.get(key) ?? []) reached.add(other);
  return move.everything.filter((resource) => reached.has(keyOf(resource.id)));
}
