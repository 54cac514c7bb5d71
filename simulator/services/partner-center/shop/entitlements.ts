import { guidFrom } from '../../../kernel/guids';
import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { collection, link, moment, ok } from '../api/answers';
import { customerOf, type Fields, param, type PartnerCall, queryOf, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { catalogueItem } from './catalogue';
import type { Order, OrderLine } from './model';
import { ordersOf, statusOfOrder } from './order-views';
import type { Sku } from './skus';

/** What a customer is entitled to by completed orders: reservations and software. Shapes: …/developer/entitlement-resources. */

interface Entitled {
  order: Order;
  line: OrderLine;
  sku: Sku;
}

const YEARS: Record<string, number> = { P1Y: 1, P3Y: 3 };

/** Products that come with another one: an earlier version and its licence for another edition. */
const INCLUDED: Record<string, readonly [product: string, sku: string][]> = {
  DG7GMGF0DWM3: [
    ['DG7GMGF0DWM2', '0001'],
    ['DG7GMGF0DWMK', '0001'],
  ],
  DG7GMGF0DWTK: [
    ['DG7GMGF0DWTJ', '0001'],
    ['DG7GMGF0DWLG', '0002'],
  ],
  DG7GMGF0DWBQ: [
    ['DG7GMGF0DWV1', '0002'],
    ['DG7GMGF0DWV2', '0002'],
  ],
};

function entitledTo(call: PartnerCall): Entitled[] {
  const { tenant } = customerOf(call);
  const now = call.azure.clock.now();
  return ordersOf(call, tenant.tenantId)
    .filter((order) => statusOfOrder(order, now) === 'completed')
    .flatMap((order) =>
      order.lines.flatMap((line): Entitled[] => {
        const sku = catalogueItem(line.offerId)?.sku;
        return sku?.kind === 'reservation' || sku?.kind === 'software' ? [{ order, line, sku }] : [];
      }),
    );
}

const typeOf = ({ sku }: Entitled) => (sku.kind === 'reservation' ? 'reservedinstance' : 'software');

/** When what was bought ends. Software of this catalogue is bought for three years. */
function expiry({ order, sku }: Entitled): Date {
  const at = new Date(order.readyAt);
  at.setUTCFullYear(at.getUTCFullYear() + (YEARS[sku.terms[0] ?? ''] ?? 3));
  return at;
}

/** The ids by which the artifact of a reservation is found. */
function artifactIds({ order, line }: Entitled): { group: string; line: string; resource: string } {
  const number = String(line.lineItemNumber);
  return {
    group: guidFrom('reservation order', order.id).replaceAll('-', ''),
    line: guidFrom('reservation line', order.id, number),
    resource: guidFrom('reservation', order.id, number),
  };
}

function artifactView(entitled: Entitled): Fields {
  const { group, line, resource } = artifactIds(entitled);
  const at = `/customers/${entitled.order.customerTenantId}/artifacts/reservedinstance`;
  return {
    link: link(`${at}/groups/${group}/lineitems/${line}/resource/${resource}`),
    resourceId: resource,
    artifactType: 'reservedinstance',
  };
}

function view(entitled: Entitled, showsExpiry: boolean): Fields {
  const { order, line, sku } = entitled;
  const referenceOrder = { id: order.id, lineItemId: String(line.lineItemNumber), alternateId: order.alternateId };
  const entitlementType = typeOf(entitled);
  const included = (INCLUDED[sku.productId] ?? []).map(([productId, skuId]) => ({
    includedEntitlements: [],
    referenceOrder,
    productId,
    quantity: line.quantity,
    entitledArtifacts: [],
    skuId,
    entitlementType,
  }));
  return {
    includedEntitlements: included,
    referenceOrder,
    productId: sku.productId,
    quantity: line.quantity,
    entitledArtifacts: sku.kind === 'reservation' ? [artifactView(entitled)] : [],
    skuId: sku.id,
    entitlementType,
    ...(sku.kind === 'reservation' ? { dynamicAttributes: { reservationType: 'virtualmachines' } } : {}),
    ...(showsExpiry ? { expiryDate: `${expiry(entitled).toISOString().slice(0, 10)}T00:00:00Z` } : {}),
  };
}

function list(call: PartnerCall): Answer {
  const type = queryOf(call, 'entitlementType')?.toLowerCase();
  if (type !== undefined && !['software', 'reservedinstance', 'virtualmachinereservedinstance'].includes(type))
    throw refusal(3000, 'entitlementType is one of software, reservedinstance');
  const wanted = type === 'virtualmachinereservedinstance' ? 'reservedinstance' : type;
  return collection(
    entitledTo(call)
      .filter((one) => wanted === undefined || typeOf(one) === wanted)
      .map((one) => view(one, queryOf(call, 'showExpiry')?.toLowerCase() === 'true')),
  );
}

/** A reservation as Azure knows it. `virtual_machine_reserved_instance` is what the older path calls its type. */
function artifact(call: PartnerCall): Answer {
  const found = entitledTo(call).find((one) => {
    const ids = artifactIds(one);
    return [
      [ids.group, 'group'],
      [ids.line, 'line'],
      [ids.resource, 'resource'],
    ].every(([id, name]) => id === keyOf(param(call, name ?? '')));
  });
  if (!found || found.sku.kind !== 'reservation') throw refusal(1000, 'no such artifact');
  const { order, line } = found;
  const scope = line.provisioningContext?.['scope']?.toLowerCase();
  return ok({
    type: keyOf(param(call, 'type')) === 'reservedinstance' ? 'reservedinstance' : 'virtual_machine_reserved_instance',
    virtualMachineReservations: [
      {
        reservationId: artifactIds(found).resource,
        scopeType: scope === 'single' ? 'Single' : 'Shared',
        quantity: line.quantity,
        expiryDateTime: expiry(found).toISOString().replace('.000Z', ''),
        effectiveDateTime: moment(order.readyAt),
        provisioningState: 'Created',
      },
    ],
  });
}

const AT = '/v1/customers/{customer}';

export const ENTITLEMENTS: readonly Route[] = [
  ['GET', `${AT}/entitlements`, list],
  ['GET', `${AT}/artifacts/{type}/groups/{group}/lineitems/{line}/resource/{resource}`, artifact],
];
