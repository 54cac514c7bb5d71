import { CONTOSO, FABRIKAM, fields, LEGACY, NORTHWIND, type Call } from '../partner-center/support';

/** What the examples only name has to be there first. Everything is made by the API itself. */

export const AT = `/v1/customers/${FABRIKAM}`;
export const OFFERS = {
  suite: '796B6B5F-613C-4E24-A17C-EBA730D49C02',
  mail: '195416C1-3447-423A-B37B-EE59A99A19C4',
  archive: '2828BE95-46BA-4F91-B2FD-0BEF192ECF60',
  trial: 'C0BD2E08-11AC-4836-BDC7-3712E744922F',
  security: '79C29AF7-3CD0-4A6F-B182-A81E31DEC84E',
};

export async function made(call: Call, path: string, body: unknown): Promise<Record<string, unknown>> {
  const reply = await call('POST', path, body);
  if (reply.status >= 300) throw new Error(`Preparing ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return fields(reply);
}

export const id = (one: Record<string, unknown>, name = 'id') => String(one[name]);

export function user(call: Call): Promise<Record<string, unknown>> {
  return made(call, `${AT}/users`, {
    usageLocation: 'US',
    userPrincipalName: 'daniel@fabrikam.onmicrosoft.com',
    firstName: 'Daniel',
    lastName: 'Tsai',
    displayName: 'Daniel Tsai',
    passwordProfile: { password: 'abCD123*', forceChangePassword: true },
  });
}

export async function licence(
  call: Call,
  offerId: string,
  more: object = {},
): Promise<{ order: string; subscription: string; offer: string }> {
  const order = await made(call, `${AT}/orders`, { lineItems: [{ lineItemNumber: 0, offerId, quantity: 5, ...more }] });
  const [line] = order['lineItems'] as { subscriptionId: string }[];
  return { order: id(order), subscription: String(line?.subscriptionId), offer: offerId };
}

const RESERVATION = 'DZH318Z0BQ4B:0047:DZH318Z0DSM8';

export function reservation(call: Call, item = RESERVATION): Promise<Record<string, unknown>> {
  return made(call, `${AT}/orders`, {
    lineItems: [
      { lineItemNumber: 0, offerId: item, quantity: 1, provisioningContext: { subscriptionId: LEGACY, scope: 'shared' } },
    ],
  });
}

export function oneLine(call: Call, offerId: string, more: object = {}): Promise<Record<string, unknown>> {
  return made(call, `${AT}/orders`, { lineItems: [{ lineItemNumber: 0, offerId, quantity: 1, ...more }] });
}

export function cart(call: Call): Promise<Record<string, unknown>> {
  return made(call, `${AT}/carts`, {
    lineItems: [
      { id: 0, catalogItemId: 'MS-AZR-0145P', quantity: 1, billingCycle: 'monthly', termDuration: 'P1Y' },
      { id: 1, catalogItemId: 'DG7GMGF0DWM3:0002:DG7GMGF0DT1M', quantity: 1, billingCycle: 'one_time' },
    ],
  });
}

export function transfer(call: Call, subscription: string): Promise<Record<string, unknown>> {
  return made(call, `${AT}/transfers`, {
    sourcePartnerTenantId: CONTOSO,
    targetPartnerTenantId: NORTHWIND,
    lineItems: [{ subscriptionId: subscription, partnerIdOnRecord: '517285' }],
  });
}

export async function batch(call: Call): Promise<string> {
  const reply = await call('POST', `${AT}/deviceBatches`, {
    batchId: 'testbatch',
    devices: [
      { serialNumber: '2R9-ZNP67', productKey: '00329-00000-0003-AA606', modelName: 'T7500', oemManufacturerName: 'Dell Inc.' },
      { serialNumber: '1234567890', productKey: '12345-67890-09876-54321-13579', hardwareHash: 'DummyHash123' },
      { serialNumber: '1234567890', productKey: '12345-67890-09876-54321-13579' },
    ],
  });
  return String(reply.headers['location']).split('/').at(-1) ?? '';
}

export const POLICY = {
  selfServeEntity: { selfServeEntityType: 'customer', tenantID: FABRIKAM },
  grantor: { grantorType: 'billToPartner', tenantID: CONTOSO },
  permissions: [{ resource: 'AzureReservedInstances', action: 'Purchase' }],
};
