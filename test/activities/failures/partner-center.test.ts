import { PARTNER_CENTER_CODES, partnerCenterFailure } from '../../../activities/failures/partner-center';
import type { FailureType } from '../../../contracts/run/failures';

const answered = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  partnerCenterFailure({ status, body, header: (name) => headers[name] }, 'accept transfer t');
const refused = (status: number, code: number | string, headers?: Record<string, string>) =>
  answered(status, { code, description: 'As Microsoft says it.', data: [], source: 'PartnerFD' }, headers);
const factsOf = (failure: ReturnType<typeof refused>) => failure.details?.[0] as Record<string, unknown>;

const ROWS: [status: number, code: number, type: FailureType][] = [
  [500, 900103, 'AzureUnavailable'],
  [409, 900104, 'OperationInProgress'],
  [409, 900109, 'OperationInProgress'],
  [409, 900112, 'OperationInProgress'],
  [409, 900113, 'OperationInProgress'],
  [403, 900130, 'TransferNotYet'],
  [500, 900135, 'AzureUnavailable'],
  [409, 900278, 'OperationInProgress'],
  [403, 13605, 'NoAgreement'],
  [403, 20002, 'NoRelationship'],
  [404, 60003, 'NotFound'],
  [409, 600061, 'Conflict'],
  [400, 900118, 'InvalidInput'],
  [403, 900123, 'TransferRefused'],
  [403, 900124, 'TransferRefused'],
  [403, 2032, 'AccessDenied'],
  [403, 900150, 'AccessDenied'],
  [403, 900329, 'SignInFailed'],
  [401, 900420, 'SignInFailed'],
  [400, 2007, 'InvalidInput'],
  [409, 600009, 'InvalidInput'],
  [400, 3000, 'InvalidInput'],
  [400, 2006, 'InvalidInput'],
  [400, 2011, 'SubscriptionDisabled'],
  [400, 2055, 'Conflict'],
  [404, 20000, 'NotFound'],
  [404, 20003, 'SubscriptionNotFound'],
  [400, 800002, 'InvalidInput'],
  [404, 800015, 'UnknownPartner'],
  [404, 800016, 'UnknownPartner'],
  [400, 800021, 'InvalidInput'],
  [400, 800040, 'InvalidInput'],
  [400, 800078, 'TransferRefused'],
  [404, 900100, 'NotFound'],
  [409, 900101, 'TransferExists'],
  [400, 900102, 'TransferRefused'],
  [403, 900105, 'TransferRefused'],
  [409, 900114, 'TransferRefused'],
  [400, 900131, 'TransferRefused'],
  [400, 900132, 'TransferRefused'],
  [400, 900133, 'TransferRefused'],
  [400, 900134, 'TransferRefused'],
  [400, 900136, 'TransferRefused'],
  [403, 900137, 'TransferRefused'],
  [403, 900138, 'TransferRefused'],
  [403, 900139, 'TransferRefused'],
  [400, 900141, 'TransferRefused'],
  [400, 900145, 'TransferRefused'],
  [400, 900146, 'TransferRefused'],
  [400, 900147, 'TransferRefused'],
  [400, 900148, 'TransferRefused'],
  [400, 900400, 'TransferRefused'],
];

describe('partnerCenterFailure', () => {
  it.each(ROWS)('%d with code %d is %s, with who has to act', (status, code, type) => {
    const failure = refused(status, code);
    expect(failure.type).toBe(type);
    expect(failure.message).toMatch(
      new RegExp(
        `^accept transfer t: ${code}: As Microsoft says it\\. (Nobody|The (customer|operator|((source|destination|named) )?partner))\\b.*\\.$`,
      ),
    );
  });

  it('has a row here for each row of the table', () => {
    expect(ROWS.map(([, code]) => String(code)).sort()).toEqual(Object.keys(PARTNER_CENTER_CODES).sort());
  });

  it('reads a code that is written as text', () => {
    expect(refused(409, '900101').type).toBe('TransferExists');
  });

  it('tries what was bought too recently again after a day, and sooner when Partner Center says so', () => {
    expect(factsOf(refused(403, 900130)).retryAfterMs).toBe(86_400_000);
    expect(factsOf(refused(403, 900130, { 'retry-after': '60' })).retryAfterMs).toBe(60_000);
  });

  it.each([
    ['throttling’s own form', { statusCode: 429, message: 'Too many requests' }],
    ['the usual form', { code: 900102, description: 'Too many requests', data: [], source: 'PartnerFD' }],
  ])('takes 429 in %s for throttling, until when Retry-After says', (_form, body) => {
    const failure = answered(429, body, { 'retry-after': '7' });
    expect(failure).toMatchObject({ type: 'Throttled', nonRetryable: false, nextRetryDelay: 7_000 });
    expect(failure.message).toContain('Too many requests');
  });

  it('reads Retry-After as a date too', () => {
    const at = new Date(Date.now() + 90_000).toUTCString();
    const { retryAfterMs } = factsOf(answered(429, undefined, { 'retry-after': at }));
    expect(retryAfterMs).toBeGreaterThan(80_000);
    expect(retryAfterMs).toBeLessThanOrEqual(90_000);
  });

  it.each<[number, unknown, FailureType]>([
    [401, undefined, 'SignInFailed'],
    [403, { code: 7, description: 'no' }, 'AccessDenied'],
    [404, 'Not found', 'NotFound'],
    [502, '<html>', 'AzureUnavailable'],
    [501, { code: 0, description: 'Not implemented' }, 'UnknownAzureError'],
  ])('goes by the status %d when the code is unknown', (status, body, type) => {
    expect(answered(status, body).type).toBe(type);
  });

  it('names an unknown code and who adds it', () => {
    const failure = refused(400, 987654);
    expect(failure.type).toBe('UnknownAzureError');
    expect(failure.message).toBe(
      'accept transfer t: 987654: As Microsoft says it. A developer adds this code to the table of Partner Center’s errors.',
    );
  });

  it('keeps code, status and correlation id for those who look it up', () => {
    expect(factsOf(refused(409, 900101, { 'ms-correlationid': 'c-1' }))).toEqual({
      code: '900101',
      status: 409,
      correlationId: 'c-1',
      way: 'Nobody has to act: the transfer under way is joined.',
    });
  });
});
