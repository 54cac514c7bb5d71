import type { Azure } from '../../kernel/azure';
import type { ArmRequest } from '../../kernel/http/request';
import { underEffects } from '../../kernel/operations';
import type { Operation } from '../../kernel/state/model';
import { badRequest, ClassicError, exclusive } from './errors';
import { validationMessages } from './messages';
import type { ClassicSubscription, Destination, Migration, MigrationWork, UnitRef, Verb } from './model';
import { hiddenObstacle } from './obstacles';
import { lockedWith, machinesOf } from './scope';
import { deploymentsIn, getUnit, migrationHolding, nameOf, unitKey } from './units';

/** Virtual seconds that a verb takes: a fixed number, and a number for each machine. Microsoft says minutes. */
const SECONDS: Record<Verb, [fixed: number, each: number]> = { prepare: [180, 60], commit: [60, 20], abort: [60, 30] };
/** The virtual seconds of a verb that finds nothing to do. */
const AT_ONCE = 5;

/** Writes are refused from prepare until commit or abort. */
export function inMigration(unit: UnitRef): ClassicError {
  return new ClassicError(
    409,
    'ConflictError',
    `${nameOf(unit)} is in the process of being migrated and hence cannot be changed.`,
  );
}

/** The unit's own migration; undefined when nothing was prepared. @throws ClassicError when another one holds it, or it is on its way */
function ownMigration(side: ClassicSubscription, unit: UnitRef): Migration | undefined {
  const key = unitKey(unit);
  const holding = migrationHolding(side, key);
  if (holding && holding.key !== key) throw inMigration(unit);
  const operation = holding?.migration.operation;
  if (operation !== undefined) throw exclusive(operation);
  return holding?.migration;
}

function assertAllowed(side: ClassicSubscription, unit: UnitRef): void {
  const errors = validationMessages(side, unit).filter((one) => one.category === 'Error');
  if (errors.length > 0) throw badRequest(errors.map((one) => one.message).join(' '));
  for (const key of unit.kind === 'virtualnetwork' ? deploymentsIn(side, unit.name).map((one) => one.service.name) : []) {
    const service: UnitRef = { kind: 'hostedservices', name: key };
    if (migrationHolding(side, unitKey(service))) throw inMigration(service);
  }
}

/** Whether the verb changes anything; what it is refused for is thrown. Every verb may be repeated. */
function changes(side: ClassicSubscription, unit: UnitRef, verb: Verb): boolean {
  const key = unitKey(unit);
  if (side.committed.includes(key) && verb === 'commit') return false;
  if (side.committed.includes(key) && verb === 'abort')
    throw badRequest(`The migration of ${nameOf(unit)} is committed and cannot be aborted.`);
  getUnit(side, unit.kind, unit.name);
  const migration = ownMigration(side, unit);
  if (verb === 'prepare') {
    if (migration) return false;
    assertAllowed(side, unit);
    return true;
  }
  if (verb === 'commit' && !migration)
    throw badRequest(`The migration of ${nameOf(unit)} cannot be committed: it is not prepared.`);
  return migration !== undefined;
}

const STATES: Record<Verb, Migration['state']> = { prepare: 'Preparing', commit: 'Committing', abort: 'Aborting' };

/**
 * Begins one of the three verbs that change something: 202, and the operation has the id of the request.
 * @throws ClassicError 400 for what validate refuses, for a commit before prepare, for an abort after commit; 409 while something else works on it; 404
 */
export function beginMigration(
  azure: Azure,
  request: ArmRequest,
  side: ClassicSubscription,
  unit: UnitRef,
  verb: Verb,
  destination?: Destination,
): void {
  const isChange = changes(side, unit, verb);
  const [fixed, each] = SECONDS[verb];
  const seconds = isChange ? fixed + each * machinesOf(side, unit).length : AT_ONCE;
  const plain: Operation = {
    id: request.requestId,
    kind: 'classicMigration',
    subscriptionId: side.subscriptionId,
    startedAt: azure.clock.now(),
    state: 'running',
    successStatus: 200,
    work: { unit, verb, ...(destination === undefined ? {} : { destination }) } satisfies MigrationWork,
  };
  const operation = underEffects(request, plain, seconds);
  if (isChange) {
    const key = unitKey(unit);
    side.migrations[key] = {
      members: lockedWith(side, unit),
      built: [],
      groups: [],
      stopped: [],
      ...side.migrations[key],
      state: STATES[verb],
      operation: operation.id,
    };
    const obstacle = verb === 'prepare' ? hiddenObstacle(azure, side, unit, destination) : undefined;
    if (obstacle && !operation.failure) operation.failure = obstacle;
  }
  azure.begin(operation);
}
