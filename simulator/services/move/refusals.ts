import type { ArmErrorBody, ArmErrorDetail, ArmResource } from '../../kernel/arm-types';
import { canonicalType } from '../providers/catalog';
import type { MoveCase } from './move-case';

/** What a resource provider has against a move. */
export interface Objection {
  /** Type of the resource that is asked to move: the provider that answers. */
  type: string;
  code: string;
  /** Summary of the code, the same for all objections that share it. */
  summary: string;
  /** Id of the resource in question. */
  target: string;
  message: string;
  /** Code of the inner detail where it differs. */
  innerCode?: string;
}

/** A provider does not move this resource as it is, whatever its type can do. */
export function cannotMove(resource: ArmResource, message: string): Objection {
  return {
    type: resource.type,
    code: 'CannotMoveResource',
    summary: 'Cannot move one or more resources in the request. Please check details for information about each resource.',
    innerCode: 'MoveNotSupported',
    target: resource.id,
    message,
  };
}

/** ARM's own refusal: types that never move. 409, told by the poll. */
export function notSupported(move: MoveCase, resources: { id: string; type: string }[]): ArmErrorBody {
  return {
    code: 'ResourceMoveValidationFailed',
    message: `Resource move validation failed for ${resources.length} of the resources. ${diagnostics(move)}`,
    details: resources.map(({ id, type }) => ({
      code: 'ResourceMoveNotSupported',
      target: id,
      message: `Resource move is not supported for resource types '${canonicalType(type)}'.`,
    })),
  };
}

/**
 * The providers' refusal. Two shapes were published and both are answered today: Microsoft.Compute hands over its own error as JSON
 * in a string, the others give structured details.
 */
export function refusedByProviders(move: MoveCase, objections: Objection[]): ArmErrorBody {
  const byDetail = new Map<string, Objection[]>();
  for (const objection of objections) {
    const key = `${objection.type.toLowerCase()} ${objection.code}`;
    byDetail.set(key, [...(byDetail.get(key) ?? []), objection]);
  }
  return {
    code: 'ResourceMoveProviderValidationFailed',
    message: `Resource move validation failed. Please see details. ${diagnostics(move)}`,
    details: [...byDetail.values()].map(detail),
  };
}

function detail(objections: Objection[]): ArmErrorDetail {
  const [first] = objections as [Objection];
  const target = canonicalType(first.type);
  const details = objections.map(({ code, innerCode, target: id, message }) => ({
    code: innerCode ?? code,
    target: id,
    message,
  }));
  return target.startsWith('Microsoft.Compute/')
    ? { target, message: JSON.stringify({ error: { code: first.code, message: first.summary, details } }) }
    : { code: first.code, target, message: first.summary, details };
}

function diagnostics({ facts, request }: MoveCase): string {
  const timestamp = facts
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '');
  return (
    `Diagnostic information: timestamp '${timestamp}', subscription id '${request.source.subscriptionId}', ` +
    `tracking id '${facts.newGuid()}', request correlation id '${facts.newGuid()}'.`
  );
}
