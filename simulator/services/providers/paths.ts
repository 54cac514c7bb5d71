import type { ArmPath } from '../../kernel/destination';
import { changeRegistration, getProvider, listProviders } from './registrations';

const at = (parts: string[], index: number) => decodeURIComponent(parts[index] ?? '');
const subscription = (parts: string[]) => `/subscriptions/${at(parts, 1)}`;

export const PROVIDER_PATHS: readonly ArmPath[] = [
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
];
