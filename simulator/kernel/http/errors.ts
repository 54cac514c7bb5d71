import { ArmError, type ArmErrorBody } from '../arm-types';

/** Errors that more than one part of ARM gives, in its words. */

export function notImplemented(what: string): ArmError {
  return new ArmError(501, { code: 'NotImplemented', message: `This simulator does not model ${what}. See docs/simulator.md.` });
}

export function badRequest(code: string, message: string): ArmError {
  return new ArmError(400, { code, message });
}

export function invalidContent(message: string): ArmError {
  return badRequest('InvalidRequestContent', `The request content was invalid and could not be deserialized: '${message}'.`);
}

export function groupNotFound(name: string): ArmError {
  return new ArmError(404, { code: 'ResourceGroupNotFound', message: `Resource group '${name}' could not be found.` });
}

/** `typeAndName` is `Microsoft.Network/virtualNetworks/vnet1`. */
export function resourceNotFound(typeAndName: string, group: string): ArmError {
  return new ArmError(404, {
    code: 'ResourceNotFound',
    message: `The Resource '${typeAndName}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  });
}

export function subscriptionNotFound(subscriptionId: string): ArmError {
  return new ArmError(404, { code: 'SubscriptionNotFound', message: `The subscription '${subscriptionId}' could not be found.` });
}

export function methodNotAllowed(method: string): ArmError {
  return new ArmError(405, {
    code: 'MethodNotAllowed',
    message: `The requested resource does not support http method '${method}'.`,
  });
}

/** While a move or a delete works on the group. */
export function groupBusy(group: string, state: 'moving' | 'deleting'): ArmError {
  return state === 'deleting'
    ? new ArmError(409, {
        code: 'ResourceGroupBeingDeleted',
        message: `The resource group '${group}' is in deprovisioning state and cannot perform this operation.`,
      })
    : new ArmError(409, {
        code: 'ResourcesBeingMoved',
        message: `The resource group '${group}' is locked because resources are being moved from or to it. Writes and deletes are refused until the move has ended.`,
      });
}

/** @param lockIds ids of the locks that forbid it; the answer names the scopes that they lie on */
export function scopeLocked(scope: string, operation: 'write' | 'delete', lockIds: readonly string[]): ArmError {
  const scopes = new Set(lockIds.map((id) => id.replace(/\/providers\/microsoft\.authorization\/locks\/[^/]+$/i, '')));
  return new ArmError(409, {
    code: 'ScopeLocked',
    message: `The scope '${scope}' cannot perform ${operation} operation because following scope(s) are locked: '${[...scopes].join(',')}'. Please remove the lock and try again.`,
  });
}

/** `namespace` as Azure writes it. */
export function missingRegistration(namespace: string): ArmErrorBody {
  const message = `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
  const body = { code: 'MissingSubscriptionRegistration', message };
  return { ...body, details: [{ ...body, target: namespace }] };
}
