import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { ok } from '../api/answers';
import { bodyOf, type Fields, fieldsOf, type PartnerCall, queryOf, type Route } from '../api/call';
import { requiredList, requiredText } from '../api/checks';
import { refusal } from '../api/errors';
import { relationshipOf } from '../relationships/relationships';
import { commerceOf, soldBy } from '../subscriptions/commerce';
import { catalogueSku, skusOf } from './catalogue';
import type { Sku } from './skus';

/** A region in which nothing more is sold, so that whoever asks first learns something. */
const SOLD_OUT = 'japanwest';

function itemView({ productId, id, attributes }: Sku): Fields {
  const isRestricted = attributes['armRegionName'] === SOLD_OUT;
  return {
    productId,
    skuId: id,
    isRestricted,
    restrictions: isRestricted
      ? [
          {
            reasonCode: 'NotAvailableForSubscription',
            description: `Restriction identified of type 'Location' with values '${SOLD_OUT}'.`,
            properties: { type: 'Location', values: SOLD_OUT },
          },
        ]
      : [],
  };
}

function assertContext(call: PartnerCall, context: Fields): void {
  const { store } = call.azure;
  const customer = requiredText(context, 'customerId', 'inventoryContext.customerId');
  if (!relationshipOf(store, call.partner.tenantId, customer)) throw refusal(20002);
  const subscription = requiredText(context, 'azureSubscriptionId', 'inventoryContext.azureSubscriptionId');
  const isSold = soldBy(store, call.partner.tenantId, customer).some((one) =>
    [one.subscriptionId, commerceOf(store, one).id].map(keyOf).includes(keyOf(subscription)),
  );
  if (!isSold) throw refusal(800021);
}

/**
 * Which SKUs of a product the customer could buy.
 * Source: learn.microsoft.com/partner-center/developer/check-inventory.
 * @throws PartnerError 3000 without country or items, 20002 and 800021 for what is not the caller's, 1000 for what is not in the catalogue
 */
function check(call: PartnerCall): Answer {
  if (!/^[a-z]{2}$/i.test(queryOf(call, 'country') ?? '')) throw refusal(3000, 'country is two letters, ISO 3166-1');
  const body = bodyOf(call);
  const items = requiredList(body, 'targetItems');
  assertContext(call, fieldsOf(body['inventoryContext']));
  const found = items.flatMap((item, at) => {
    const { skuId } = fieldsOf(item);
    const productId = requiredText(fieldsOf(item), 'productId', `targetItems[${at}].productId`);
    const skus = typeof skuId === 'string' ? [catalogueSku(productId, skuId)].flatMap((one) => one ?? []) : skusOf(productId);
    if (skus.length === 0) throw refusal(1000, `targetItems[${at}] is not in the catalogue`);
    return skus;
  });
  return ok(found.map(itemView));
}

export const INVENTORY: readonly Route[] = [['POST', '/v1/extensions/product/checkinventory', check]];
