import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import type { Subscription } from '../../kernel/state/model';

/** One request to a portal as a handler sees it. */
export interface PortalCall {
  azure: Azure;
  request: ArmRequest;
  /** What the pattern's groups have taken from the path, from 0. */
  parts: string[];
}

export type Handler = (call: PortalCall) => Answer;

export const refused = (status: number, code: string, message: string) => new ArmError(status, { code, message });

/** A member of the body that has to be a text. @throws ArmError 400 */
export function textOf(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw refused(400, 'InvalidRequest', `${name} is missing`);
}

/** A member of the body that has to be a list of texts. @throws ArmError 400 */
export function textsOf(body: Record<string, unknown>, name: string): string[] {
  const value = body[name];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw refused(400, 'InvalidRequest', `${name} is not a list of texts`);
}

/** @throws ArmError 404 */
export function knownSubscription({ store }: Azure, id: string): Subscription {
  const found = store.subscriptions.get(keyOf(id));
  if (found) return found;
  throw refused(404, 'SubscriptionNotFound', `There is no subscription '${id}'.`);
}

/** How long Microsoft takes to carry a subscription over, virtual milliseconds ("the process will take few minutes", seed l.14697). */
const TRANSFER_MS = 5 * 60_000;

/** The time at which it ends, unless a fault says that it never does. */
export function dueAt({ azure, request }: PortalCall): { dueAt?: number } {
  return request.effects.neverEnds ? {} : { dueAt: azure.clock.now() + TRANSFER_MS };
}
