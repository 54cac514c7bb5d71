import { failure } from '../../failures/failure';
import type { SupportRequests } from './requests';

/** Seed l.1597 and following: what a transfer between partners is asked for under. */
const SERVICE = 'subscription management';
const CLASSIFICATION = 'other general questions';

interface Named {
  id: string;
  name: string;
  properties?: { displayName?: string };
}

export interface Topic {
  serviceId: string;
  problemClassificationId: string;
}

/**
 * The ids that a ticket is opened with. They change, so that they are looked up each time by their display names, whatever the case; a
 * classification under "Cloud Solution Provider" goes first.
 * @throws NotFound with what was found instead
 */
export async function findTopic(requests: SupportRequests): Promise<Topic> {
  const services = await requests.list<Named>('list the services of Azure support', '/providers/Microsoft.Support/services');
  const service = best(services, SERVICE, 'the service of Azure support');
  const path = `/providers/Microsoft.Support/services/${service.name}/problemClassifications`;
  const classifications = await requests.list<Named>(`list what ${titleOf(service)} is about`, path);
  const classification = best(classifications, CLASSIFICATION, `the problem classification of ${titleOf(service)}`);
  return { serviceId: service.id, problemClassificationId: classification.id };
}

function best(found: Named[], wanted: string, what: string): Named {
  const fits = found.filter((one) => plain(one).includes(wanted));
  const [first] = [
    ...fits.filter((one) => /cloud solution provider|\bcsp\b/.test(plain(one))),
    ...fits.filter((one) => plain(one) === wanted),
    ...fits,
  ];
  if (first) return first;
  const names = found.slice(0, 30).map(titleOf).join(', ') || 'nothing';
  throw failure('NotFound', `${what}: none is called "${wanted}"; there are ${names}. Open the ticket by hand and report it.`);
}

const titleOf = (one: Named) => one.properties?.displayName ?? one.name;
const plain = (one: Named) => titleOf(one).toLowerCase().replace(/\s+/g, ' ').trim();
