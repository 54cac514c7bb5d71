import type { ArmResource, ProviderContext, PutOutcome, Settling, TypeBehaviour } from '../../../kernel/arm-types';
import { envelope } from '../envelope';
import { type Json, listOf, objectOf, textOf } from '../json';

/** The types of resources that may hold a public address. */
export const ADDRESS_HOLDERS = [
  'Microsoft.Network/networkInterfaces',
  'Microsoft.Network/loadBalancers',
  'Microsoft.Network/virtualNetworkGateways',
  'Microsoft.Network/applicationGateways',
  'Microsoft.Network/azureFirewalls',
  'Microsoft.Network/bastionHosts',
];

/** Recorded: 201 or 200, Azure-AsyncOperation alone, and a poll that says nothing but the status. */
const PUT: Settling = { seconds: 3, state: 'Updating', headers: 'azure-asyncoperation', body: 'status', path: 'operations' };

/** Recorded: 202 with both headers. */
const DELETE: Settling = { seconds: 3, state: 'Deleting', headers: 'both', body: 'status', path: 'operations' };

interface NetworkType {
  type: string;
  /** Fills what Azure fills. `name` is that of the resource, `given` the properties of the body. */
  fill: (ctx: ProviderContext, put: NetworkPut) => Json;
  /** Adds what others say about it. */
  view?: (ctx: ProviderContext, resource: ArmResource) => Json;
  /** Throws when it is in use. */
  mayGo?: (ctx: ProviderContext, resource: ArmResource) => void;
  sku?: Json;
  /** A child has neither location nor resourceGuid. */
  isChild?: boolean;
}

export interface NetworkPut {
  id: string;
  type: string;
  name: string;
  location: string;
  etag: string;
  given: Json;
  before: Json;
}

/** The habits that all types of Microsoft.Network share: etags, resourceGuid, provisioningState, long operations. */
export function networkType(definition: NetworkType): TypeBehaviour {
  const { type } = definition;
  const behaviour: TypeBehaviour = {
    type,
    put(ctx, id, body, existing): PutOutcome {
      const etag = `W/"${ctx.newGuid()}"`;
      const before = objectOf(existing?.properties);
      const given = objectOf(body['properties']);
      const location = textOf(body['location']) ?? existing?.location ?? '';
      const filled = definition.fill(ctx, { id, type, name: id.slice(id.lastIndexOf('/') + 1), location, etag, given, before });
      const own = definition.isChild ? {} : { resourceGuid: textOf(before['resourceGuid']) ?? ctx.newGuid() };
      const resource = envelope(type, id, body, existing, { provisioningState: 'Succeeded', ...own, ...filled });
      if (definition.sku && resource.sku === undefined) resource.sku = definition.sku;
      return { status: existing ? 200 : 201, resource: { ...resource, etag }, settling: PUT };
    },
    remove(ctx, resource) {
      definition.mayGo?.(ctx, resource);
      return { settling: DELETE };
    },
  };
  const { view } = definition;
  if (view) behaviour.view = (ctx, resource) => ({ ...resource, properties: { ...resource.properties, ...view(ctx, resource) } });
  return behaviour;
}

/** Named children that live in the parent's JSON get what Azure gives them: id, etag, type and state. */
export function embedded(
  parent: NetworkPut,
  collection: string,
  fill: (properties: Json) => Json = (properties) => properties,
): Json[] {
  return listOf(parent.given[collection]).map((child) => ({
    ...child,
    id: `${parent.id}/${collection}/${textOf(child['name']) ?? ''}`,
    etag: parent.etag,
    type: `${parent.type}/${collection}`,
    properties: { provisioningState: 'Succeeded', ...fill(objectOf(child['properties'])) },
  }));
}

/** Lists the children in the parent's JSON and those that are resources of their own. Where both have a name, the resource counts. */
export function withOwn(inParent: Json[], own: ArmResource[]): Json[] {
  const names = new Set(own.map((child) => child.name.toLowerCase()));
  return [...inParent.filter((child) => !names.has((textOf(child['name']) ?? '').toLowerCase())), ...own.map(asChild)];
}

function asChild({ id, name, type, etag, properties }: ArmResource): Json {
  return { name, id, ...(etag === undefined ? {} : { etag }), type, properties };
}

/** `[{id}, …]`, as back references are listed. */
export function references(ids: string[]): Json[] {
  return ids.map((id) => ({ id }));
}
