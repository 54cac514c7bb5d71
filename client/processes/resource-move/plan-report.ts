import type { MovePlan } from '../../../contracts/azure/plan';
import { NO_SUBSCRIPTION } from '../../../planning/plan/plan';
import { type ReportDocument, type Table, tableOf } from '../../reports/document';
import { BATCH_COLUMNS } from './batch-rows';

/** The form of a plan file: what `handover start --plan` reads. */
export interface PlanFile {
  digest: string;
  plan: MovePlan;
}

/** An assessment, ready for any of the four formats. `caveats`: what the inventory could not show, a sentence each. */
export function planDocument({ digest, plan }: PlanFile, caveats: string[] = []): ReportDocument {
  const stays = plan.refusals.length;
  const moves = plan.findings.length - stays;
  const destination = plan.destination.subscriptionId === NO_SUBSCRIPTION ? 'one not named yet' : plan.destination.subscriptionId;
  return {
    title: 'Assessment of a resource move',
    subtitle: `From subscription ${plan.source.subscriptionId} to ${destination}. Nothing was changed.`,
    verdict: {
      text: stays === 0 ? `All ${moves} resources can move` : `${moves} of ${moves + stays} resources can move`,
      tone: moves === 0 ? 'bad' : stays === 0 ? 'good' : 'mixed',
    },
    facts: [
      { name: 'Resources', value: plan.findings.length },
      { name: 'No issues', value: count(plan, 'NO ISSUES') },
      { name: 'To modify', value: count(plan, 'MODIFY') },
      { name: 'Blocked', value: count(plan, 'BLOCKED') },
      { name: 'Stay where they are', value: stays },
      { name: 'Batches', value: plan.batches.length },
      { name: 'Expected time', value: `${Math.ceil(plan.expectedSeconds / 60)} min` },
      { name: 'Resource groups', value: plan.source.resourceGroups.join(', ') },
      { name: 'Providers to register', value: plan.providersToRegister.join(', ') || 'none known' },
      { name: 'Locks to lift for the move', value: plan.locksToLift.length },
      { name: 'Plan digest (SHA-256)', value: digest },
    ],
    warnings: caveats,
    tables: [findingsTable(plan), batchesTable(plan), groupsTable(plan)],
    data: { digest, plan } satisfies PlanFile,
  };
}

function count(plan: MovePlan, verdict: string): number {
  return plan.findings.filter((finding) => finding.verdict === verdict).length;
}

function findingsTable(plan: MovePlan): Table {
  const refusals = new Map(plan.refusals.map((refusal) => [refusal.id.toLowerCase(), refusal]));
  const batches = new Map(plan.batches.flatMap((batch) => batch.resources.map((id) => [id.toLowerCase(), batch.id])));
  const judged = plan.findings.map((finding) => ({ finding, refusal: refusals.get(finding.id.toLowerCase()) }));
  return tableOf({ title: 'Resources' }, judged, [
    { title: 'Verdict', width: 12, kind: 'outcome', cell: ({ finding }) => finding.verdict },
    { title: 'Goes', width: 8, kind: 'outcome', cell: ({ refusal }) => (refusal ? 'stays' : 'moves') },
    { title: 'Name', width: 28, cell: ({ finding }) => finding.id.slice(finding.id.lastIndexOf('/') + 1) },
    { title: 'Type', width: 40, cell: ({ finding }) => finding.type },
    { title: 'Batch', width: 8, cell: ({ finding }) => batches.get(finding.id.toLowerCase()) },
    { title: 'Reason', width: 60, cell: ({ finding, refusal }) => refusal?.reason ?? finding.reason },
    { title: 'What to do', width: 60, cell: ({ finding, refusal }) => refusal?.fix ?? finding.fix },
    { title: 'Who', width: 10, cell: ({ finding }) => finding.doneBy },
    { title: 'Rule', width: 26, cell: ({ finding, refusal }) => refusal?.rule ?? finding.rule },
    { title: 'Needed by', width: 11, kind: 'number', cell: ({ finding }) => finding.dependents.length },
    { title: 'Id', width: 80, kind: 'id', cell: ({ finding }) => finding.id },
  ]);
}

function batchesTable(plan: MovePlan): Table {
  return tableOf({ title: 'Plan' }, plan.batches, BATCH_COLUMNS);
}

function groupsTable(plan: MovePlan): Table {
  return tableOf({ title: 'Groups' }, plan.groups, [
    { title: 'Group', width: 30, cell: (group) => group.name },
    { title: 'Subscription', width: 38, cell: (group) => group.subscriptionId },
    { title: 'Location', width: 16, cell: (group) => group.location },
    { title: 'Takes over', width: 30, cell: (group) => group.takesOver },
    { title: 'To be created', width: 14, cell: (group) => (group.create ? 'yes' : 'no') },
  ]);
}
