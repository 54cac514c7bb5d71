import type { Answer } from '../../../kernel/http/request';
import { saleOf } from '../../../kernel/offers';
import { collection, link, ok } from '../api/answers';
import { type Customer, customerOf, type Fields, param, type PartnerCall, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { commerceOf, soldBy } from '../subscriptions/commerce';
import { LICENCE_PRICE } from './books';
import { costOf, monthOf, usageOf } from './usage';

/** What one customer has cost in the last month that is over. Shapes: …/developer/service-costs-resources. */

const MONEY = { currencyCode: 'USD', currencySymbol: '$' };

function customerNamed(call: PartnerCall): Customer {
  const customer = customerOf(call);
  if (param(call, 'period').toLowerCase() !== 'mostrecent') throw refusal(3000, 'the billing period is mostrecent');
  return customer;
}

function amounts(cost: number): Fields {
  return { pretaxTotal: cost, tax: 0, afterTaxTotal: cost, ...MONEY };
}

function lines(call: PartnerCall, { tenant }: Customer): { view: Fields; cost: number }[] {
  const { store, clock } = call.azure;
  const period = monthOf(clock.now(), 1);
  return soldBy(store, call.partner.tenantId, tenant.tenantId)
    .filter((one) => one.state !== 'Deleted')
    .map((subscription) => {
      const { id, orderId, quantity } = commerceOf(store, subscription);
      const isLicence = saleOf(subscription.offerId) === 'licence';
      const cost = Number((isLicence ? quantity * LICENCE_PRICE : costOf(usageOf(store, subscription, period))).toFixed(2));
      const view = {
        startDate: new Date(period.from).toISOString(),
        endDate: new Date(period.until - 1000).toISOString(),
        subscriptionFriendlyName: subscription.displayName,
        subscriptionId: id,
        orderId,
        offerId: subscription.offerId,
        offerName: isLicence ? subscription.displayName : 'Microsoft Azure',
        resellerMPNId: commerceOf(store, subscription).partnerOnRecord ?? '0',
        chargeType: isLicence ? 'Cycle fee' : 'Usage fee',
        quantity: isLicence ? quantity : 1,
        unitPrice: isLicence ? LICENCE_PRICE : cost,
        ...amounts(cost),
        customerId: tenant.tenantId,
        attributes: { objectType: 'ServiceCostLineItem' },
      };
      return { view, cost };
    });
}

function summary(call: PartnerCall): Answer {
  const customer = customerNamed(call);
  const period = monthOf(call.azure.clock.now(), 1);
  const self = `/customers/${customer.tenant.tenantId}/servicecosts/mostrecent`;
  const total = Number(
    lines(call, customer)
      .reduce((sum, one) => sum + one.cost, 0)
      .toFixed(2),
  );
  return ok({
    billingStartDate: new Date(period.from).toISOString(),
    billingEndDate: new Date(period.until - 1000).toISOString(),
    ...amounts(total),
    customerId: customer.tenant.tenantId,
    details: [],
    links: { serviceCostLineItems: link(`${self}/lineitems`), self: link(self) },
    attributes: { objectType: 'ServiceCostsSummary' },
  });
}

const AT = '/v1/customers/{customer}/servicecosts/{period}';

export const SERVICE_COSTS: readonly Route[] = [
  ['GET', AT, summary],
  ['GET', `${AT}/lineitems`, (call) => collection(lines(call, customerNamed(call)).map((one) => one.view))],
];
