import { createHash } from 'node:crypto';
import type { ArmResource, ProviderContext, TypeBehaviour } from '../../../kernel/arm-types';
import { keyOf } from '../../../kernel/ids';
import { type Json, objectOf, textOf } from '../json';
import { referrersTo } from '../references';
import { ADDRESS_HOLDERS, networkType } from './common';
import { inUse } from './in-use';

export const publicIPAddresses: TypeBehaviour = networkType({
  type: 'Microsoft.Network/publicIPAddresses',
  sku: { name: 'Basic', tier: 'Regional' },
  fill(_ctx, { id, location, given, before }): Json {
    const { dnsSettings, ipConfiguration, ...rest } = given;
    const label = textOf(objectOf(dnsSettings)['domainNameLabel']);
    const method = textOf(given['publicIPAllocationMethod']) ?? 'Dynamic';
    const address = textOf(before['ipAddress']) ?? textOf(given['ipAddress']);
    return {
      publicIPAddressVersion: 'IPv4',
      publicIPAllocationMethod: method,
      idleTimeoutInMinutes: 4,
      ipTags: [],
      ...rest,
      ...(method === 'Static' || address !== undefined ? { ipAddress: address ?? addressFor(id) } : {}),
      ...(label === undefined
        ? {}
        : { dnsSettings: { ...objectOf(dnsSettings), fqdn: `${label}.${location}.cloudapp.azure.com` } }),
      ...(ipConfiguration === undefined ? {} : { ipConfiguration }),
    };
  },
  view(ctx, address): Json {
    const holder = holderOf(ctx, address);
    return holder === undefined ? {} : { ipConfiguration: { id: holder } };
  },
  mayGo(ctx, address) {
    const holder = holderOf(ctx, address);
    if (holder !== undefined)
      throw inUse(
        'PublicIPAddressCannotBeDeleted',
        `Public IP address ${address.id} can not be deleted since it is still allocated to ${holder}.`,
      );
  },
});

/** Id of the configuration that holds the address. */
function holderOf(ctx: ProviderContext, address: ArmResource): string | undefined {
  const holder = referrersTo(ctx, address.id, ADDRESS_HOLDERS)[0]?.resource;
  if (!holder) return undefined;
  for (const [key, value] of Object.entries(holder.properties ?? {})) {
    if (!Array.isArray(value)) continue;
    for (const item of value.map(objectOf))
      if (keyOf(textOf(objectOf(objectOf(item['properties'])['publicIPAddress'])['id']) ?? '') === keyOf(address.id))
        return textOf(item['id']) ?? `${holder.id}/${key}/${textOf(item['name']) ?? ''}`;
  }
  return holder.id;
}

/** The same id has the same address in every run; out of the block that is set aside for benchmarks. */
function addressFor(id: string): string {
  const hash = createHash('sha256').update(keyOf(id)).digest();
  return `198.18.${hash[0]}.${hash[1]}`;
}
