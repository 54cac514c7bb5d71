import type { PartnerCenter, ServiceRequest } from '../../ports/partner-center';
import { type Json, objectIn, objectsIn, textIn } from '../http/json';
import { everyItem } from './pages';
import type { Transport } from './transport';

/** Numbers are how lists of one customer write it (get-all-service-requests-for-a-customer). */
const STATUS = ['none', 'open', 'closed', 'attention_needed'];
const SEVERITY = ['unknown', 'critical', 'moderate', 'minimal'];

/** Service requests; they are opened in the portal alone. Source: learn.microsoft.com/partner-center/developer, service-request-resources. */
export function serviceRequests(transport: Transport): Pick<PartnerCenter, 'serviceRequests' | 'changeServiceRequest'> {
  return {
    async serviceRequests(customerTenantId) {
      const path = `/v1/customers/${encodeURIComponent(customerTenantId)}/servicerequests`;
      return (await everyItem(transport, `list the service requests of customer ${customerTenantId}`, path)).map(requestIn);
    },

    async changeServiceRequest(id, { note, status }, requestId) {
      const { body } = await transport.send(`change service request ${id}`, {
        method: 'PATCH',
        path: `/v1/servicerequests/${encodeURIComponent(id)}`,
        requestId,
        body: {
          ...(note === undefined ? {} : { NewNote: { Text: note } }),
          ...(status === undefined ? {} : { Status: status }),
          Attributes: { ObjectType: 'ServiceRequest' },
        },
      });
      return requestIn(objectIn(body));
    },
  };
}

function requestIn(value: Json): ServiceRequest {
  const word = (given: unknown, words: string[]) => words[Number(given)] ?? textIn(given) ?? words[0] ?? '';
  return {
    id: textIn(value.id) ?? '',
    title: textIn(value.title) ?? '',
    status: word(value.status, STATUS),
    severity: word(value.severity, SEVERITY),
    notes: objectsIn(value.notes).map(({ text }) => textIn(text) ?? ''),
  };
}
