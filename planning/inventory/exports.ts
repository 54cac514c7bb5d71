import type { ArmResource, ResourceGroupFacts, SourceInventory } from '../../contracts/azure/inventory';
import { idKey, parseArmId } from './arm-id';
import { by } from './index-inventory';

export interface ExportProblem {
  /** JSON pointer into the file; '' for the file as a whole. */
  path: string;
  message: string;
}

/** A file that is no usable export, with everything that is wrong with it. */
export class ExportError extends Error {
  constructor(readonly problems: ExportProblem[]) {
    super(problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('\n'));
    this.name = 'ExportError';
  }
}

/** What can be used of an export, by subscription in the order of their ids, and what is wrong with the rows that cannot. */
interface ReadExport {
  inventories: SourceInventory[];
  problems: ExportProblem[];
}

/**
 * Reads what `az resource list -o json`, a Resource Graph query or an ARM list gave, as JSON text. Groups get the region in
 * which most of their resources are ('' when none has one); tags of groups and locks are not in such files. A row that cannot be used is left
 * out and named.
 * @throws ExportError with every problem at once, when no row can be used
 */
export function readExports(text: string): ReadExport {
  const { rows, prefix } = rowsOf(parseJson(text));
  const problems: ExportProblem[] = [];
  const first = new Map<string, string>();
  const resources = rows.flatMap((row, index) => {
    const path = `${prefix}/${index}`;
    const resource = resourceOf(row, path, problems);
    const twin = resource && first.get(idKey(resource.id));
    if (twin !== undefined) problems.push({ path: `${path}/id`, message: `is the same resource as ${twin}` });
    if (!resource || twin !== undefined) return [];
    first.set(idKey(resource.id), path);
    return resource;
  });
  if (rows.length === 0) problems.push({ path: prefix, message: 'the file has no resources' });
  if (resources.length === 0) throw new ExportError(problems);
  const subscriptionIds = [...new Set(resources.map(subscriptionOf))].sort();
  return { inventories: subscriptionIds.map((id) => inventoryOf(id, resources)), problems };
}

function inventoryOf(subscriptionId: string, resources: ArmResource[]): SourceInventory {
  const taken = resources.filter((resource) => subscriptionOf(resource) === subscriptionId);
  return { subscriptionId, resourceGroups: groupsOf(taken), resources: taken, locks: [] };
}

/** What an inventory read from a file cannot show, a sentence each. */
export function caveatsOf({ resources }: SourceInventory): string[] {
  const bare = resources.filter((resource) => resource.properties === undefined).length;
  return bare === 0
    ? []
    : [
        `${bare} of ${resources.length} resources come without properties, so what depends on them is not seen; ` +
          'a Resource Graph query (`az graph query -q "resources"`) gives the properties too.',
      ];
}

/** @param wayOut what to do when it is none */
export function parseJson(text: string, wayOut = 'export with -o json'): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (err) {
    throw new ExportError([
      { path: '', message: `the file is not JSON (${err instanceof Error ? err.message : String(err)}): ${wayOut}` },
    ]);
  }
}

/** The resources' rows, wherever the exporter put them. */
function rowsOf(json: unknown): { rows: unknown[]; prefix: string } {
  if (Array.isArray(json)) return { rows: json, prefix: '' };
  if (isObject(json)) {
    for (const key of ['data', 'value'] as const)
      if (Array.isArray(json[key])) return { rows: json[key] as unknown[], prefix: `/${key}` };
    const data = json.data;
    if (isObject(data) && Array.isArray(data.rows)) return { rows: tableRows(data), prefix: '/data/rows' };
  }
  throw new ExportError([{ path: '', message: otherFormat(json) }]);
}

/** Resource Graph's older answer: columns and rows apart. */
function tableRows({ columns, rows }: Record<string, unknown>): unknown[] {
  const names = (Array.isArray(columns) ? columns : []).map((column) => (isObject(column) ? String(column.name) : ''));
  return (rows as unknown[]).map((row) =>
    Array.isArray(row) ? Object.fromEntries(names.map((name, at) => [name, row[at]])) : row,
  );
}

function otherFormat(json: unknown): string {
  const expected = 'expected the output of `az resource list -o json`, of a Resource Graph query, or an ARM list';
  if (!isObject(json)) return `${expected}, not a single ${json === null ? 'null' : typeof json}`;
  if (typeof json.$schema === 'string' && /deploymentTemplate/i.test(json.$schema))
    return `the file is a deployment template; ${expected}`;
  if ('terraform_version' in json) return `the file is a Terraform state; ${expected}`;
  return `the file has none of the keys data and value; ${expected}`;
}

function resourceOf(row: unknown, path: string, problems: ExportProblem[]): ArmResource | undefined {
  const problem = problemOf(row);
  if (problem) problems.push({ path: `${path}${problem.path}`, message: problem.message });
  const id = isObject(row) && typeof row.id === 'string' ? parseArmId(row.id) : undefined;
  if (problem || !isObject(row) || !id) return undefined;
  const given = Object.entries(row).filter(([key, value]) => value !== null && !GRAPH_COLUMNS.has(key));
  // Resource Graph writes types in lower case; the id has them as they were registered.
  return { ...Object.fromEntries(given), id: row.id as string, name: id.name, type: id.type };
}

/** What is wrong with a row, with the path inside it. */
function problemOf(row: unknown): ExportProblem | undefined {
  if (!isObject(row)) return { path: '', message: 'is not an object' };
  if ('ResourceId' in row && !('id' in row))
    return { path: '', message: 'is a row of Get-AzResource, not of `az resource list -o json`' };
  if (typeof row.id !== 'string') return { path: '/id', message: 'is missing: keep the column id in the query' };
  if (!parseArmId(row.id)) return { path: '/id', message: `${row.id} is not the id of a resource` };
  const notText = ['type', 'location'].find((key) => typeof (row[key] ?? '') !== 'string');
  return notText === undefined ? undefined : { path: `/${notText}`, message: 'is not text' };
}

/** Columns that the exporters add to what ARM answers. */
const GRAPH_COLUMNS = new Set(['resourceGroup', 'subscriptionId', 'tenantId', 'createdTime', 'changedTime']);

function groupsOf(resources: ArmResource[]): ResourceGroupFacts[] {
  const groups = new Map<string, { name: string; regions: Map<string, number> }>();
  for (const { id, location } of resources) {
    const name = parseArmId(id)?.resourceGroup;
    if (name === undefined) continue;
    const group = groups.get(name.toLowerCase()) ?? { name, regions: new Map<string, number>() };
    groups.set(name.toLowerCase(), group);
    if (name < group.name) group.name = name;
    if (location !== undefined && location.toLowerCase() !== 'global')
      group.regions.set(location, (group.regions.get(location) ?? 0) + 1);
  }
  return [...groups.values()]
    .sort(by((group) => group.name.toLowerCase()))
    .map(({ name, regions }) => ({ name, location: mostFrequent(regions) }));
}

function mostFrequent(counts: Map<string, number>): string {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}

function subscriptionOf(resource: ArmResource): string {
  return resource.id.split('/')[2]?.toLowerCase() ?? '';
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
