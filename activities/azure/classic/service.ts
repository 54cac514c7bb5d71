import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type Pipeline,
} from '@azure/core-rest-pipeline';
import { explained } from '../../../planning/classic/known-errors';
import { FAILURES, type FailureType } from '../../../contracts/run/failures';
import { failure, isFailure } from '../../failures/failure';
import type { ClientOptions, Connection } from '../http/connection';
import { translate } from '../http/request';
import { type Element, rootOf, textOf } from './xml';

/** The newest that Microsoft's own clients send for the upgrade (azure-asm-compute 0.18.0, azure-asm-network 0.13.1). */
const VERSION = '2016-07-01';

export interface Answered {
  root: Element;
  /** By which its long operation is found. */
  requestId: string;
}

/** Requests to service management. `doing` begins the message of a failure. Answers below 400 only. */
export interface Service {
  get(doing: string, path: string): Promise<Answered>;
  /** Repeats what got no answer: for verbs that may come twice. */
  post(doing: string, path: string, body?: string): Promise<Answered>;
  /** Never repeats. @throws OutcomeUnknown when no answer tells what became of it */
  postOnce(doing: string, path: string): Promise<Answered>;
}

/** RDFE's code → our type; the refusals of the upgrade itself all come as `BadRequest`, told apart by their words alone. */
const TYPE_OF_CODE: Record<string, FailureType> = {
  ForbiddenError: 'AccessDenied',
  AuthenticationFailed: 'SignInFailed',
  SubscriptionNotFound: 'SubscriptionNotFound',
  SubscriptionDisabled: 'SubscriptionDisabled',
  ResourceNotFound: 'NotFound',
  ConflictError: 'OperationInProgress',
  TooManyRequests: 'Throttled',
  ServerBusy: 'AzureUnavailable',
  OperationTimedOut: 'AzureUnavailable',
  QuotaExceeded: 'QuotaExceeded',
  BadRequest: 'UpgradeRefused',
  MissingSubscriptionRegistration: 'UpgradeRefused',
};

/** `<Error><Code/><Message/></Error>`, of an answer or of an operation, in our words. */
export function classicFailure(error: Element, status: number, doing: string) {
  const code = textOf(error, 'Code');
  const said = textOf(error, 'Message') ?? `HTTP ${status}`;
  const { text, again } = explained(code, said);
  // Locked by somebody's prepare it stays for as long as that person likes; an operation passes.
  const locked = code === 'ConflictError' && /being migrated/i.test(said);
  const known = locked ? 'UpgradeRefused' : code === undefined ? undefined : TYPE_OF_CODE[code];
  const type = known ?? (again ? 'UpgradeRefused' : typeOfStatus(status));
  return failure(type, `${doing}: ${text}`, { ...(code ? { code } : {}), status, again });
}

/** How an operation ended. That does not change by asking again; what failed on Azure's side may be begun anew (`again`). */
export function operationFailure(error: Element, status: number) {
  const code = textOf(error, 'Code');
  const { text, again } = explained(code, textOf(error, 'Message') ?? `HTTP ${status}`);
  const known = code === undefined ? undefined : TYPE_OF_CODE[code];
  const type = known !== undefined && !FAILURES[known].retryable ? known : 'UpgradeRefused';
  return failure(type, `the operation failed: ${text}`, { ...(code ? { code } : {}), status, again: again || status >= 500 });
}

function typeOfStatus(status: number): FailureType {
  if (status === 501) return 'UnknownAzureError';
  if (status >= 500 || status === 408) return 'AzureUnavailable';
  return (
    ({ 401: 'SignInFailed', 403: 'AccessDenied', 404: 'NotFound', 429: 'Throttled' } as const)[status] ?? 'UnknownAzureError'
  );
}

/**
 * At the address of Resource Manager: only the local Azure has a classic side, and it has one address. Real service management
 * (https://management.core.windows.net) has been switched off.
 */
export function createService(connection: Connection, credential: TokenCredential): Service {
  const { options, onceOptions } = connection;
  const http = createDefaultHttpClient();
  // Not the SDK's ServiceClient: it wants to parse what comes as XML by itself.
  const pipeline = ({ credentialScopes, tlsOptions, retryOptions }: ClientOptions): Pipeline => {
    const made = createPipelineFromOptions({ retryOptions, ...(tlsOptions ? { tlsOptions } : {}) });
    made.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: credentialScopes }), { phase: 'Sign' });
    return made;
  };
  const patient = pipeline(options);
  const once = pipeline(onceOptions);
  const base = options.endpoint.replace(/\/+$/, '');
  const exchange = async (through: Pipeline, method: 'GET' | 'POST', doing: string, path: string, body?: string) => {
    try {
      const { status, bodyAsText, headers } = await through.sendRequest(
        http,
        createPipelineRequest({
          url: `${base}${path}`,
          method,
          headers: createHttpHeaders({ 'x-ms-version': VERSION, 'content-type': 'application/xml', accept: 'application/xml' }),
          ...(body === undefined ? {} : { body }),
          timeout: 60_000,
        }),
      );
      const root = rootOf(bodyAsText) ?? {};
      if (status >= 400) throw classicFailure(root, status, doing);
      return { root, requestId: headers.get('x-ms-request-id') ?? '' };
    } catch (error) {
      throw translate(error, doing);
    }
  };
  return {
    get: (doing, path) => exchange(patient, 'GET', doing, path),
    post: (doing, path, body) => exchange(patient, 'POST', doing, path, body),
    async postOnce(doing, path) {
      try {
        return await exchange(once, 'POST', doing, path);
      } catch (error) {
        if (isFailure(error, 'AzureUnavailable') || !isFailure(error))
          throw failure('OutcomeUnknown', `${doing}: ${String(error)}`, {}, error);
        throw error;
      }
    },
  };
}
