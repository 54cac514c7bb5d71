import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import { methodNotAllowed, notImplemented } from '../../kernel/http/errors';
import { exchange, foldedPath, type InjectedAnswer, type Outcome, type RawRequest } from '../../kernel/http/exchange';
import { type Answer, answerOf, type ArmRequest } from '../../kernel/http/request';
import { readBody } from '../../kernel/http/request-body';
import { authenticate } from '../../kernel/identity/authenticate';
import { getAccountSubscription, patchAccountSubscription } from './account-center';
import type { Handler } from './call';
import { continueAccount, deleteAccount, getEnrolment, patchEnrolment, postAccount } from './enrolments';
import { decideOwnershipTransfer, listOwnershipTransfers, postOwnershipTransfer } from './ownership';
import { listTransfers, postTransfer } from './transfers';

const ROUTES: [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/ea\/enrolments\/([^/]+)$/i, getEnrolment],
  ['PATCH', /^\/ea\/enrolments\/([^/]+)$/i, patchEnrolment],
  ['POST', /^\/ea\/enrolments\/([^/]+)\/accounts$/i, postAccount],
  ['DELETE', /^\/ea\/enrolments\/([^/]+)\/accounts\/([^/]+)$/i, deleteAccount],
  ['POST', /^\/ea\/enrolments\/([^/]+)\/accounts\/([^/]+)\/continue$/i, continueAccount],
  ['GET', /^\/ea\/enrolments\/([^/]+)\/transfers$/i, listTransfers],
  ['POST', /^\/ea\/enrolments\/([^/]+)\/transfers$/i, postTransfer],
  ['GET', /^\/account\/subscriptions\/([^/]+)$/i, getAccountSubscription],
  ['PATCH', /^\/account\/subscriptions\/([^/]+)$/i, patchAccountSubscription],
  ['GET', /^\/account\/subscriptions\/([^/]+)\/transfers$/i, listOwnershipTransfers],
  ['POST', /^\/account\/subscriptions\/([^/]+)\/transfers$/i, postOwnershipTransfer],
  ['POST', /^\/account\/transfers\/([^/]+)\/(accept|decline|cancel)$/i, decideOwnershipTransfer],
];

function handlerOf({ method, path }: ArmRequest): { handler: Handler; parts: string[] } {
  const found = ROUTES.filter(([, pattern]) => pattern.test(path));
  const [, pattern, handler] = found.find(([verb]) => verb === method) ?? [];
  if (!pattern || !handler) throw found.length > 0 ? methodNotAllowed(method) : notImplemented(`${method} ${path}`);
  return { handler, parts: (pattern.exec(path) ?? []).slice(1) };
}

function serve(azure: Azure, request: ArmRequest, raw: RawRequest): Answer {
  try {
    request.path = foldedPath(request.path);
    request.caller = authenticate(request.headers['authorization'], azure.tokens, request.origin);
    const { handler, parts } = handlerOf(request);
    request.body = readBody(raw.text);
    return handler({ azure, request, parts });
  } catch (error) {
    if (error instanceof ArmError) return answerOf(error);
    throw error;
  }
}

function inject({ status, code = 'InjectedFault', message = 'Injected by a fault.', body }: InjectedAnswer): Answer {
  return { status, body: body ?? (status >= 400 ? { error: { code, message } } : undefined) };
}

function handle(azure: Azure, raw: RawRequest): Outcome {
  return exchange(azure, raw, {
    serve: (request) => ({ answer: serve(azure, request, raw), operation: '' }),
    inject,
  });
}

/**
 * The EA portal (`/ea/…`) and the Account Center (`/account/…`) as JSON. Neither ever had a public interface: this one is the simulator's
 * own, with what their pages show and take (seed l.14504-14700).
 *
 * @returns what answers one request; undefined for a path that is neither's
 */
export function enterpriseRoutes(azure: Azure): (raw: RawRequest) => Outcome | undefined {
  return (raw) => (/^\/+(ea|account)\//i.test(raw.url) ? handle(azure, raw) : undefined);
}
