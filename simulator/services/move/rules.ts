import type { ArmError, ArmErrorBody } from '../../kernel/arm-types';
import { factsOf } from '../providers/catalog';
import { appServiceRules } from './app-service';
import { computeRules } from './compute';
import { missingDependents } from './dependents';
import type { MoveFacts, MoveRequest } from './model';
import { type MoveCase, openCase } from './move-case';
import { networkRules } from './network';
import { preflight } from './preflight';
import { notSupported, refusedByProviders } from './refusals';
import { serviceRules } from './services';
import { notSucceeded } from './state';
import { regionRule } from './storage';

/** What a move is refused for; without a refusal it goes ahead. */
export interface MoveVerdict {
  /** Answer of the POST. */
  sync?: ArmError;
  /** The answer of the poll that ends the operation, after the 202. `body` stands below `error`. */
  async?: { status: number; body: ArmErrorBody };
}

/**
 * Judges moveResources and validateMoveResources alike: what ARM refuses at once, what it refuses after the 202, and what the
 * providers refuse after the 202. Within a subscription dependents may stay in their groups; across, they may not.
 */
export function judgeMove(facts: MoveFacts, request: MoveRequest): MoveVerdict {
  const sync = preflight(facts, request);
  if (sync) return { sync };
  const move = openCase(facts, request);
  const immovable = [...move.named.values()].filter((resource) => !mayMove(resource.type, move));
  if (immovable.length > 0) return { async: { status: 409, body: notSupported(move, immovable) } };
  const objections = [
    ...notSucceeded(move),
    ...(move.acrossSubscriptions
      ? [
          ...regionRule(move),
          ...missingDependents(move),
          ...networkRules(move),
          ...computeRules(move),
          ...serviceRules(move),
          ...appServiceRules(move),
        ]
      : []),
  ];
  return objections.length === 0 ? {} : { async: { status: 409, body: refusedByProviders(move, objections) } };
}

/** A type that the catalog does not have moves nowhere. */
function mayMove(type: string, move: MoveCase): boolean {
  const facts = factsOf(type);
  return (move.acrossSubscriptions ? facts?.movesToSubscription : facts?.movesToGroup) ?? false;
}
