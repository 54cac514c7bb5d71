import type { Azure } from '../../../azure';
import { BILLING_PATHS } from '../../billing/paths';
import type { Answer, ArmRequest } from '../../../kernel/http';
import { MANAGEMENT_PARTNER_PATHS } from '../../partner-center/management-partner';
import { QUOTA_PATHS } from '../../quotas/paths';
import { SUBSCRIPTION_PATHS } from '../../subscription/paths';
import { SUPPORT_PATHS } from '../../support/paths';
import { listClassicAdministrators } from '../scopes/classic-administrators';
import { deleteGroup, exportTemplate, getGroup, headGroup, listGroups, patchGroup, putGroup } from '../resources/groups';
import { moveResources, validateMoveResources } from '../operations/move';
import { pollJob, pollResult, pollStatus } from '../operations/operations';
import { changeRegistration, getProvider, listProviders } from '../resources/registrations';
import { queryResources } from '../resources/resource-graph';
import { listGroupResources, listSubscriptionResources } from '../resources/resource-lists';
import { getSubscription, listLocations, listSubscriptions, listTenants } from '../resources/subscriptions';

/** Where a request leads: what it is called in role definitions, what it acts on, who answers it. */
export interface Destination {
  operation?: string;
  /** Everybody may who is signed in and may enter the subscription's tenant: polls, and what the handler itself judges. */
  isOpen?: true;
  scope: string;
  handle(): Answer;
}

type Make = (azure: Azure, request: ArmRequest, parts: string[]) => Destination;

const GROUPS = 'Microsoft.Resources/subscriptions/resourceGroups';
const at = (parts: string[], index: number) => decodeURIComponent(parts[index] ?? '');
const subscription = (parts: string[]) => `/subscriptions/${at(parts, 1)}`;
const group = (parts: string[]) => `${subscription(parts)}/resourceGroups/${at(parts, 2)}`;

/** ARM's own paths; `parts` are the pattern's groups, from 1. */
export const OWN_PATHS: [method: string, path: RegExp, make: Make][] = [
  ...SUPPORT_PATHS,
  ...MANAGEMENT_PARTNER_PATHS,
  ...BILLING_PATHS,
  ...SUBSCRIPTION_PATHS,
  ...QUOTA_PATHS,
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
    /^\/subscriptions\/([^/]+)\/providers$/i,
    (azure, request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/providers/read',
      scope: subscription(p),
      handle: () => listProviders(azure, request, at(p, 1)),
    }),
  ],
  [
    'GET',
    /^\/subscriptions\/([^/]+)\/providers\/([^/]+)$/i,
    (azure, request, p) => ({
      operation: 'Microsoft.Resources/subscriptions/providers/read',
      scope: subscription(p),
      handle: () => getProvider(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'POST',
    /^\/subscriptions\/([^/]+)\/providers\/([^/]+)\/register$/i,
    (azure, request, p) => ({
      operation: `${at(p, 2)}/register/action`,
      scope: subscription(p),
      handle: () => changeRegistration(azure, request, at(p, 1), at(p, 2), 'register'),
    }),
  ],
  [
    'POST',
    /^\/subscriptions\/([^/]+)\/providers\/([^/]+)\/unregister$/i,
    (azure, request, p) => ({
      operation: `${at(p, 2)}/unregister/action`,
      scope: subscription(p),
      handle: () => changeRegistration(azure, request, at(p, 1), at(p, 2), 'unregister'),
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
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/moveResources$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/moveResources/action`,
      scope: group(p),
      handle: () => moveResources(azure, request, at(p, 1), at(p, 2)),
    }),
  ],
  [
    'POST',
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/validateMoveResources$/i,
    (azure, request, p) => ({
      operation: `${GROUPS}/validateMoveResources/action`,
      scope: group(p),
      handle: () => validateMoveResources(azure, request, at(p, 1), at(p, 2)),
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
