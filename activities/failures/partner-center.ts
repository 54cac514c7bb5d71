import type { ApplicationFailure } from '@temporalio/common';
import type { FailureType } from '../../contracts/run/failures';
import { failure } from './failure';

/** An answer of Partner Center that is an error. */
interface PartnerCenterRefusal {
  status: number;
  /** `{code, description, data, source}`, the `{statusCode, message}` of throttling, or anything else. */
  body: unknown;
  header: (name: string) => string | undefined;
}

interface Row {
  type: FailureType;
  /** Who has to do what, as a sentence. */
  way: string;
  retryAfterMs?: number;
}

const DAY_MS = 86_400_000;
const row = (type: FailureType, way: string, retryAfterMs?: number): Row => ({
  type,
  way,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

/**
 * Partner Center's code → our type, and the way out. One line a code; what is not here is `UnknownAzureError`, so that somebody adds the line.
 * Source: learn.microsoft.com/partner-center/developer/error-codes.
 */
export const PARTNER_CENTER_CODES: Readonly<Record<string, Row>> = {
  // passes by itself
  900103: row('AzureUnavailable', 'Nobody has to act: Partner Center could not write the order and is asked again.'),
  900104: row('OperationInProgress', 'Nobody has to act: another request works on this transfer.'),
  900109: row('OperationInProgress', 'Nobody has to act: the subscription is being upgraded to the Azure plan first.'),
  900112: row('OperationInProgress', 'Nobody has to act: the upgrade to the Azure plan is about to begin.'),
  900113: row('OperationInProgress', 'Nobody has to act: the upgrade to the Azure plan is under way.'),
  900130: row('TransferNotYet', 'Nobody has to act: it was bought too recently and is tried again after a day.', DAY_MS),
  900135: row('AzureUnavailable', 'Nobody has to act: Partner Center asks to be tried again.'),
  900278: row('OperationInProgress', 'Nobody has to act: a pending operation ends within a day.'),
  // relationship and agreements
  13605: row('NoAgreement', 'The customer accepts the Microsoft Customer Agreement, or the partner confirms that it did.'),
  20002: row('NoRelationship', 'The customer’s global administrator opens the partner’s relationship link and accepts it.'),
  60003: row('NotFound', 'The operator checks the customer’s tenant id.'),
  600061: row('Conflict', 'Nobody has to act: the agreement had been confirmed already.'),
  900118: row('InvalidInput', 'The operator corrects the customer’s tenant id.'),
  900123: row('TransferRefused', 'The destination partner signs the Microsoft Partner Agreement.'),
  900124: row('TransferRefused', 'The source partner signs the Microsoft Partner Agreement.'),
  // sign-in and rights
  2032: row('AccessDenied', 'The partner checks that its application belongs to its own Partner Center account.'),
  900150: row('AccessDenied', 'The partner puts this worker’s application into its AdminAgents group.'),
  900329: row('SignInFailed', 'The partner signs in as application and user with MFA: an application alone is refused here.'),
  900420: row(
    'SignInFailed',
    'The operator sets the address of Partner Center in the worker’s configuration: tokens are asked for it.',
  ),
  // new customers
  2007: row('InvalidInput', 'The operator corrects the address.'),
  600009: row('InvalidInput', 'The operator chooses another domain.'),
  // subscriptions and orders
  2006: row('InvalidInput', 'The operator leaves this offer unchanged: it takes no such update.'),
  2011: row('SubscriptionDisabled', 'The partner takes the deleted subscription out of the request.'),
  2055: row('Conflict', 'The operator repeats the step: it was changed meanwhile and is read again.'),
  3000: row('InvalidInput', 'The operator corrects what the message names.'),
  20000: row('NotFound', 'The operator checks the order’s id.'),
  20003: row('SubscriptionNotFound', 'The operator checks the subscription’s id and which partner sells it.'),
  800002: row('InvalidInput', 'The operator corrects what the message names.'),
  800015: row('UnknownPartner', 'The partner checks its MPN id in Partner Center.'),
  800016: row('UnknownPartner', 'The partner checks the MPN id of the partner on record.'),
  800021: row('InvalidInput', 'The operator names a subscription that can be changed this way.'),
  800040: row('InvalidInput', 'The operator reads the subscription’s status first: this change is not possible from it.'),
  // transfers
  800078: row('TransferRefused', 'The source partner checks that it sells the named subscriptions and that they are active.'),
  900100: row('NotFound', 'The operator checks the transfer’s id: it may have expired or belong to other partners.'),
  900101: row('TransferExists', 'Nobody has to act: the transfer under way is joined.'),
  900102: row('TransferRefused', 'The operator looks at the transfer: it has ended or been accepted already.'),
  900105: row('TransferRefused', 'The source partner reactivates the customer’s suspended subscriptions or cancels them.'),
  900114: row('TransferRefused', 'The source partner has the failed upgrade to the Azure plan repaired by Microsoft’s support.'),
  900131: row('TransferRefused', 'The source partner upgrades the customer’s legacy subscriptions to the Azure plan first.'),
  900132: row('TransferRefused', 'The destination partner activates its Azure plan for the customer.'),
  900133: row('TransferRefused', 'The destination partner buys an Azure plan for the customer.'),
  900134: row('TransferRefused', 'The destination partner asks Microsoft why it may not sell this product.'),
  900136: row('TransferRefused', 'The operator adds the source partner’s name and contact to the input.'),
  900137: row('TransferRefused', 'The named partner asks Microsoft to enable transfers for it.'),
  900138: row('TransferRefused', 'Nobody can change it: transfers are not offered in this cloud.'),
  900139: row('TransferRefused', 'The operator asks for the transfer without Azure: it goes another way.'),
  900141: row('TransferRefused', 'The operator chooses another procedure: this transfer is not supported.'),
  900145: row('TransferRefused', 'The source partner takes reservations into the transfer or has them cancelled.'),
  900146: row('TransferRefused', 'The customer cancels the marketplace products that cannot be transferred.'),
  900147: row('TransferRefused', 'The operator corrects the domain that the message names.'),
  900148: row('TransferRefused', 'The operator names two different partners: source and destination are the same.'),
  900400: row('TransferRefused', 'The destination partner asks Microsoft’s support why the transfer cannot be created.'),
};

/** The HTTP status decides for answers whose code is not in the table. */
const STATUSES: Readonly<Record<number, Row>> = {
  401: row('SignInFailed', 'The partner checks the application’s secret and its consent in Partner Center.'),
  403: row('AccessDenied', 'The partner gives this worker’s application the role that the call needs.'),
  404: row('NotFound', 'The operator checks the ids.'),
  408: row('AzureUnavailable', 'Nobody has to act: it is tried again.'),
  429: row('Throttled', 'Nobody has to act: Partner Center says when to come back.'),
};
const OUTAGE = row('AzureUnavailable', 'Nobody has to act: Partner Center is out of order and is tried again.');
const UNKNOWN = row('UnknownAzureError', 'A developer adds this code to the table of Partner Center’s errors.');

/** Translates. The message begins with `doing`, says code and description, and ends with who has to act. */
export function partnerCenterFailure({ status, body, header }: PartnerCenterRefusal, doing: string): ApplicationFailure {
  const { code, description } = read(body);
  const { type, way, retryAfterMs } = rowOf(code, status);
  const wait = retryAfter(header('retry-after')) ?? retryAfterMs;
  const correlationId = header('ms-correlationid');
  return failure(type, `${doing}: ${code ?? `HTTP ${status}`}: ${description}${/[.!?]$/.test(description) ? '' : '.'} ${way}`, {
    ...(code === undefined ? {} : { code }),
    status,
    way,
    ...(correlationId ? { correlationId } : {}),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

function rowOf(code: string | undefined, status: number): Row {
  // Whatever its body says: too many requests is too many requests.
  if (status === 429) return STATUSES[429] ?? UNKNOWN;
  const known = code === undefined ? undefined : PARTNER_CENTER_CODES[code];
  if (known) return known;
  return STATUSES[status] ?? (status >= 500 && status !== 501 ? OUTAGE : UNKNOWN);
}

/** Codes come as numbers and as strings; throttling writes `{statusCode, message}`. */
function read(body: unknown): { code?: string; description: string } {
  if (typeof body !== 'object' || body === null)
    return { description: typeof body === 'string' ? body.slice(0, 500) : 'no text' };
  const { code, statusCode, description, message } = body as Record<string, unknown>;
  const named = code ?? statusCode;
  return {
    ...(typeof named === 'number' || typeof named === 'string' ? { code: String(named) } : {}),
    description: [description, message].find((text): text is string => typeof text === 'string' && text !== '') ?? 'no text',
  };
}

/** Retry-After is written in seconds or as a date. */
function retryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return ms > 0 ? ms : undefined;
}
