import { CONTOSO, FABRIKAM, fields, idOf, items, LEGACY, NORTHWIND, type Partners, PLAN } from '../partner-center/support';
import type { Example } from './partner-center-examples';
import { AT, batch, cart, id, licence, made, OFFERS, oneLine, POLICY, reservation, transfer, user } from './partner-center-made';
import type { Places } from './partner-center-request';

type Prepare = (partners: Partners) => Promise<Places>;

async function withUser({ contoso }: Partners): Promise<Places> {
  return { path: { users: id(await user(contoso)) } };
}

async function licensed({ contoso }: Partners): Promise<Places & { sku: string; user: string }> {
  await licence(contoso, OFFERS.security);
  const skus = items(await contoso('GET', `${AT}/subscribedskus`));
  const sku = String((skus[0]?.['productSku'] as Record<string, unknown> | undefined)?.['id']);
  const userId = id(await user(contoso));
  return { path: { users: userId }, body: { skuId: sku, excludedPlans: null }, sku, user: userId };
}

async function onLegacy(): Promise<Places> {
  return Promise.resolve({ path: { subscriptions: LEGACY } });
}

async function onPlan({ contoso }: Partners): Promise<Places> {
  return { path: { subscriptions: await idOf(contoso, PLAN) } };
}

const onLicence =
  (offer: string): Prepare =>
  async ({ contoso }) => {
    const { subscription, order } = await licence(contoso, offer);
    return { path: { subscriptions: subscription, orders: order } };
  };

async function mailOrder({ contoso }: Partners): Promise<Places> {
  const { order, subscription } = await licence(contoso, OFFERS.mail);
  return { path: { orders: order }, body: { parentSubscriptionId: subscription } };
}

async function firstInvoice({ contoso }: Partners): Promise<Places> {
  const all = items(await contoso('GET', '/v1/invoices'));
  const one = all.find((each) => each['invoiceType'] === 'OneTime') ?? {};
  const [receipt] = (one['taxReceipts'] ?? []) as { id: string }[];
  return { path: { invoices: id(one), receipts: String(receipt?.id) } };
}

async function withTransfer({ contoso }: Partners): Promise<Places> {
  const { subscription } = await licence(contoso, OFFERS.suite);
  return { path: { transfers: id(await transfer(contoso, subscription)) } };
}

async function withBatch(partners: Partners): Promise<Places> {
  const { contoso } = partners;
  const job = await batch(contoso);
  await partners.advance('30m');
  const [device] = items(await contoso('GET', `${AT}/deviceBatches/testbatch/devices`));
  return { path: { deviceBatches: 'testbatch', batchjobstatus: job, devices: id(device ?? {}) } };
}

async function serviceRequest({ client }: Partners): Promise<Places> {
  const reply = await client.sim('POST', 'serviceRequests', {
    partnerTenantId: CONTOSO,
    customerTenantId: FABRIKAM,
    title: 'Test',
  });
  return { path: { servicerequests: id(fields(reply)) } };
}

const CALLBACK = 'http://127.0.0.1:9/events';

async function webhook({ contoso }: Partners): Promise<Places> {
  await made(contoso, '/webhooks/v1/registration', { WebhookUrl: CALLBACK, WebhookEvents: ['test-created'] });
  return { body: { webhookUrl: CALLBACK } };
}

