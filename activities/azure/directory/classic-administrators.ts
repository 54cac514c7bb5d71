import type { ResourceManagementClient } from '@azure/arm-resources';
import { refused, send, translate } from '../http/request';

/** Microsoft.Authorization classicAdministrators, the only version there is. */
const API_VERSION = '2015-07-01';

/** Service administrator and co-administrators of the classic model, as Resource Manager lists them to whoever may read the subscription. */
export async function classicAdministrators(
  client: ResourceManagementClient,
  endpoint: string,
  subscriptionId: string,
): Promise<{ emailAddress: string; role: string }[]> {
  const doing = `list the classic administrators of ${subscriptionId}`;
  try {
    const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/classicAdministrators`;
    const answer = await send(client, 'GET', `${endpoint}${path}?api-version=${API_VERSION}`);
    if (answer.status !== 200) throw refused(answer, doing);
    const { value } = answer.body as { value: { properties: { emailAddress: string; role: string } }[] };
    return value.map(({ properties }) => properties);
  } catch (error) {
    throw translate(error, doing);
  }
}
