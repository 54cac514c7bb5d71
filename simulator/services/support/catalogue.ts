import { guidFrom } from '../../kernel/guids';
import type { Answer } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import { supportNotFound } from './scope';

interface Classification {
  name: string;
  displayName: string;
}

interface Service {
  name: string;
  displayName: string;
  resourceTypes: string[];
  classifications: Classification[];
}

const named = (service: string, ...topics: string[]): Classification[] =>
  topics.map((displayName) => ({ name: guidFrom('support classification', service, displayName), displayName }));

/** The service that transfers between partners are asked for under (seed l.1597: issue type "Subscription management"). */
export const SUBSCRIPTION_MANAGEMENT = guidFrom('support service', 'Subscription management');

/** What tickets can be about. Names are GUIDs that say nothing: clients look them up. Those of Billing are recorded. */
const SERVICES: readonly Service[] = [
  {
    name: '517f2da6-78fd-0498-4e22-ad26996b1dfc',
    displayName: 'Billing',
    resourceTypes: [],
    classifications: [
      {
        name: '44114011-6a66-e902-c00f-e419b6b4509f',
        displayName: 'Cost Management / I have access but cost is not loading for me',
      },
      ...named('Billing', 'Payment / Change Payment Method', 'Invoice / I cannot download my invoice'),
    ],
  },
  {
    name: SUBSCRIPTION_MANAGEMENT,
    displayName: 'Subscription management',
    resourceTypes: [],
    classifications: named(
      'Subscription management',
      'Cloud Solution Provider / Other General Questions',
      'Cancel or reactivate / Reactivate a disabled subscription',
      'Directory / Move a subscription to another directory',
    ),
  },
  {
    name: guidFrom('support service', 'Quota'),
    displayName: 'Service and subscription limits (quotas)',
    resourceTypes: [],
    classifications: named('Quota', 'Compute-VM (cores-vCPUs) subscription limit increases'),
  },
  {
    name: guidFrom('support service', 'Virtual Machine running Linux'),
    displayName: 'Virtual Machine running Linux',
    resourceTypes: ['MICROSOFT.COMPUTE/VIRTUALMACHINES'],
    classifications: named('Virtual Machine running Linux', 'Cannot connect to my VM / My VM does not start'),
  },
];

const serviceId = (service: Service) => `/providers/Microsoft.Support/services/${service.name}`;

function serviceView(service: Service): Record<string, unknown> {
  const { name, displayName, resourceTypes } = service;
  return { id: serviceId(service), name, type: 'Microsoft.Support/services', properties: { displayName, resourceTypes } };
}

function classificationView(service: Service, { name, displayName }: Classification): Record<string, unknown> {
  return {
    id: `${serviceId(service)}/problemClassifications/${name}`,
    name,
    type: 'Microsoft.Support/problemClassifications',
    properties: { displayName },
  };
}

function serviceNamed(name: string): Service {
  const service = SERVICES.find((one) => one.name === keyOf(name));
  if (!service) throw supportNotFound(`The service '${name}'`);
  return service;
}

export function listServices(): Answer {
  return { status: 200, body: { value: SERVICES.map(serviceView) } };
}

export function getService(name: string): Answer {
  return { status: 200, body: serviceView(serviceNamed(name)) };
}

export function listClassifications(service: string): Answer {
  const found = serviceNamed(service);
  return { status: 200, body: { value: found.classifications.map((one) => classificationView(found, one)) } };
}

export function getClassification(service: string, name: string): Answer {
  const found = serviceNamed(service);
  const classification = found.classifications.find((one) => one.name === keyOf(name));
  if (!classification) throw supportNotFound(`The problem classification '${name}' of the service '${service}'`);
  return { status: 200, body: classificationView(found, classification) };
}

/** Finds what a ticket's two ids name; undefined when there is no such service, or it has no such classification. */
export function namesOf(
  service: string,
  classification: string,
): { service: string; serviceDisplayName: string; problemClassificationDisplayName: string } | undefined {
  for (const one of SERVICES)
    for (const problem of one.classifications)
      if (
        keyOf(serviceId(one)) === keyOf(service) &&
        keyOf(`${serviceId(one)}/problemClassifications/${problem.name}`) === keyOf(classification)
      )
        return {
          service: one.name,
          serviceDisplayName: one.displayName,
          problemClassificationDisplayName: problem.displayName,
        };
  return undefined;
}
