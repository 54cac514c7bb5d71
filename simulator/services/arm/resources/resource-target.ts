import { ArmError } from '../../../kernel/arm-types';
import { notImplemented } from '../../../kernel/http/errors';
import { groupId, parseId, typeOf } from '../../../kernel/ids';
import { canonicalNamespace, canonicalType } from '../../providers/catalog';

/** What a path to a resource says of it. */
export interface Target {
  id: string;
  subscriptionId: string;
  group: string;
  namespace: string;
  type: string;
  name: string;
  /** `Microsoft.Network/virtualNetworks/vnet1/subnets/default` */
  typeAndName: string;
}

/** @throws ArmError 404 when ARM has no such namespace */
export function targetOf(path: string): Target {
  const parsed = parseId(path);
  const part = parsed?.providers.at(-1);
  if (!parsed?.subscriptionId || !parsed.resourceGroup || !part)
    throw notImplemented(`resources outside of resource groups: ${path}`);
  const namespace = canonicalNamespace(part.namespace);
  if (namespace === undefined)
    throw new ArmError(404, {
      code: 'InvalidResourceNamespace',
      message: `The resource namespace '${part.namespace}' is invalid.`,
    });
  const type = canonicalType(typeOf(part));
  const types = type.split('/').slice(1);
  const own = types.map((one, at) => `${one}/${part.names[at]}`).join('/');
  const group = groupId(parsed.subscriptionId, parsed.resourceGroup);
  const before = parsed.providers
    .slice(0, -1)
    .map((one) => `/providers/${one.namespace}/${one.types.map((t, at) => `${t}/${one.names[at]}`).join('/')}`)
    .join('');
  return {
    id: `${group}${before}/providers/${namespace}/${own}`,
    subscriptionId: parsed.subscriptionId,
    group: parsed.resourceGroup,
    namespace,
    type,
    name: part.names.at(-1) as string,
    typeAndName: `${namespace}/${own}`,
  };
}
