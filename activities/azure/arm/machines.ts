import type { ResourceManagementClient } from '@azure/arm-resources';
import type { ArmResource } from '../../../contracts/azure/inventory';
import type { Arm, Operation } from '../../ports/arm';
import { allPages } from '../http/pages';
import { refused, retryAfterMs, send, translate } from '../http/request';

/** Microsoft.Compute is asked in this version. */
const API_VERSION = '2024-07-01';
/** Compute's own pace (recorded: every 10 s), used when it sends no Retry-After. */
const PACE_MS = 10_000;

/** Virtual machines by Compute itself: its list carries whole models and does not lag behind as Resource Graph does. */
export function machines(
  endpoint: string,
  client: (id: string) => ResourceManagementClient,
): Pick<Arm, 'virtualMachines' | 'virtualMachine' | 'putVirtualMachine'> {
  const urlOf = (path: string) => `${endpoint}${path}?api-version=${API_VERSION}`;
  return {
    async virtualMachines(subscriptionId) {
      const doing = `list the virtual machines of ${subscriptionId}`;
      const scope = `/subscriptions/${subscriptionId}`;
      return allPages<ArmResource>(client(scope), urlOf(`${scope}/providers/Microsoft.Compute/virtualMachines`), doing);
    },

    async virtualMachine(id) {
      const doing = `read ${id}`;
      try {
        const answer = await send(client(id), 'GET', urlOf(id));
        if (answer.status === 404) return undefined;
        if (answer.status !== 200) throw refused(answer, doing);
        return answer.body as ArmResource;
      } catch (error) {
        throw translate(error, doing);
      }
    },

    async putVirtualMachine(id, model): Promise<Operation | undefined> {
      const doing = `change ${id}`;
      try {
        const answer = await send(client(id), 'PUT', urlOf(id), model);
        if (![200, 201, 202].includes(answer.status)) throw refused(answer, doing);
        const url = answer.header('azure-asyncoperation') ?? answer.header('location');
        return url ? { url, retryAfterMs: retryAfterMs(answer, PACE_MS) } : undefined;
      } catch (error) {
        throw translate(error, doing);
      }
    },
  };
}