/** What examples need, by page; a page that is not here needs nothing but the default world. */
export const PREPARE: Record<string, Prepare> = {
  'assign-licenses-to-a-user': licensed,
  'assign-licenses-to-a-user (second answer)': async (partners) => {
    const { sku, ...places } = await licensed(partners);
    for (let at = 0; at < 5; at += 1) {
      const other = await made(partners.contoso, `${AT}/users`, {
        usageLocation: 'US',
        userPrincipalName: `user${at}@fabrikam.onmicrosoft.com`,
        firstName: 'User',
        lastName: String(at),
        displayName: `User ${at}`,
        passwordProfile: { password: 'abCD123*' },
      });
      await made(partners.contoso, `${AT}/users/${id(other)}/licenseupdates`, { licensesToAssign: [{ skuId: sku }] });
    }
    return places;
  },
  'check-which-licenses-are-assigned-to-a-user': async (partners) => {
    const { sku, user: userId, ...places } = await licensed(partners);
    await made(partners.contoso, `${AT}/users/${userId}/licenseupdates`, { licensesToAssign: [{ skuId: sku }] });
    return places;
  },
  'cancel-an-order-from-the-integration-sandbox': async ({ contoso }) => ({
    path: { orders: id(await oneLine(contoso, 'DG7GMGF0DWT0:0001:DG7GMGF0DSQR')) },
  }),
  'change-the-billing-cycle': async (partners) => {
    const places = await mailOrder(partners);
    const order = String(places.path?.['orders']);
    await partners.contoso('PATCH', `${AT}/orders/${order}`, {
      lineItems: [{ offerId: OFFERS.archive, quantity: 2, parentSubscriptionId: places.body?.['parentSubscriptionId'] }],
    });
    return { path: { orders: order } };
  },
  'purchase-an-add-on-to-a-subscription': mailOrder,
  'checkout-a-cart': async ({ contoso }) => ({ path: { carts: id(await cart(contoso)) } }),
  'create-a-cart': async () => Promise.resolve({ body: { subscriptionId: LEGACY } }),
  'update-a-cart': async ({ contoso }) => ({ path: { carts: id(await cart(contoso)) }, body: { subscriptionId: LEGACY } }),
  'create-an-order': async () => Promise.resolve({ body: { subscriptionId: LEGACY } }),
  'convert-a-trial-subscription-to-paid': async ({ contoso }) => {
    const { subscription, order } = await licence(contoso, OFFERS.trial);
    return { path: { subscriptions: subscription }, body: { orderId: order } };
  },
  'get-a-list-of-trial-conversion-offers': onLicence(OFFERS.trial),
  'create-a-transfer': async ({ contoso }) => {
    const { subscription } = await licence(contoso, OFFERS.mail);
    await licence(contoso, OFFERS.archive, { parentSubscriptionId: subscription });
    const plain = await licence(contoso, OFFERS.suite);
    const lineItems = [subscription, plain.subscription].map((subscriptionId) => ({
      subscriptionId,
      partnerIdOnRecord: '517285',
    }));
    return { body: { sourcePartnerTenantId: CONTOSO, targetPartnerTenantId: NORTHWIND, lineItems } };
  },
  'withdraw-a-transfer': withTransfer,
  'get-transfer-by-id': withTransfer,
  'get-all-of-a-customer-s-transfers': async (partners) => {
    const { path = {} } = await withTransfer(partners);
    await partners.northwind('POST', `${AT}/transfers/${path['transfers']}/accept`);
    const { subscription } = await licence(partners.contoso, OFFERS.mail);
    await transfer(partners.contoso, subscription);
    return {};
  },
  'create-user-accounts-for-a-customer': async () =>
    Promise.resolve({ body: { usageLocation: 'US', userPrincipalName: 'userid@fabrikam.onmicrosoft.com' } }),
  'delete-user-accounts-for-a-customer': withUser,
  'get-a-user-account-by-id': withUser,
  'reset-user-password-for-a-customer': withUser,
  'get-user-roles-for-a-customer': async ({ contoso }) => {
    const userId = id(await user(contoso));
    await made(contoso, `${AT}/directoryroles/729827e3-9c14-49f7-bb1b-9608f156bbb8/usermembers`, { id: userId });
    return { path: { users: userId } };
  },
  'set-user-roles-for-a-customer': async ({ contoso }) => ({ body: { id: id(await user(contoso)) } }),
  'remove-customer-user-from-a-role': async ({ contoso }) => {
    const userId = id(await user(contoso));
    await made(contoso, `${AT}/directoryroles/729827e3-9c14-49f7-bb1b-9608f156bbb8/usermembers`, { id: userId });
    return { path: { usermembers: userId } };
  },
  'get-a-list-of-available-licenses-by-license-group': licensed,
  'delete-a-device-for-the-specified-customer': withBatch,
  'get-a-list-of-devices-for-the-specified-batch-and-customer': withBatch,
  'get-the-status-of-a-device-batch-upload': withBatch,
  'upload-a-list-of-devices-for-the-specified-customer': withBatch,
  'update-a-configuration-policy-for-the-specified-customer': async ({ contoso }) => {
    const policy = await made(contoso, `${AT}/policies`, {
      name: 'Test',
      category: 'o_o_b_e',
      description: 'Test',
      policySettings: ['skip_express_settings'],
    });
    return { path: { policies: id(policy) }, body: { id: id(policy) } };
  },
  'create-a-self-serve-policy': async () =>
    Promise.resolve({ body: { selfServeEntity: POLICY.selfServeEntity, grantor: POLICY.grantor } }),
  'get-a-list-of-self-serve-policies': async ({ contoso }) => {
    await made(contoso, '/v1/SelfServePolicy', POLICY);
    return { path: {} };
  },
  'delete-a-self-serve-policy': async ({ contoso }) => ({
    path: { SelfServePolicy: id(await made(contoso, '/v1/SelfServePolicy', POLICY)) },
  }),
  'get-a-collection-of-entitlements': async (partners) => {
    const { contoso } = partners;
    const order = await reservation(contoso);
    await oneLine(contoso, 'DG7GMGF0DWTK:0002:DG7GMGF0DT1M');
    await oneLine(contoso, 'DG7GMGF0DWBQ:0003:DG7GMGF0DT1M');
    await partners.advance('30m');
    const all = items(await contoso('GET', `${AT}/entitlements`));
    const [artifact] = all.flatMap((one) => (one['entitledArtifacts'] ?? []) as { link: { uri: string } }[]);
    const [, groups, lineitems, resource] =
      /groups\/([^/]+)\/lineitems\/([^/]+)\/resource\/([^/]+)/.exec(artifact?.link.uri ?? '') ?? [];
    return { path: { orders: id(order), groups: groups ?? '', lineitems: lineitems ?? '', resource: resource ?? '' } };
  },
  'get-a-list-of-orders-by-customer-and-billing-cycle-type': async ({ contoso }) => {
    await reservation(contoso);
    return {};
  },
  'get-an-order-by-id': async ({ contoso }) => ({ path: { orders: id(await reservation(contoso)) } }),
  'get-activation-link-by-order-line-item': async ({ contoso }) => ({
    path: { orders: id(await oneLine(contoso, 'DZH318Z0BXWC:0002:DZH318Z0BMRV', { termDuration: 'P1M' })) },
  }),
  'get-a-subscription-by-id': onPlan,
  'get-a-subscription-by-id (second answer)': async ({ contoso }) => {
    const parent = await licence(contoso, OFFERS.mail);
    const addOn = await licence(contoso, OFFERS.archive, { parentSubscriptionId: parent.subscription });
    return { path: { subscriptions: addOn.subscription } };
  },
  'get-all-subscriptions-by-partner': async ({ contoso }) => {
    const [mpnId] = [fields(await contoso('GET', '/v1/profiles/mpn'))['mpnId']];
    await licence(contoso, OFFERS.mail, { partnerIdOnRecord: mpnId });
    return { path: { mpn_id: String(mpnId) } };
  },
  'get-a-subscription-s-support-contact': onLegacy,
  'update-a-subscription-s-support-contact': onLegacy,
  'get-subscription-provisioning-status': onLicence(OFFERS.suite),
  'get-subscription-registration-status': onLegacy,
  'get-a-list-of-azure-entitlements-for-subscription': onPlan,
  'get-a-customer-subscription-meter-usage-records': onLegacy,
  'get-a-customer-subscription-meter-usage-records (second answer)': onLegacy,
  'get-a-customer-subscription-resource-usage-records': async (partners) => {
    const id = `/subscriptions/${PLAN}/resourceGroups/TESTRG1/providers/Microsoft.Compute/disks/testVM1_OsDisk_1`;
    await partners.client.sim('POST', 'seed', { resources: [{ id, location: 'westeurope', properties: { diskSizeGB: 32 } }] });
    return onPlan(partners);
  },
  'get-all-monthly-usage-records-for-a-subscription': onLegacy,
  'transition-a-subscription': async ({ contoso }) => {
    const { subscription } = await licence(contoso, OFFERS.suite);
    await contoso('PATCH', `${AT}/subscriptions/${subscription}`, { status: 'suspended' });
    return { path: { subscriptions: subscription } };
  },
  'get-licenses-deployment-information': onLicence(OFFERS.suite),
  'get-licenses-usage-information': onLicence(OFFERS.suite),
  'get-partner-licenses-deployment-information': onLicence(OFFERS.suite),
  'get-partner-licenses-usage-information': onLicence(OFFERS.suite),
  'get-a-product-by-id': async () => Promise.resolve({ path: { products: 'DZH318Z0BQ3Q' } }),
  'get-market-specific-validation-data': async () => Promise.resolve({ path: { countryvalidationrules: 'US' } }),
  'get-invoice-billed-consumption-lineitems': firstInvoice,
  'get-invoice-receipt-statement': firstInvoice,
  'get-all-service-requests-for-a-customer': serviceRequest,
  'update-a-service-request': serviceRequest,
  'get-a-record-of-partner-center-activity-by-user': async ({ contoso }) => {
    await licence(contoso, OFFERS.mail);
    return {};
  },
  'get-product-upgrade-status': async ({ contoso }) => {
    const reply = await contoso('POST', '/v1/productupgrades', { customerId: FABRIKAM, productFamily: 'azure' });
    return {
      path: { productupgrades: String(reply.headers['location']).split('/').at(-2) ?? '' },
      body: { customerId: FABRIKAM },
    };
  },
  'get-eligibility-for-product-upgrade': async () => Promise.resolve({ body: { customerId: FABRIKAM } }),
  'check-inventory': async () => Promise.resolve({ body: { customerId: FABRIKAM, azureSubscriptionId: LEGACY } }),
  'verify-domain-availability': async () => Promise.resolve({ path: { domains: 'contoso.onmicrosoft.com' } }),
  'verify-domain-availability (second answer)': async () =>
    Promise.resolve({ path: { domains: 'nobody-has-this.onmicrosoft.com' } }),
  'get-partner-by-mpn-id': async ({ contoso }) => ({
    path: { mpnId: String(fields(await contoso('GET', '/v1/profiles/mpn'))['mpnId']) },
  }),
  'update-a-customer-s-billing-profile': async ({ contoso }) => ({
    body: { etag: (fields(await contoso('GET', `${AT}/profiles/billing`))['attributes'] as Record<string, unknown>)['etag'] },
  }),
  'update-an-organization-profile': async ({ contoso }) => ({
    body: { etag: (fields(await contoso('GET', '/v1/profiles/organization'))['attributes'] as Record<string, unknown>)['etag'] },
  }),
  'get-customers-of-an-indirect-reseller': async ({ contoso, northwind }) => {
    const { mpnId } = fields(await northwind('GET', '/v1/profiles/mpn'));
    await licence(contoso, OFFERS.mail, { partnerIdOnRecord: mpnId });
    return {};
  },
};

/** The page's webhooks in the order in which they stand there. */
export async function prepareWebhooks(partners: Partners, example: Example): Promise<Places> {
  if (example.method === 'POST' && example.path.endsWith('/registration')) return { body: { webhookUrl: CALLBACK } };
  const places = await webhook(partners);
  if (example.method !== 'GET' || !example.path.includes('validationEvents')) return places;
  const { correlationId } = await made(partners.contoso, '/webhooks/v1/registration/validationEvents', undefined);
  return { path: { validationEvents: String(correlationId) } };
}
