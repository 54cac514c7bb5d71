import type { ArmResource } from '../../../simulator/kernel/arm-types';
import type { MoveRequest } from '../../../simulator/services/move/model';
import { judgeMove } from '../../../simulator/services/move/rules';
import { across, CSP, EA, ELSEWHERE, facts, id, resource, within, type WorldOptions } from './facts';

const storage = resource(id('Microsoft.Storage/storageAccounts/s'));
const at = (request: MoveRequest, changes: Partial<MoveRequest>): MoveRequest => ({ ...request, ...changes });

const cases: [string, MoveRequest, number, string, WorldOptions?, ArmResource[]?][] = [
  [
    'an unknown source subscription',
    at(across([storage.id]), { source: { subscriptionId: 'no', resourceGroup: 'a' } }),
    404,
    'SubscriptionNotFound',
  ],
  [
    'an unknown target subscription',
    at(across([storage.id]), { target: { subscriptionId: 'no', resourceGroup: 't' } }),
    400,
    'SubscriptionNotFound',
  ],
  [
    'another tenant',
    at(across([storage.id]), { target: { subscriptionId: ELSEWHERE, resourceGroup: 'x' } }),
    403,
    'LinkedAuthorizationFailed',
  ],
  ['a disabled target', across([storage.id]), 400, 'ReadOnlyDisabledSubscription', { states: { [CSP]: 'Disabled' } }],
  ['a disabled source', across([storage.id]), 409, 'ReadOnlyDisabledSubscription', { states: { [EA]: 'Warned' } }],
  [
    'a missing source group',
    at(across([storage.id]), { source: { subscriptionId: EA, resourceGroup: 'no' } }),
    404,
    'ResourceGroupNotFound',
  ],
  [
    'a missing target group',
    at(across([storage.id]), { target: { subscriptionId: CSP, resourceGroup: 'no' } }),
    400,
    'ResourceGroupNotFound',
  ],
  [
    'the same group on both sides',
    at(within([storage.id]), { target: { subscriptionId: EA, resourceGroup: 'A' } }),
    400,
    'BadRequest',
  ],
  ['a read-only lock at the source', across([storage.id]), 409, 'ScopeLocked', { readOnly: ['a'] }],
  ['a read-only lock at the target', across([storage.id]), 409, 'ScopeLocked', { readOnly: ['t'] }],
  ['a group where a move is under way', across([storage.id]), 409, 'ResourcesBeingMoved', { busy: ['t'] }],
  ['no resources', across([]), 400, 'InvalidRequestContent'],
  [
    '801 resources',
    across(Array.from({ length: 801 }, (_, n) => id(`Microsoft.Storage/storageAccounts/s${n}`))),
    400,
    'BadRequest',
  ],
  ['something that is no resource id', across(['/subscriptions/x']), 400, 'InvalidResourceId'],
  ['a child', across([`${storage.id}/blobServices/default`]), 400, 'ResourceNotTopLevel'],
  ['an extension', across([`${storage.id}/providers/Microsoft.Authorization/locks/l`]), 400, 'ResourceNotTopLevel'],
  ['a resource of another group', across([id('Microsoft.Storage/storageAccounts/s', 'b')]), 400, 'BadRequest'],
  ['a resource that is not there', across([id('Microsoft.Storage/storageAccounts/no')]), 404, 'ResourceNotFound'],
  [
    'a provider that the target has not registered',
    across([storage.id]),
    409,
    'MissingSubscriptionRegistration',
    { unregistered: ['Microsoft.Storage'] },
  ],
  ['more than the target may have', across([storage.id]), 409, 'QuotaExceeded', { quotas: { StorageAccounts: 0 } }],
  [
    'the same name at the target',
    across([storage.id]),
    409,
    'Conflict',
    {},
    [resource(id('Microsoft.Storage/storageAccounts/S', 't', CSP))],
  ],
];

test.each(cases)('%s is refused by the POST itself', (_what, request, status, code, options = {}, more = []) => {
  const verdict = judgeMove(facts([storage, ...more], options), request);
  expect(verdict.sync?.body.code).toBe(code);
  expect(verdict.sync?.status).toBe(status);
});

test('what is all right passes, whatever the case of ids', () => {
  expect(judgeMove(facts([storage]), across([storage.id.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions')]))).toEqual({});
});

test('800 resources pass', () => {
  const many = Array.from({ length: 800 }, (_, n) => resource(id(`Microsoft.Storage/storageAccounts/s${n}`)));
  expect(judgeMove(facts(many), across(many.map((item) => item.id)))).toEqual({});
});

test('a locked scope is named without the lock', () => {
  const message = judgeMove(facts([storage], { readOnly: ['a'] }), across([storage.id])).sync?.body.message;
  expect(message).toContain(`locked: '/subscriptions/${EA}/resourceGroups/a'.`);
});

test('a lock that only forbids deletes does not stop a move', () => {
  const world = facts([storage]);
  const canNotDelete = { ...world, locks: (_s: string, _g: string, level: string) => (level === 'CanNotDelete' ? ['lock'] : []) };
  expect(judgeMove(canNotDelete, across([storage.id]))).toEqual({});
});
