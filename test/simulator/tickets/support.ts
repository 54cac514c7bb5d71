import { openClient, type Client, type Reply } from '../support/client';

export const CUSTOMER = 'aaaaaaaa-0000-4000-8000-000000000001';
export const OLD_PARTNER = 'bbbbbbbb-0000-4000-8000-000000000001';
export const NEW_PARTNER = 'cccccccc-0000-4000-8000-000000000001';
export const SUBSCRIPTION = '11111111-0000-4000-8000-000000000001';
export const SECOND = '22222222-0000-4000-8000-000000000002';
const READER_ID = 'dddddddd-0000-4000-8000-000000000001';
const SUPPORT_ID = 'dddddddd-0000-4000-8000-000000000002';
export const READER = { clientId: 'eeeeeeee-0000-4000-8000-000000000001', clientSecret: 'reader' };
export const SUPPORTER = { clientId: 'eeeeeeee-0000-4000-8000-000000000002', clientSecret: 'supporter' };

const application = (objectId: string, app: typeof READER, displayName: string) => ({
  objectId,
  tenantId: CUSTOMER,
  type: 'ServicePrincipal',
  displayName,
  ...app,
});
const assignment = (principalId: string, role: string) => ({
  scope: `/subscriptions/${SUBSCRIPTION}`,
  roleDefinitionId: role,
  principalId,
});

/** A customer with two CSP subscriptions of one partner, another partner, and two applications with lesser roles. */
export const world = {
  tenants: [
    { tenantId: CUSTOMER, domain: 'fabrikam.onmicrosoft.com', displayName: 'Fabrikam' },
    { tenantId: OLD_PARTNER, domain: 'contoso.onmicrosoft.com', displayName: 'Contoso' },
    { tenantId: NEW_PARTNER, domain: 'northwind.onmicrosoft.com', displayName: 'Northwind' },
  ],
  partners: [
    { tenantId: OLD_PARTNER, mpnId: '4711' },
    { tenantId: NEW_PARTNER, mpnId: '4712' },
  ],
  subscriptions: [SUBSCRIPTION, SECOND].map((subscriptionId) => ({
    subscriptionId,
    displayName: 'Fabrikam CSP',
    tenantId: CUSTOMER,
    offerId: 'MS-AZR-0145P',
    state: 'Enabled',
    partnerTenantId: OLD_PARTNER,
  })),
  principals: [application(READER_ID, READER, 'reader'), application(SUPPORT_ID, SUPPORTER, 'supporter')],
  roleAssignments: [assignment(READER_ID, 'Reader'), assignment(SUPPORT_ID, 'Support Request Contributor')],
};

export const SUPPORT = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Support`;
export const TICKET = `${SUPPORT}/supportTickets/switch-1`;

/** The service and the classification that a transfer is asked for under, looked up as a client does. */
async function subjectOf(client: Client) {
  const services = (await client.arm('GET', '/providers/Microsoft.Support/services')).value;
  const named = (items: Record<string, unknown>[], pattern: RegExp) =>
    items.find((one) => pattern.test((one['properties'] as { displayName: string }).displayName))?.['id'] as string;
  const serviceId = named(services, /^Subscription management$/);
  const classifications = (await client.arm('GET', `${serviceId}/problemClassifications`)).value;
  return { serviceId, problemClassificationId: named(classifications, /Other General Questions/) };
}

export interface Tickets {
  client: Client;
  /** The properties of a request for a transfer, with changes. */
  request(changes?: Record<string, unknown>): { properties: Record<string, unknown> };
  open(changes?: Record<string, unknown>, path?: string): Promise<Reply>;
  /** Puts a file into a workspace, in as many chunks as its size needs. */
  attach(workspace: string, name: string, content: string, chunkSize?: number): Promise<void>;
  advance(by: string): Promise<void>;
  properties(path: string): Promise<Record<string, unknown>>;
  /** Subjects of Microsoft's messages but for the acknowledgement, oldest first. */
  said(): Promise<string[]>;
  partner(subscriptionId?: string): Promise<string | undefined>;
  script(script: unknown): Promise<Reply>;
}

export async function openTickets(): Promise<Tickets> {
  const plain = await openClient({ world });
  const versioned = (path: string) =>
    /Microsoft\.Support/.test(path) && !path.includes('api-version=')
      ? `${path}${path.includes('?') ? '&' : '?'}api-version=2024-04-01`
      : path;
  const client: Client = { ...plain, arm: (method, path, ...rest) => plain.arm(method, versioned(path), ...rest) };
  const subject = await subjectOf(client);
  const request: Tickets['request'] = (changes = {}) => ({
    properties: {
      ...subject,
      title: 'Transfer of an Azure subscription to another partner',
      description: 'Please transfer the subscription. The signed form is attached.',
      severity: 'minimal',
      advancedDiagnosticConsent: 'No',
      contactDetails: {
        firstName: 'Ann',
        lastName: 'Lee',
        preferredContactMethod: 'email',
        primaryEmailAddress: 'ann@contoso.example',
        preferredTimeZone: 'W. Europe Standard Time',
        country: 'DEU',
        preferredSupportLanguage: 'en-us',
      },
      ...changes,
    },
  });
  const advance = async (by: string) => {
    await client.sim('POST', 'clock', { advance: by });
  };
  const properties: Tickets['properties'] = async (path) =>
    ((await client.arm('GET', path)).body as { properties: Record<string, unknown> }).properties;
  return {
    client,
    request,
    advance,
    properties,
    async open(changes, path = TICKET) {
      const reply = await client.arm('PUT', path, request(changes));
      await advance('10s');
      return reply;
    },
    async attach(workspace, name, content, chunkSize = content.length) {
      const file = `${workspace}/files/${name}`;
      const numberOfChunks = Math.ceil(content.length / chunkSize);
      const put = await client.arm('PUT', file, { properties: { fileSize: content.length, chunkSize, numberOfChunks } });
      if (put.status !== 201) throw new Error(put.message);
      for (let chunkIndex = 0; chunkIndex < numberOfChunks; chunkIndex += 1) {
        const chunk = content.slice(chunkIndex * chunkSize, (chunkIndex + 1) * chunkSize);
        const reply = await client.arm('POST', `${file}/upload`, { content: Buffer.from(chunk).toString('base64'), chunkIndex });
        if (reply.status !== 204) throw new Error(reply.message);
      }
    },
    async said() {
      const messages = (await client.arm('GET', `${TICKET}/communications`)).value.map(
        (one) => one['properties'] as { sender: string; subject: string },
      );
      return messages
        .filter(({ sender }) => sender === 'supportengineer@microsoft.com')
        .map(({ subject: words }) => words.replace(/ - TrackingID#\d+$/, ''))
        .reverse();
    },
    async partner(subscriptionId = SUBSCRIPTION) {
      const { body } = await client.arm('GET', `/subscriptions/${subscriptionId}`);
      return (body as { managedByTenants: { tenantId: string }[] }).managedByTenants[0]?.tenantId;
    },
    script: (script) => client.sim('POST', 'engineer', script),
  };
}
