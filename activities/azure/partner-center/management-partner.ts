import type { ServiceClient } from '@azure/core-client';
import { failure } from '../../failures/failure';
import { refused, send, translated } from '../http/request';

const API_VERSION = '2018-02-01';

/**
 * Links the signed-in identity to a partner (partner admin link). It is the identity's own link: it needs no role on any scope.
 * Source: ManagementPartner.json 2018-02-01.
 * @param client signed in to the customer's tenant
 * @returns the MPN id that is linked, as it is read afterwards
 * @throws UnknownPartner when Azure does not take the MPN id
 */
export function linkPartner(client: ServiceClient, endpoint: string, mpnId: string): Promise<string> {
  const doing = `link partner ${mpnId}`;
  const at = (id?: string) =>
    `${endpoint}/providers/Microsoft.ManagementPartner/partners${id === undefined ? '' : `/${encodeURIComponent(id)}`}?api-version=${API_VERSION}`;
  return translated(doing, async () => {
    const put = await send(client, 'PUT', at(mpnId), { partnerId: mpnId });
    // It is linked already, perhaps to another partner: changing is another verb.
    const answer = put.status === 409 ? await send(client, 'PATCH', at(mpnId), { partnerId: mpnId }) : put;
    if (answer.status === 400)
      throw failure(
        'UnknownPartner',
        `${doing}: Azure does not take this MPN id (${JSON.stringify(answer.body)}). The partner checks it in Partner Center.`,
      );
    if (answer.status >= 300) throw refused(answer, doing);
    const linked = await send(client, 'GET', at());
    if (linked.status !== 200) throw refused(linked, doing);
    const { properties } = linked.body as { properties?: { partnerId?: string } };
    return properties?.partnerId ?? '';
  });
}
