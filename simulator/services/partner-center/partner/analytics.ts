import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { saleOf } from '../../../kernel/offers';
import type { Tenant } from '../../../kernel/state/model';
import { collection, ok } from '../api/answers';
import { customerOf, type Fields, type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import { relationshipsOf } from '../relationships/relationships';
import { type Offer, offerOf } from '../shop/offers';
import { commerceOf, soldBy } from '../subscriptions/commerce';

/** How many of the sold licences are given to people. Shapes: learn.microsoft.com/partner-center/developer/partner-center-analytics. */

interface Sales {
  tenant: Tenant;
  product: Offer['product'];
  service: { code: string; name: string; workload: string; workloadCode: string };
  sold: number;
  deployed: number;
}

const OFFICE = { code: 'o365', name: 'Microsoft Office 365', workload: 'Exchange', workloadCode: 'EXO' };
const SECURITY = { code: 'ems', name: 'Enterprise Mobility + Security', workload: 'Microsoft Entra ID', workloadCode: 'AAD' };

function salesTo({ azure, partner }: PartnerCall, tenant: Tenant): Sales[] {
  const { store } = azure;
  const found = new Map<string, Sales>();
  for (const subscription of soldBy(store, partner.tenantId, tenant.tenantId)) {
    const offer = offerOf(subscription.offerId);
    if (!offer || saleOf(subscription.offerId) !== 'licence' || subscription.state !== 'Enabled') continue;
    const { product } = offer;
    const deployed = partnerCenterState
      .of(store)
      .directory.licences.filter(
        (one) => one.skuId === product.id && keyOf(one.customerTenantId) === keyOf(tenant.tenantId),
      ).length;
    const service = /^(AAD|EMS|INTUNE)/.test(product.partNumber) ? SECURITY : OFFICE;
    const sales = found.get(product.id) ?? { tenant, product, service, sold: 0, deployed };
    sales.sold += commerceOf(store, subscription).quantity;
    found.set(product.id, sales);
  }
  return [...found.values()];
}

function sales(call: PartnerCall): Sales[] {
  const { store } = call.azure;
  return relationshipsOf(store, call.partner.tenantId)
    .flatMap((one) => store.tenants.get(keyOf(one.customerTenantId)) ?? [])
    .flatMap((tenant) => salesTo(call, tenant));
}

/** Figures are worked out once a day. */
function processed(call: PartnerCall, suffix = ''): string {
  return `${new Date(call.azure.clock.now()).toISOString().slice(0, 10)}T00:00:00${suffix}`;
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : Number((part / whole).toFixed(4)));

/** The partner's sales by service. */
function byService(call: PartnerCall): { service: Sales['service']; sold: number; deployed: number }[] {
  const all = sales(call);
  return [...new Set(all.map((one) => one.service))].map((service) => {
    const same = all.filter((one) => one.service === service);
    return {
      service,
      sold: same.reduce((sum, one) => sum + one.sold, 0),
      deployed: same.reduce((sum, one) => sum + one.deployed, 0),
    };
  });
}

function deployment(call: PartnerCall): Answer {
  return collection(
    byService(call).map(({ service, sold, deployed }) => ({
      proratedDeploymentPercent: share(deployed, sold),
      licensesSold: sold,
      licensesDeployed: deployed,
      deploymentPercent: share(deployed, sold),
      processedDateTime: processed(call, '+00:00'),
      serviceName: service.code,
      channel: 'reseller',
      attributes: { objectType: 'PartnerLicensesDeploymentInsights' },
    })),
  );
}

function usage(call: PartnerCall): Answer {
  return collection(
    byService(call).map(({ service, sold, deployed }) => ({
      proratedLicensesUsagePercent: share(deployed, sold),
      workloadName: service.workload,
      processedDateTime: processed(call, '+00:00'),
      serviceName: service.code,
      channel: 'reseller',
      attributes: { objectType: 'PartnerLicensesUsageInsights' },
    })),
  );
}

function customerInsight(call: PartnerCall, { tenant, product, service }: Sales): Fields {
  return {
    customerId: tenant.tenantId,
    customerName: tenant.displayName,
    productName: product.name,
    processedDateTime: processed(call, '+00:00'),
    serviceName: service.code,
    channel: 'reseller',
  };
}

function customerDeployment(call: PartnerCall): Answer {
  return collection(
    salesTo(call, customerOf(call).tenant).map((one) => ({
      ...customerInsight(call, one),
      licensesSold: one.sold,
      licensesDeployed: one.deployed,
      deploymentPercent: share(one.deployed, one.sold),
      attributes: { objectType: 'CustomerLicensesDeploymentInsights' },
    })),
  );
}

function customerUsage(call: PartnerCall): Answer {
  return collection(
    salesTo(call, customerOf(call).tenant).map((one) => ({
      ...customerInsight(call, one),
      workloadName: one.service.workload,
      licensesActive: one.deployed,
      licensesQualified: one.sold,
      usagePercent: share(one.deployed, one.sold),
      attributes: { objectType: 'CustomerLicensesUsageInsights' },
    })),
  );
}

/** `field eq 'value'`, joined by `and`. @throws PartnerError 3000 for any other filter */
function matches(call: PartnerCall, rows: Fields[]): Fields[] {
  const filter = queryOf(call, 'filter') ?? queryOf(call, '$filter');
  if (filter === undefined) return rows;
  const wanted = filter.split(/\s+and\s+/i).map((part) => {
    const [, field, value] = /^\s*(\w+)\s+eq\s+'([^']*)'\s*$/i.exec(part) ?? [];
    if (field === undefined || value === undefined) throw refusal(3000, "filter is written as: field eq 'value'");
    return [field, value] as const;
  });
  return rows.filter((row) => wanted.every(([field, value]) => String(row[field]).toLowerCase() === value.toLowerCase()));
}

function commercial(call: PartnerCall, figures: (one: Sales) => Fields): Answer {
  const rows = sales(call).map((one) => ({
    processedDateTime: processed(call),
    serviceCode: one.service.code,
    serviceName: one.service.name,
    channel: 'reseller',
    customerTenantId: one.tenant.tenantId.toUpperCase(),
    customerName: one.tenant.displayName,
    productId: one.product.id.toUpperCase(),
    productName: one.product.name.toUpperCase(),
    ...figures(one),
  }));
  const shown = matches(call, rows);
  return ok({ Value: shown, '@nextLink': null, TotalCount: shown.length });
}

const COMMERCIAL = '/partner/v1/analytics/commercial';
const CUSTOMER = '/v1/customers/{customer}/analytics/licenses';

export const ANALYTICS: readonly Route[] = [
  ['GET', '/v1/analytics/licenses/deployment', deployment],
  ['GET', '/v1/analytics/licenses/usage', usage],
  ['GET', `${CUSTOMER}/deployment`, customerDeployment],
  ['GET', `${CUSTOMER}/usage`, customerUsage],
  [
    'GET',
    `${COMMERCIAL}/deployment/license`,
    (call) => commercial(call, (one) => ({ licensesDeployed: one.deployed, licensesSold: one.sold })),
  ],
  [
    'GET',
    `${COMMERCIAL}/usage/license`,
    (call) =>
      commercial(call, ({ service, sold, deployed }) => ({
        workloadCode: service.workloadCode,
        workloadName: service.workload,
        licenseActive: deployed,
        licensesQualified: sold,
      })),
  ],
];
