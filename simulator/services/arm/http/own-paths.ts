import type { ArmPath } from '../../../kernel/destination';
import { pollJob, pollResult, pollStatus } from '../../../kernel/operations';
import { deleteGroup, exportTemplate, getGroup, headGroup, listGroups, patchGroup, putGroup } from '../resources/groups';
import { queryResources } from '../resources/resource-graph';
import { listGroupResources, listSubscriptionResources } from '../resources/resource-lists';
import { getSubscription, listLocations, listSubscriptions, listTenants } from '../resources/subscriptions';
import { listClassicAdministrators } from '../scopes/classic-administrators';

const GROUPS = 'Microsoft.Resources/subscriptions/resourceGroups';
const at = (parts: string[], index: number) => decodeURIComponent(parts[index] ?? '');
const subscription = (parts: string[]) => `/subscriptions/${at(parts, 1)}`;
const group = (parts: string[]) => `${subscription(parts)}/resourceGroups/${at(parts, 2)}`;

/** ARM's own paths; `parts` are the pattern's groups, from 1. */
export const ARM_PATHS: readonly ArmPath[] = [
  [
    'POST',
    /^\/providers\/Microsoft\.ResourceGraph\/resources$/i,
    (azure, request) => ({ scope: '/', handle: () => queryResources(azure, request) }),
  ],
  ['GET', /^\/tenants$/i, (azure, request) => ({ scope: '/', handle: () => listTenants(azure, request) })],
  ['GET', /^\/subscriptions$/i, (azure, request) => ({ scope: '/', handle: () => listSubscriptions(azure, request) })],
  [
    'GET',
    /^\/subscriptions\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/read',
      isOpen: true,
      scope: subscription(p),
      handle: () => getSubscription(azure, request, at(p, 1)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.Authorization\/classicAdministrators$/i,
    (azure, _request, p) => ({
      operation: 'Microsoft.Authorization/classicAdministrators/read',
      scope: subscription(p),
      handle: () => listClassicAdministrators(azure, at(p, 1)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/locations$/i,
    (_azure, _request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/locations/read',
      scope: subscription(p),
      handle: () => listLocations(at(p, 1)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/resources$/i,
    (azure, request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/resources/read',
      scope: subscription(p),
      handle: () => listSubscriptionResources(azure, request, at(p, 1)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/operationresults\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/operationresults/read',
      isOpen: true,
      scope: subscription(p),
      handle: () => pollJob(azure, request, at(p, 2)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/providers\/([^/]+)\/locations\/[^/]+\/(operationResults)\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: `${at(p, 2)}/locations/operationResults/read`,
      isOpen: true,
      scope: subscription(p),
      handle: () => pollResult(azure, request, at(p, 4)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/providers\/([^/]+)\/locations\/[^/]+\/(operations|DiskOperations|asyncoperations|operationStatuses)\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: `${at(p, 2)}/locations/operations/read`,
      isOpen: true,
      scope: subscription(p),
      handle: () =>
        request.query.get('monitor') === 'true' ? pollResult(azure, request, at(p, 4)) : pollStatus(azure, at(p, 4)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/resourceGroups$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/read`,
      scope: subscription(p),
      handle: () => listGroups(azure, request, at(p, 1)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i,
    (azure, _request, p) => ({ operation: `${GROUPS}/read`, scope: group(p), handle: () => getGroup(azure, at(p, 1), at(p, 2)) }),
  ],
  [
    'HEAD',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i,
    (azure, _request, p) => ({
      operation: `${GROUPS}/read`,
      scope: group(p),
      handle: () => headGroup(azure, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'PUT',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/write`,
      scope: group(p),
      handle: () => putGroup(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'PATCH',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/write`,
      scope: group(p),
      handle: () => patchGroup(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'DELETE',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/delete`,
      scope: group(p),
      handle: () => deleteGroup(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/resources$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/resources/read`,
      scope: group(p),
      handle: () => listGroupResources(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'POST',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/exportTemplate$/i,
    (azure, _request, p) => ({
      operation: `${GROUPS}/exportTemplate/action`,
      scope: group(p),
      handle: () => exportTemplate(azure, at(p, 1), at(p, 2)),
    }),
  ],
];
