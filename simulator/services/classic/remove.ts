import type { Answer } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import { hideInArm, showInArm } from './arm-face';
import type { ClassicCall } from './call';
import { badRequest, notModelled } from './errors';
import type { ClassicSubscription, UnitRef } from './model';
import { getDeployment, getUnit, nameOf } from './units';
import { machinesOn, reservedBy, routedBy, securedBy } from './users';

function users(side: ClassicSubscription, { kind, name }: UnitRef): string[] {
  if (kind === 'storageservices') return machinesOn(side, name);
  if (kind === 'networksecuritygroups') return securedBy(side, name);
  if (kind === 'routetables') return routedBy(side, name);
  if (kind === 'reservedips') return [reservedBy(side, name)?.service.name ?? []].flat();
  return getUnit(side, 'hostedservices', name).deployments.map((one) => one.name);
}

/**
 * DELETE of a deployment, or of a unit that nothing uses: done at once, 200. Networks are deleted through the network configuration, which is not modelled.
 * @throws ClassicError 400 while something uses it
 */
export function removeUnit(call: ClassicCall, side: ClassicSubscription, unit: UnitRef): Answer {
  const { store } = call.azure;
  const { kind, name, deployment } = unit;
  const own = kind === 'hostedservices' ? (deployment === undefined ? '' : `/deployments/${deployment}`) : '';
  if (kind === 'virtualnetwork' || !keyOf(call.path).endsWith(keyOf(`/${name}${own}`))) throw notModelled(`DELETE ${call.path}`);
  const found = getUnit(side, kind, name);
  if (deployment !== undefined) {
    const service = getUnit(side, 'hostedservices', name);
    const gone = getDeployment(side, name, deployment);
    hideInArm(store, side, 'hostedservices', service);
    service.deployments = service.deployments.filter((one) => one !== gone);
    showInArm(store, side, 'hostedservices', service);
    return { status: 200 };
  }
  const using = users(side, unit);
  if (using.length > 0) throw badRequest(`${nameOf(unit)} is in use by ${using.join(', ')} and cannot be deleted.`);
  hideInArm(store, side, kind, found as never);
  const list = side.units[kind] as unknown[];
  list.splice(list.indexOf(found), 1);
  return { status: 200 };
}
