import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type Pipeline,
} from '@azure/core-rest-pipeline';
import { classicFailure } from '../../failures/classic';
import { outcomeUnknown } from '../../failures/failure';
import type { ClientOptions, Connection } from '../http/connection';
import { translate } from '../http/request';
import { type Element, rootOf, textOf } from './xml';

/** The newest that Microsoft's own clients send for the upgrade (azure-asm-compute 0.18.0, azure-asm-network 0.13.1). */
const VERSION = '2016-07-01';

interface Answered {
  root: Element;
  /** The long operation is found by it. */
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

/**
 * Service management at the address of Resource Manager: only the local Azure has a classic side, and it has one address. Real service management
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
      if (status >= 400) throw classicFailure({ status, code: textOf(root, 'Code'), message: textOf(root, 'Message') }, doing);
      return { root, requestId: headers.get('x-ms-request-id') ?? '' };
    } catch (error) {
      throw translate(error, doing);
    }
  };
  return {
    get: (doing, path) => exchange(patient, 'GET', doing, path),
    post: (doing, path, body) => exchange(patient, 'POST', doing, path, body),
    postOnce: (doing, path) => exchange(once, 'POST', doing, path).catch(outcomeUnknown(doing)),
  };
}
