import type { ArmErrorBody, ArmResource } from '../../../simulator/kernel/arm-types';
import type { MoveRequest } from '../../../simulator/services/move/model';
import { judgeMove } from '../../../simulator/services/move/rules';
import { facts, id, resource } from './facts';

export const vnet = resource(id('Microsoft.Network/virtualNetworks/v'), {
  properties: { subnets: [{ name: 's', id: id('Microsoft.Network/virtualNetworks/v/subnets/s') }] },
});
export const nicOf = (name: string, more: Record<string, unknown> = {}, group = 'a') =>
  resource(id(`Microsoft.Network/networkInterfaces/${name}`, group), {
    properties: { ipConfigurations: [{ name: 'ip', properties: { subnet: { id: `${vnet.id}/subnets/s` }, ...more } }] },
  });
export const nic = nicOf('n');
export const vmOf = (properties: Record<string, unknown> = {}, more: Partial<ArmResource> = {}) =>
  resource(id('Microsoft.Compute/virtualMachines/m'), {
    properties: { networkProfile: { networkInterfaces: [{ id: nic.id }] }, ...properties },
    ...more,
  });
export const ids = (resources: ArmResource[]) => resources.map((item) => item.id);

/** Codes and targets of the innermost details, from whichever shape they came in. */
function innermost(body: ArmErrorBody): { code: string; target: string; message: string }[] {
  return (body.details ?? []).flatMap((detail) => {
    if (detail.code === undefined)
      return (JSON.parse(detail.message) as { error: { details: { code: string; target: string; message: string }[] } }).error
        .details;
    if (!detail.details) return [{ code: detail.code, target: detail.target ?? '', message: detail.message }];
    return detail.details.map((inner) => ({ code: inner.code ?? '', target: inner.target ?? '', message: inner.message }));
  });
}

export function refusals(world: ArmResource[], request: MoveRequest): string[] {
  const verdict = judgeMove(facts(world), request);
  expect(verdict.sync).toBeUndefined();
  if (!verdict.async) return [];
  expect(verdict.async.status).toBe(409);
  return innermost(verdict.async.body).map(({ code, target }) => `${code} ${target.split('/').at(-1)}`);
}
