import type { ArmResource } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { badRequest, notImplemented } from '../../../kernel/http/errors';
import { type Answer, type ArmRequest, objectBody } from '../../../kernel/http/request';
import { subscriptionFor } from '../../../kernel/http/subscription-for';
import { keyOf, parseId } from '../../../kernel/ids';
import { text } from '../../../kernel/json';
import type { StoredResource } from '../../../kernel/state/model';
import { seesSubscription } from '../../access-control/authorize';
import { isListed } from './resource-lists';

/** The service's largest page. */
const PAGE = 1000;

type Row = Record<string, unknown>;

/** What each table shows, by its name in lower case. What Recovery Services keeps below its vaults is in none of ARM's lists, but in a table of its own. */
const TABLES: Record<string, (resource: ArmResource) => boolean> = {
  resources: isListed,
  recoveryservicesresources: ({ type }) => keyOf(type).startsWith('microsoft.recoveryservices/vaults/'),
};

/**
 * POST /providers/Microsoft.ResourceGraph/resources: rows with properties, ordered by id, paged by `$skipToken`. Of the query language there are
 * `Resources` and `RecoveryServicesResources`, `where COLUMN =~ 'text'` (or `==`) and `order by id asc`; any other operator is refused by name rather than guessed at.
 */
export function queryResources(azure: Azure, request: ArmRequest): Answer {
  const {
    subscriptions = [],
    query,
    options = {},
  } = objectBody(request) as {
    subscriptions?: string[];
    query?: string;
    options?: { $top?: number; $skipToken?: string; resultFormat?: string };
  };
  if (typeof query !== 'string' || query.trim() === '') throw badRequest('BadRequest', 'The query is missing.');
  if ((options.resultFormat ?? 'objectArray') !== 'objectArray')
    throw notImplemented(`Resource Graph's resultFormat ${options.resultFormat}`);
  const [table, ...operators] = query.split('|').map((part) => part.trim());
  const shows = TABLES[keyOf(table ?? '')];
  if (!shows) throw notImplemented(`Resource Graph's table ${table}`);
  const keep = operators.flatMap(predicateOf);

  const visible =
    subscriptions.length > 0
      ? subscriptions.map((s) => subscriptionFor(azure, request, s))
      : [...azure.store.subscriptions.values()];
  const rows = visible
    .filter(({ subscriptionId }) => seesSubscription(azure, request.caller, subscriptionId))
    .flatMap((s) =>
      [...azure.store.resourcesOf(s.subscriptionId)]
        .filter(({ resource }) => shows(resource))
        .map((one) => rowOf(one, s.tenantId)),
    )
    .filter((row) => keep.every((holds) => holds(row)))
    .sort((a, b) => (keyOf(String(a['id'])) < keyOf(String(b['id'])) ? -1 : 1));

  const start = options.$skipToken === undefined ? 0 : Number(Buffer.from(options.$skipToken, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw badRequest('BadRequest', 'The skip token is invalid.');
  const data = rows.slice(start, start + Math.min(options.$top ?? 100, PAGE));
  const next = start + data.length;
  return {
    status: 200,
    body: {
      totalRecords: rows.length,
      count: data.length,
      data,
      facets: [],
      resultTruncated: next < rows.length ? 'true' : 'false',
      ...(next < rows.length ? { $skipToken: Buffer.from(String(next)).toString('base64url') } : {}),
    },
  };
}

/** A resource in the service's form: type and group in lower case, absent columns null or empty. */
function rowOf({ resource }: StoredResource, tenantId: string): Row {
  const { id, name, type, location, kind, managedBy, sku, plan, identity, zones, tags, properties } = resource;
  const parsed = parseId(id);
  return {
    id,
    name,
    type: type.toLowerCase(),
    tenantId,
    kind: kind ?? '',
    location: location ?? '',
    resourceGroup: (parsed?.resourceGroup ?? '').toLowerCase(),
    subscriptionId: parsed?.subscriptionId ?? '',
    managedBy: managedBy ?? '',
    sku: sku ?? null,
    plan: plan ?? null,
    properties: properties ?? {},
    tags: tags ?? null,
    identity: identity ?? null,
    zones: zones ?? null,
    extendedLocation: null,
  };
}

function predicateOf(operator: string): ((row: Row) => boolean)[] {
  if (/^order by id(\s+asc)?$/i.test(operator)) return [];
  const where = /^where\s+(\w+)\s*(=~|==)\s*'([^']*)'$/i.exec(operator);
  if (!where) throw notImplemented(`Resource Graph's operator "${operator}"`);
  const [, column = '', comparison, wanted = ''] = where;
  return [
    (row) => {
      const value = text(row[column]);
      return comparison === '==' ? value === wanted : keyOf(value) === keyOf(wanted);
    },
  ];
}
