import type { Answer } from '../../kernel/http/request';
import type { ClassicCall } from './call';
import { badRequest, notFound, notModelled, xmlAnswer } from './errors';
import { validationMessages } from './messages';
import { beginMigration, inMigration } from './migrate';
import { classicState, type ClassicSubscription, type Destination, type Kind, type UnitRef, type Verb } from './model';
import { READS } from './reads';
import { removeUnit } from './remove';
import { classicSide, getDeployment, getUnit, migrationHolding, unitKey } from './units';
import { validationView } from './views/operations';
import { textIn } from './xml';

const UNIT =
  /^\/services\/(?:networking\/)?(hostedservices|virtualnetwork|storageservices|networksecuritygroups|reservedips|routetables)\/([^/]+)(?:\/deployments\/([^/]+))?/i;
const MIGRATION = new RegExp(`${UNIT.source}/migration$`, 'i');
const VERBS = ['validate', 'prepare', 'commit', 'abort'];

function unitIn(match: RegExpExecArray): UnitRef {
  const [, kind = '', name = '', deployment] = match;
  return { kind: kind.toLowerCase() as Kind, name, ...(deployment === undefined ? {} : { deployment }) };
}

/** @throws ClassicError 400 when it is missing something, or its kind is none of the three */
function destinationOf(body: string): Destination {
  const kind = textIn(body, 'DestinationVirtualNetwork') ?? '';
  if (kind !== 'New' && kind !== 'Existing' && kind !== 'Default')
    throw badRequest(`The value '${kind}' of DestinationVirtualNetwork is none of Default, New, Existing.`);
  const [resourceGroup, virtualNetwork, subnet] = ['ResourceGroupName', 'VirtualNetworkName', 'SubNetName'].map(
    (name) => textIn(body, name) ?? '',
  ) as [string, string, string];
  if (kind === 'Existing' && [resourceGroup, virtualNetwork, subnet].includes(''))
    throw badRequest('ResourceGroupName, VirtualNetworkName and SubNetName are needed for an existing virtual network.');
  return { kind, resourceGroup, virtualNetwork, subnet };
}

/** POST …/migration?comp=validate|prepare|commit|abort */
function migration(call: ClassicCall, side: ClassicSubscription, unit: UnitRef): Answer {
  const comp = call.request.query.get('comp') ?? '';
  if (!VERBS.includes(comp)) throw badRequest(`The value '${comp}' of comp is none of ${VERBS.join(', ')}.`);
  if ((unit.kind === 'hostedservices') !== (unit.deployment !== undefined)) throw notFound('There is no such migration.');
  const needsDestination = unit.kind === 'hostedservices' && (comp === 'validate' || comp === 'prepare');
  const destination = needsDestination ? destinationOf(call.text) : undefined;
  if (needsDestination) getDeployment(side, unit.name, unit.deployment ?? '');
  if (comp === 'validate') return xmlAnswer(200, validationView(validationMessages(side, unit)));
  beginMigration(call.azure, call.request, side, unit, comp as Verb, destination);
  return { status: 202 };
}

/** Writes to a unit: refused while it is locked. Beside the migration there is only deletion. */
function write(call: ClassicCall, side: ClassicSubscription, unit: UnitRef): Answer {
  if (migrationHolding(side, unitKey(unit))) throw inMigration(unit);
  getUnit(side, unit.kind, unit.name);
  if (call.request.method !== 'DELETE') throw notModelled(`${call.request.method} ${call.path}`);
  return removeUnit(call, side, unit);
}

/** @throws ClassicError 404 for a path that RDFE does not have, 501 by name for what is not modelled */
export function answerFor(call: ClassicCall): Answer {
  const side = classicSide(classicState.of(call.azure.store), call.subscriptionId);
  const { method } = call.request;
  if (method === 'GET') {
    for (const [pattern, read] of READS) {
      const parts = pattern.exec(call.path);
      if (parts) return read({ ...call, side, parts: parts.slice(1) });
    }
    throw notModelled(`GET ${call.path}`);
  }
  const verb = MIGRATION.exec(call.path);
  if (verb && method === 'POST') return migration(call, side, unitIn(verb));
  const unit = UNIT.exec(call.path);
  if (unit) return write(call, side, unitIn(unit));
  if (/^\/services\/networking\/media$/i.test(call.path)) {
    const locked = side.units.virtualnetwork
      .map((one): UnitRef => ({ kind: 'virtualnetwork', name: one.name }))
      .find((one) => migrationHolding(side, unitKey(one)));
    if (locked) throw inMigration(locked);
  }
  throw notModelled(`${method} ${call.path}`);
}
