import type { Answer } from '../../../kernel/http/request';

/**
 * Partner Center's errors by code: HTTP status and text ({0}, {1} are filled in).
 * Source: learn.microsoft.com/partner-center/developer/error-codes.
 */
const ERRORS = {
  0: [501, 'Not implemented: {0}'],
  400: [401, 'Access denied'],
  405: [405, 'Method not allowed'],
  1000: [404, 'Not found: {0}'],
  2001: [400, 'Subscription quantity cannot be increased or decreased while subscription is being suspended'],
  2006: [400, 'Updates on subscriptions for offer {0} are not allowed'],
  2011: [400, 'Cannot update a subscription with deleted status'],
  2032: [403, 'Access denied'],
  2054: [400, 'The billing cycle for an existing subscription cannot be updated using update-subscription operation'],
  2055: [400, 'Etag is no longer valid'],
  3000: [400, 'Invalid property: {0}'],
  13605: [
    403,
    'Either a partner confirmation of the customer acceptance of the Microsoft Customer Agreement must be provided or the customer must accept it in the Microsoft Admin Center',
  ],
  20000: [404, 'Order Id not found'],
  20002: [403, 'This partner has no commerce relationship with the customer'],
  20003: [404, 'This subscription is not found'],
  60003: [404, 'Tenant not found'],
  60012: [400, "We're sorry, it looks like you've run out of licenses. Buy more licenses, and then try again."],
  600061: [409, 'The agreement has been confirmed already'],
  600009: [409, 'The domain {0} is not available'],
  800002: [400, 'Invalid request input: {0}'],
  800021: [400, 'This subscription is not a valid subscription'],
  800040: [400, 'Asset status cannot be changed to {0} from {1}'],
  800015: [404, 'MPN Id is not found'],
  800078: [400, 'Transfer cannot be created with invalid subscription {0}'],
  900100: [404, 'Transfer request not found'],
  900101: [409, 'This transfer is not allowed as original transfer {0} is in progress'],
  900102: [400, 'Cannot process the transfer request for {1} transfer {0}'],
  900104: [409, 'Transfer {0} is being processed by another request'],
  900105: [
    403,
    'You have one or more Azure subscriptions in the suspended state. These cannot be transitioned to the Azure plan',
  ],
  900118: [400, 'Invalid Customer Id'],
  900131: [400, 'This transfer request cannot be initiated as the customer has legacy azure subscriptions'],
  900132: [400, 'This transfer request cannot be initiated as the azure plan is not active, please enable the azure plan'],
  900133: [400, 'This transfer request cannot be initiated as customer has not purchased azure plan'],
  900136: [400, 'Transfer cannot be initiated as source partner email/domain details missing in the request: {0}'],
  900137: [403, 'Transfer cannot be created as partner: {0} not enabled for this feature'],
  900141: [400, 'This operation is not supported: {0}'],
  900148: [400, 'Transfer creation failed due to source partner details matched with requesting partner'],
  900150: [403, 'The supplied role does not have the rights to perform the requested operation'],
  900420: [401, 'The audience of the token is not https://api.partnercenter.microsoft.com'],
} as const satisfies Record<number, readonly [number, string]>;

export type PartnerErrorCode = keyof typeof ERRORS;

/** Partner Center refuses. Thrown by handlers; the frame answers `{code, description, data, source}`. */
export class PartnerError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    readonly description: string,
    readonly data: readonly string[] = [],
  ) {
    super(`${code}: ${description}`);
  }

  /** The same refusal with details in its `data`. */
  withData(...data: string[]): PartnerError {
    return new PartnerError(this.status, this.code, this.description, data);
  }
}

/** The refusal of this code, its text filled in. */
export function refusal(code: PartnerErrorCode, ...words: string[]): PartnerError {
  const [status, text] = ERRORS[code];
  return new PartnerError(
    status,
    code,
    text.replace(/\{(\d)\}/g, (_all, at: string) => words[Number(at)] ?? ''),
  );
}

/** An error of Partner Center's usual form; its text is cut to the 1,024 characters that are documented. */
export function errorAnswer(status: number, code: number | string, description: string, data: readonly string[] = []): Answer {
  return { status, body: { code, description: description.slice(0, 1024), data, source: 'PartnerFD' } };
}

/** Too many requests: the one answer that has a form of its own. */
export function throttledAnswer(message: string): Answer {
  return { status: 429, body: { statusCode: 429, message } };
}
