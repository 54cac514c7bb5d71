import type { ArmPath } from '../../kernel/destination';
import { moveResources, validateMoveResources } from './move-resources';

const GROUPS = 'Microsoft.Resources/subscriptions/resourceGroups';
const at = (parts: string[], index: number) => decodeURIComponent(parts[index] ?? '');
const group = (parts: string[]) => `/subscriptions/${at(parts, 1)}/resourceGroups/${at(parts, 2)}`;

export const MOVE_PATHS: readonly ArmPath[] = [
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
];
