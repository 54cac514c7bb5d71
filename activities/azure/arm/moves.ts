import type { ResourceManagementClient } from '@azure/arm-resources';
import { failure, isFailure } from '../../failures/failure';
import type { Arm, Operation } from '../../ports/arm';
import { type Answer, refused, retryAfterMs, send, translate } from '../http/request';

const API_VERSION = '2024-03-01';
/** Azure's own pace for moves (recorded: every 15 s), used when it sends no Retry-After. */
const MOVE_PACE_MS = 15_000;

interface Clients {
  endpoint: string;
  patient: (subscriptionId: string) => ResourceManagementClient;
  once: (subscriptionId: string) => ResourceManagementClient;
}

/**
 * moveResources and validateMoveResources (Microsoft.Resources 2024-03-01): 202 with a Location that answers 202 while it runs, then 204, or
 * the error. The SDK's own pollers hold the worker; here the start gives the URL away and each look is one GET.
 */
export function moves({ endpoint, patient, once }: Clients): Pick<Arm, 'startValidation' | 'startMove' | 'poll'> {
  const post = async (
    client: ResourceManagementClient,
    verb: string,
    from: Parameters<Arm['startMove']>[0],
    resources: string[],
    target: string,
  ) =>
    send(
      client,
      'POST',
      `${endpoint}/subscriptions/${from.subscriptionId}/resourceGroups/${encodeURIComponent(from.resourceGroup)}/${verb}?api-version=${API_VERSION}`,
      { resources, targetResourceGroup: target },
    );
  const accepted = (answer: Answer, doing: string): Operation => {
    const url = answer.header('location') ?? answer.header('azure-asyncoperation');
    if (answer.status !== 202 || !url) throw refused(answer, doing);
    return { url, retryAfterMs: retryAfterMs(answer, MOVE_PACE_MS) };
  };

  return {
    async startValidation(from, resources, target) {
      const doing = `validate the move of ${resources.length} from ${from.resourceGroup}`;
      try {
        return accepted(await post(patient(from.subscriptionId), 'validateMoveResources', from, resources, target), doing);
      } catch (error) {
        throw translate(error, doing);
      }
    },

    async startMove(from, resources, target) {
      const doing = `move ${resources.length} from ${from.resourceGroup}`;
      try {
        return accepted(await post(once(from.subscriptionId), 'moveResources', from, resources, target), doing);
      } catch (error) {
        const known = translate(error, doing);
        // Neither a reset connection nor a 5xx says whether the move began.
        if (isFailure(known, 'AzureUnavailable') || !isFailure(known))
          throw failure('OutcomeUnknown', `${doing}: ${String(known)}`, {}, error);
        throw known;
      }
    },

    async poll(subscriptionId, url) {
      const doing = 'look at the long operation';
      try {
        const answer = await send(patient(subscriptionId), 'GET', url);
        if (answer.status === 202) return { running: true, retryAfterMs: retryAfterMs(answer, MOVE_PACE_MS) };
        const ended = asyncStatus(answer);
        if (ended === 'running') return { running: true, retryAfterMs: retryAfterMs(answer, MOVE_PACE_MS) };
        if (ended === 'well') return { running: false };
        throw refused(answer, 'the operation ended with an error');
      } catch (error) {
        throw translate(error, doing);
      }
    },
  };
}

/**
 * Azure-AsyncOperation answers 200 and says in the body how it stands; every word but the three last ones means that it runs (ARM's rules
 * for asynchronous operations). Location answers 200 or 204, without such a word, once it has ended well.
 */
function asyncStatus({ status, body }: Answer): 'running' | 'well' | 'badly' {
  if (status !== 200 && status !== 204) return 'badly';
  const word = typeof body === 'object' && body !== null && 'status' in body ? body.status : undefined;
  if (typeof word !== 'string' || word === 'Succeeded') return 'well';
  return word === 'Failed' || word === 'Canceled' ? 'badly' : 'running';
}
