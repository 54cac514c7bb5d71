import type { TypeBehaviour } from '../../../kernel/arm-types';
import { embedded, networkType } from './common';

const COLLECTIONS = [
  'frontendIPConfigurations',
  'backendAddressPools',
  'loadBalancingRules',
  'probes',
  'inboundNatRules',
  'outboundRules',
];

export const loadBalancers: TypeBehaviour = networkType({
  type: 'Microsoft.Network/loadBalancers',
  sku: { name: 'Basic', tier: 'Regional' },
  fill: (_ctx, put) => ({
    ...put.given,
    ...Object.fromEntries(COLLECTIONS.map((collection) => [collection, embedded(put, collection)])),
  }),
});
