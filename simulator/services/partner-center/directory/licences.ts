import type { Answer } from '../../../kernel/http/request';
import { collection } from '../api/answers';
import { customerOf, type Fields, type PartnerCall, type Route } from '../api/call';
import { refusal } from '../api/errors';
import { partnerCenterState } from '../model';
import { type Offer, OFFERS } from '../shop/offers';
import { type Stock, stockOf } from './licence-stock';
import { updateLicences } from './licence-updates';
import { userOf } from './people';

/** Shapes: learn.microsoft.com/partner-center/developer/license-resources. */

/** The groups that the query names, group1 when it names none. @throws PartnerError 3000 for another one */
function groupsNamed(call: PartnerCall): string[] {
  const named = [...call.request.query]
    .filter(([name]) => name.toLowerCase() === 'licensegroupids')
    .map(([, value]) => value.toLowerCase());
  const unknown = named.find((one) => one !== 'group1' && one !== 'group2');
  if (unknown !== undefined) throw refusal(3000, 'licenseGroupIds are of group1, group2');
  return named.length === 0 ? ['group1'] : named;
}

function planViews(plans: Offer['plans'], capabilityStatus: string): Fields[] {
  return plans.map(({ displayName, serviceName, id, targetType }) => ({
    displayName,
    serviceName,
    id,
    capabilityStatus,
    targetType,
  }));
}

function subscribedSku({ product, plans, active, suspended, consumed }: Stock): Fields {
  return {
    availableUnits: Math.max(0, active - consumed),
    activeUnits: active,
    consumedUnits: consumed,
    suspendedUnits: suspended,
    totalUnits: active + suspended,
    warningUnits: 0,
    productSku: {
      id: product.id,
      name: product.name,
      skuPartNumber: product.partNumber,
      targetType: 'User',
      licenseGroupId: product.licenceGroup,
    },
    servicePlans: planViews(plans, 'Enabled'),
    capabilityStatus: active > 0 ? 'Enabled' : 'Suspended',
    attributes: { objectType: 'SubscribedSku' },
  };
}

function subscribedSkus(call: PartnerCall): Answer {
  const { tenant } = customerOf(call);
  const groups = groupsNamed(call);
  return collection(
    stockOf(call.azure.store, tenant.tenantId)
      .filter(({ product }) => groups.includes(product.licenceGroup))
      .map(subscribedSku),
  );
}

function licencesOfUser(call: PartnerCall): Answer {
  const user = userOf(call);
  const groups = groupsNamed(call);
  const held = partnerCenterState.of(call.azure.store).directory.licences.filter((one) => one.userId === user.id);
  return collection(
    held.flatMap(({ skuId, excludedPlans }): Fields[] => {
      const offer = OFFERS.find((one) => one.product.id === skuId);
      if (!offer || !groups.includes(offer.product.licenceGroup)) return [];
      const { product } = offer;
      return [
        {
          servicePlans: planViews(
            offer.plans.filter((one) => !excludedPlans.includes(one.id)),
            'Assigned',
          ),
          productSku: {
            id: product.id,
            name: product.name,
            skuPartNumber: product.partNumber,
            licenseGroupId: product.licenceGroup,
          },
          attributes: { objectType: 'License' },
        },
      ];
    }),
  );
}

const AT = '/v1/customers/{customer}';

export const LICENCES: readonly Route[] = [
  ['GET', `${AT}/subscribedskus`, subscribedSkus],
  ['GET', `${AT}/users/{user}/licenses`, licencesOfUser],
  ['POST', `${AT}/users/{user}/licenseupdates`, updateLicences],
];
