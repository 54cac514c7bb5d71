import type { Azure } from '../../kernel/azure';
import { notImplemented } from '../../kernel/http/errors';
import { page } from '../../kernel/http/paging';
import { type Answer, type ArmRequest, option } from '../../kernel/http/request';
import { subscriptionFor } from '../../kernel/http/subscription-for';
import { LOCATIONS, normalLocation } from '../providers/locations';
import { VM_SIZES } from './vm-sizes';

/**
 * GET /subscriptions/{s}/providers/Microsoft.Compute/skus: the sizes of virtual machines, each with its processors and the quota that it counts
 * towards. Azure lists disks and more beside them; its only filter is by location.
 * @throws ArmError 501 for another filter
 */
export function listSkus(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  subscriptionFor(azure, request, subscriptionId);
  const filter = option(request, '$filter');
  const wanted = filter === undefined ? undefined : /^\s*location\s+eq\s+'([^']*)'\s*$/i.exec(filter)?.[1];
  if (filter !== undefined && wanted === undefined) throw notImplemented(`skus with $filter ${filter}`);
  const locations = [...LOCATIONS.keys()].filter((one) => wanted === undefined || one === normalLocation(wanted));
  return page(
    request,
    locations.flatMap((location) =>
      VM_SIZES.map(({ name, vcpus, family }) => {
        const [tier = '', size = ''] = name.split(/_(.*)/);
        return {
          resourceType: 'virtualMachines',
          name,
          tier,
          size,
          family,
          locations: [location],
          capabilities: [{ name: 'vCPUs', value: String(vcpus) }],
          restrictions: [],
        };
      }),
    ),
  );
}
