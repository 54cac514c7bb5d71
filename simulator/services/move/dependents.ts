import { keyOf } from '../../kernel/ids';
import type { MoveCase } from './move-case';
import type { Objection } from './refusals';

/** A resource that goes to another subscription takes along what it needs and what needs it. */
export function missingDependents(move: MoveCase): Objection[] {
  const byKey = new Map(move.source.map((resource) => [keyOf(resource.id), resource]));
  const objections = new Map<string, Objection>();
  for (const [key, others] of move.links) {
    const mover = move.named.get(key);
    if (!mover) continue;
    for (const other of others) {
      const stays = byKey.get(other);
      if (!stays || move.named.has(other)) continue;
      objections.set(`${mover.type.toLowerCase()} ${other}`, {
        type: mover.type,
        code: 'MissingMoveDependentResources',
        summary:
          'The move resources request does not contain all the dependent resources. Please check error details for missing resource ids.',
        target: stays.id,
        message: `'${stays.id}' belongs to '${mover.id}' and is not in the request.`,
      });
    }
  }
  return [...objections.values()];
}
