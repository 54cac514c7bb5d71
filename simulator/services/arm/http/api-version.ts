import { badRequest } from '../../../kernel/http/errors';
import type { ArmRequest } from '../../../kernel/http/request';
import { parseId } from '../../../kernel/ids';
import { isApiVersion, listedApiVersions } from '../../providers/api-versions';

/** @throws ArmError 400 with the versions that would do */
export function assertApiVersion(request: ArmRequest): void {
  if (request.apiVersion === '')
    throw badRequest(
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  if (isApiVersion(request.apiVersion)) return;
  const namespace = parseId(request.path)?.providers.at(-1)?.namespace ?? 'Microsoft.Resources';
  throw badRequest(
    'InvalidApiVersionParameter',
    `The api-version '${request.apiVersion}' is invalid. The supported versions are '${listedApiVersions(namespace).join(',')}'.`,
  );
}
