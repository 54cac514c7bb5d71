import type { TypeBehaviour } from '../../../kernel/arm-types';
import { at, type Json, listOf } from '../json';
import { childrenOf } from '../references';
import { embedded, networkType, references, withOwn } from './common';
import { inUse } from './in-use';
import { subnetsWith } from './network-security-groups';

const TYPE = 'Microsoft.Network/routeTables';

export const routeTables: TypeBehaviour = networkType({
  type: TYPE,
  fill: (_ctx, put) => ({ disableBgpRoutePropagation: false, ...put.given, routes: embedded(put, 'routes') }),
  view(ctx, table): Json {
    const subnets = subnetsWith(ctx, table.id);
    return {
      routes: withOwn(listOf(at(table, 'properties', 'routes')), childrenOf(ctx, table, 'routes')),
      ...(subnets.length > 0 ? { subnets: references(subnets) } : {}),
    };
  },
  mayGo(ctx, table) {
    const subnets = subnetsWith(ctx, table.id);
    if (subnets.length > 0)
      throw inUse(
        'InUseRouteTableCannotBeDeleted',
        `Route table ${table.id} is in use by ${subnets.join(', ')} and cannot be deleted.`,
      );
  },
});

export const routes: TypeBehaviour = networkType({ type: `${TYPE}/routes`, isChild: true, fill: (_ctx, { given }) => given });
