import type { Destination } from '../arm/http/own-paths';
import type { Azure } from '../../azure';
import type { ArmRequest } from '../../kernel/http';
import type { Quota } from './limits';
import { listSkus } from './skus';
import { listUsages } from './usages';

type OwnPath = [method: string, path: RegExp, make: (azure: Azure, request: ArmRequest, parts: string[]) => Destination];

const NAMESPACES: Quota['namespace'][] = ['Microsoft.Compute', 'Microsoft.Network', 'Microsoft.Storage'];

const usages = NAMESPACES.map((namespace): OwnPath => [
  'GET',
  new RegExp(`^/subscriptions/([^/]+)/providers/${namespace.replace('.', '\\.')}/locations/([^/]+)/usages$`, 'i'),
  (azure, request, parts) => ({
    operation: `${namespace}/locations/usages/read`,
    scope: `/subscriptions/${parts[1] ?? ''}`,
    handle: () => listUsages(azure, request, parts[1] ?? '', namespace, decodeURIComponent(parts[2] ?? '')),
  }),
]);

export const QUOTA_PATHS: OwnPath[] = [
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
