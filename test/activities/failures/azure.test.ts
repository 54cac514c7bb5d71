import { azureFailure, type AzureError } from '../../../activities/failures/azure';
import { FAILURES, type FailureType } from '../../../contracts/run/failures';

const of = (error: Partial<AzureError>) => azureFailure({ message: 'as the SDK says it', ...error }, 'move 2 from app');
const answered = (statusCode: number, code: string, message = 'in Azure’s words') =>
  of({ statusCode, body: { error: { code, message } } });

const ID = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/n';
const INNER = { code: 'MissingMoveDependentResources', target: ID, message: 'is missing' };
const SHAPES: Record<string, unknown> = {
  'structured details (2020)': {
    code: 'ResourceMoveProviderValidationFailed',
    message: 'See details.',
    details: [
      {
        code: 'MissingMoveDependentResources',
        target: 'Microsoft.Network/virtualNetworks',
        message: 'See inner.',
        details: [INNER],
      },
    ],
  },
  'JSON in a message (2018)': {
    code: 'ResourceMoveProviderValidationFailed',
    message: 'See details.',
    details: [
      {
        target: 'Microsoft.Compute/virtualMachines',
        message: JSON.stringify({ error: { code: 'MissingMoveDependentResources', message: 'See inner.', details: [INNER] } }),
      },
    ],
  },
};

describe('azureFailure', () => {
  it.each<[number, string, FailureType]>([
    [429, 'TooManyRequests', 'Throttled'],
    [429, 'SubscriptionRequestsThrottled', 'Throttled'],
    [503, 'ServerTimeout', 'AzureUnavailable'],
    [400, 'PrincipalNotFound', 'NotReplicated'],
    [409, 'OperationNotAllowed', 'FabricUpgrade'],
    [409, 'AnotherOperationInProgress', 'OperationInProgress'],
    [409, 'MoveResourcesHavePendingOperations', 'OperationInProgress'],
    [403, 'AuthorizationFailed', 'AccessDenied'],
    [401, 'InvalidAuthenticationToken', 'SignInFailed'],
    [409, 'ScopeLocked', 'ScopeLocked'],
    [403, 'RequestDisallowedByPolicy', 'PolicyDenied'],
    [404, 'SubscriptionNotFound', 'SubscriptionNotFound'],
    [409, 'ReadOnlyDisabledSubscription', 'SubscriptionDisabled'],
    [404, 'ResourceGroupNotFound', 'NotFound'],
    [409, 'RoleAssignmentExists', 'Conflict'],
    [409, 'MissingMoveDependentResources', 'MissingDependents'],
    [404, 'MoveResourcesNotFound', 'RegionMix'],
    [409, 'ResourceMoveProviderValidationFailed', 'MoveRefused'],
    [409, 'QuotaExceeded', 'QuotaExceeded'],
    [400, 'PublicIPCountLimitReached', 'QuotaExceeded'],
    [400, 'StaticPublicIPCountLimitReached', 'QuotaExceeded'],
    [400, 'NetworkCountLimitReached', 'QuotaExceeded'],
    [409, 'MaxStorageAccountsCountPerSubscriptionExceeded', 'QuotaExceeded'],
  ])('%d %s is %s', (status, code, type) => {
    const failure = answered(status, code);
    expect(failure.type).toBe(type);
    expect(failure.message).toBe(`move 2 from app: ${code}: in Azure’s words`);
    expect(failure.nonRetryable).toBe(!FAILURES[type].retryable);
    expect(failure.details?.[0]).toMatchObject({ code, status });
  });

  it.each<[number | undefined, FailureType]>([
    [undefined, 'AzureUnavailable'],
    [408, 'AzureUnavailable'],
    [500, 'AzureUnavailable'],
    [504, 'AzureUnavailable'],
    [429, 'Throttled'],
    [401, 'SignInFailed'],
    [403, 'AccessDenied'],
    [404, 'NotFound'],
  ])('without a body, status %s is %s', (statusCode, type) => {
    expect(of({ statusCode }).type).toBe(type);
  });

  it('an unknown code is a bug to be seen: UnknownAzureError, not retried, with the code', () => {
    const failure = answered(400, 'NobodyHasSeenThis');
    expect(failure).toMatchObject({ type: 'UnknownAzureError', nonRetryable: true });
    expect(failure.message).toContain('NobodyHasSeenThis');
  });

  it.each(Object.entries(SHAPES))('%s: the inner code decides, and the ids are kept', (_shape, error) => {
    const failure = of({ statusCode: 409, body: { error } });
    expect(failure.type).toBe('MissingDependents');
    const { details } = failure.details?.[0] as { details: unknown[] };
    expect(details).toContainEqual(INNER);
  });

  it('OperationNotAllowed tells an exceeded quota, what a classic upgrade holds and an upgrade of the provider apart by its text', () => {
    const quota = answered(
      409,
      'OperationNotAllowed',
      'Operation results in exceeding quota limits of Core. Maximum allowed: 4.',
    );
    expect(quota).toMatchObject({ type: 'QuotaExceeded', nonRetryable: true });
    expect(answered(409, 'OperationNotAllowed', 'The fabric is being upgraded.')).toMatchObject({ type: 'FabricUpgrade' });
    const held =
      "The operation cannot be performed on 'vm1' because a migration is in progress. Commit the migration, or abort it.";
    expect(answered(409, 'OperationNotAllowed', held)).toMatchObject({ type: 'OperationInProgress', nonRetryable: false });
    expect(of({ statusCode: 409, code: 'OperationNotAllowed', message: 'would exceed the quota' }).type).toBe('QuotaExceeded');
  });

  it('among several details the one that a person has to deal with decides', () => {
    const error = {
      code: 'ResourceMoveProviderValidationFailed',
      message: 'See details.',
      details: [
        { code: 'OperationNotAllowed', message: 'being upgraded' },
        { code: 'ScopeLocked', message: 'locked' },
      ],
    };
    expect(of({ statusCode: 409, body: { error } }).type).toBe('ScopeLocked');
  });

  it('Azure’s Retry-After becomes the next delay, its correlation id is kept', () => {
    const headers = new Map([
      ['retry-after', '17'],
      ['x-ms-correlation-request-id', 'c0ffee'],
    ]);
    const failure = of({ statusCode: 429, headers: { get: (name) => headers.get(name) } });
    expect(failure.nextRetryDelay).toBe(17_000);
    expect(failure.details?.[0]).toMatchObject({ retryAfterMs: 17_000, correlationId: 'c0ffee' });
  });

  it('stays small whatever Azure says: 50 details, 2,000 characters', () => {
    const details = Array.from({ length: 800 }, (_, i) => ({ ...INNER, target: `${ID}${i}`, message: 'x'.repeat(1000) }));
    const failure = of({
      statusCode: 409,
      body: { error: { code: 'ResourceMoveProviderValidationFailed', message: 'See.', details } },
    });
    expect(failure.message.length).toBeLessThanOrEqual(2_000);
    expect((failure.details?.[0] as { details: unknown[] }).details).toHaveLength(50);
  });

  it.each(['<html>502</html>', undefined, null, 42, { error: null }, { error: { code: 7 } }])(
    'a body that is no ARM error (%j) is no reason to fail',
    (body) => {
      expect(of({ statusCode: 502, body }).type).toBe('AzureUnavailable');
    },
  );
});
