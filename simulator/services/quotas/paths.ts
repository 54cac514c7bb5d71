import type { ArmPath } from '../../kernel/destination';
import type { Quota } from './limits';
import { listSkus } from './skus';
import { listUsages } from './usages';

const NAMESPACES: Quota['namespace'][] = ['Microsoft.Compute', 'Microsoft.Network', 'Microsoft.Storage'];

const usages = NAMESPACES.map((namespace): ArmPath => [
  'GET',
  new RegExp(`^/subscriptions/([^/]+)/providers/${namespace.replace('.', '\\.')}/locations/([^/]+)/usages$`, 'i'),
  (azure, request, parts) => ({
    operation: `${namespace}/locations/usages/read`,
    scope: `/subscriptions/${parts[1] ?? ''}`,
    handle: () => listUsages(azure, request, parts[1] ?? '', namespace, decodeURIComponent(parts[2] ?? '')),
  }),
]);

export const QUOTA_PATHS: readonly ArmPath[] = [
  ...usages,
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.Compute\/skus$/i,
    (azure, request, parts) => ({
      operation: 'Microsoft.Compute/skus/read',
      scope: `/subscriptions/${parts[1] ?? ''}`,
      handle: () => listSkus(azure, request, parts[1] ?? ''),
    }),
  ],
];
