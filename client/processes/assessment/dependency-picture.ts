import type { AssessmentReport, AssessmentRow } from '../../../contracts/processes/assessment';
import type { Verdict } from '../../../contracts/azure/plan';
import { idKey } from '../../../planning/inventory/arm-id';
import type { Picture, PictureNode, Tone } from '../../reports/document';

/** Resources from which groups are drawn and no longer what is in them: more of them nobody reads. */
const MAX_RESOURCES = 300;
const MAX_GROUPS = 120;

const TONES: Record<Verdict, Tone> = { 'NO ISSUES': 'good', MODIFY: 'mixed', BLOCKED: 'bad' };

/** What needs what: every resource in the box of its group, or in large subscriptions the groups alone. */
export function dependencyPicture({ rows, edges, subscriptions }: AssessmentReport): Picture | undefined {
  if (rows.length === 0) return undefined;
  const nameOf = new Map(subscriptions.map(({ subscriptionId, displayName }) => [subscriptionId, displayName]));
  const groups = new Map<string, { name: string; rows: AssessmentRow[] }>();
  for (const row of rows) {
    const key = groupKey(row);
    const name =
      subscriptions.length > 1
        ? `${nameOf.get(row.subscriptionId) ?? row.subscriptionId} / ${row.resourceGroup}`
        : row.resourceGroup;
    const group = groups.get(key) ?? { name, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  }
  return rows.length > MAX_RESOURCES ? ofGroups(groups, rows, edges) : ofResources(groups, rows, edges);
}

type Groups = Map<string, { name: string; rows: AssessmentRow[] }>;

function ofResources(groups: Groups, rows: AssessmentRow[], edges: AssessmentReport['edges']): Picture {
  return {
    description:
      `${rows.length} resources in ${groups.size} resource groups with ${edges.length} dependencies. ` +
      'An arrow goes from a resource to what it needs. The table below has the same in words.',
    groups: [...groups.values()].map(({ name, rows: members }) => ({ name: name || 'no group', nodes: members.map(nodeOf) })),
    edges: edges.map(([from, to]) => [idKey(from), idKey(to)]),
  };
}

function nodeOf({ id, name, type, verdict }: AssessmentRow): PictureNode {
  return { id: idKey(id), label: name, detail: `${verdict} · ${type.slice(type.indexOf('/') + 1)}`, tone: TONES[verdict] };
}

function ofGroups(groups: Groups, rows: AssessmentRow[], edges: AssessmentReport['edges']): Picture {
  const home = new Map(rows.map((row) => [idKey(row.id), groupKey(row)]));
  const between = new Map<string, [string, string]>();
  for (const [from, to] of edges) {
    const [a, b] = [home.get(idKey(from)), home.get(idKey(to))];
    if (a !== undefined && b !== undefined && a !== b) between.set(`${a}\n${b}`, [a, b]);
  }
  const linked = new Set([...between.values()].flat());
  // Those that depend on one another say something; of the others only how many there are.
  const drawn = [...groups.keys()].sort((a, b) => Number(linked.has(b)) - Number(linked.has(a))).slice(0, MAX_GROUPS);
  const left = groups.size - drawn.length;
  return {
    description:
      `${rows.length} resources are too many to draw: these are their ${groups.size} resource groups. ` +
      'An arrow goes from a group to one that it needs something of. The table below has every dependency.' +
      (left > 0 ? ` ${left} groups more are not drawn.` : ''),
    groups: [{ name: '', nodes: drawn.map((key) => groupNode(key, groups.get(key))) }],
    edges: [...between.values()],
  };
}

function groupNode(id: string, group: { name: string; rows: AssessmentRow[] } | undefined): PictureNode {
  const rows = group?.rows ?? [];
  const worst = (['BLOCKED', 'MODIFY'] as const).find((verdict) => rows.some((row) => row.verdict === verdict));
  const troubled = rows.filter(({ verdict }) => verdict === worst).length;
  return {
    id,
    label: group?.name ?? id,
    detail: `${rows.length} resources · ${worst ? `${troubled} ${worst}` : 'NO ISSUES'}`,
    tone: TONES[worst ?? 'NO ISSUES'],
  };
}

function groupKey({ subscriptionId, resourceGroup }: AssessmentRow): string {
  return `${subscriptionId}/${resourceGroup}`.toLowerCase();
}
