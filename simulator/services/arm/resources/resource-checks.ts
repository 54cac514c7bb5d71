import { ArmError, type ArmResource } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { badRequest } from '../../../kernel/http/errors';
import type { ArmRequest } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { factsOf, isRegistrationFree } from '../../providers/catalog';
import { LOCATIONS, normalLocation } from '../../providers/locations';
import { embeddedChild } from './embedded';
import type { Target } from './resource-target';

/** @throws ArmError 412 when If-Match or If-None-Match is not met */
export function assertCondition(request: ArmRequest, there: ArmResource | undefined): void {
  const wanted = request.headers['if-match'];
  const unwanted = request.headers['if-none-match'];
  const failed =
    (wanted !== undefined && (there === undefined || (wanted !== '*' && wanted !== there.etag))) ||
    (unwanted === '*' && there !== undefined);
  if (failed)
    throw new ArmError(412, {
      code: 'PreconditionFailed',
      message: 'The condition of the request (If-Match or If-None-Match) is not met.',
    });
}

/** @throws ArmError 404 when a nested resource has no parent */
export function assertParent(azure: Azure, target: Target): void {
  const parts = target.id.split('/');
  if (parts.length < 11 || parts.at(-4)?.toLowerCase() === 'providers') return;
  const parentId = parts.slice(0, -2).join('/');
  if (azure.store.find(parentId) || embeddedChild(azure.store, parentId, '')) return;
  throw new ArmError(404, {
    code: 'ParentResourceNotFound',
    message: `Can not perform requested operation on nested resource. Parent resource '${parts
      .slice(8, -2)
      .filter((_, at) => at % 2 === 0)
      .join('/')}' not found.`,
  });
}

/** @throws ArmError 409 MissingSubscriptionRegistration */
export function assertRegistered(azure: Azure, target: Target): void {
  const state = azure.store.subscriptions.get(keyOf(target.subscriptionId))?.registrations[keyOf(target.namespace)];
  if (isRegistrationFree(target.namespace) || state === 'Registered') return;
  const message = `The subscription is not registered to use namespace '${target.namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
  throw new ArmError(409, {
    code: 'MissingSubscriptionRegistration',
    message,
    details: [{ code: 'MissingSubscriptionRegistration', target: target.namespace, message }],
  });
}

/** @throws ArmError when the location is missing, unknown, or not the one that the resource has */
export function assertLocation(target: Target, body: Record<string, unknown>, there: ArmResource | undefined): void {
  if (!factsOf(target.type)?.tracked) return;
  if (typeof body['location'] !== 'string')
    throw badRequest('LocationRequired', 'The location property is required for this definition.');
  const location = normalLocation(body['location']);
  if (location !== 'global' && !LOCATIONS.has(location)) {
    throw badRequest(
      'LocationNotAvailableForResourceType',
      `The provided location '${location}' is not available for resource type '${target.type}'. List of available regions for the resource type is '${[...LOCATIONS.keys()].join(',')}'.`,
    );
  }
  if (there?.location !== undefined && normalLocation(there.location) !== location) {
    throw new ArmError(409, {
      code: 'InvalidResourceLocation',
      message: `The resource '${target.name}' already exists in location '${there.location}' in resource group '${target.group}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
    });
  }
}
