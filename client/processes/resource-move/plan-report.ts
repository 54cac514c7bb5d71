import type { MovePlan } from '../../../contracts/azure/plan';
import { NO_SUBSCRIPTION } from '../../../planning/plan/plan';
import type { ReportDocument, Table } from '../../reports/document';
import { BATCH_COLUMNS, batchCells } from './batch-rows';

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
  return {
    title: 'Resources',
    columns: [
      { title: 'Verdict', width: 12, kind: 'outcome' },
      { title: 'Goes', width: 8, kind: 'outcome' },
      { title: 'Name', width: 28 },
      { title: 'Type', width: 40 },
      { title: 'Batch', width: 8 },
      { title: 'Reason', width: 60 },
      { title: 'What to do', width: 60 },
      { title: 'Who', width: 10 },
      { title: 'Rule', width: 26 },
      { title: 'Needed by', width: 11, kind: 'number' },
      { title: 'Id', width: 80, kind: 'id' },
    ],
    rows: plan.findings.map((finding) => {
      const refusal = refusals.get(finding.id.toLowerCase());
      return [
        finding.verdict,
        refusal ? 'stays' : 'moves',
        finding.id.slice(finding.id.lastIndexOf('/') + 1),
        finding.type,
        batches.get(finding.id.toLowerCase()),
        refusal?.reason ?? finding.reason,
        refusal?.fix ?? finding.fix,
        finding.doneBy,
        refusal?.rule ?? finding.rule,
        finding.dependents.length,
        finding.id,
      ];
    }),
  };
}

function batchesTable(plan: MovePlan): Table {
  return { title: 'Plan', columns: BATCH_COLUMNS, rows: plan.batches.map(batchCells) };
}

function groupsTable(plan: MovePlan): Table {
  return {
    title: 'Groups',
    columns: [
      { title: 'Group', width: 30 },
      { title: 'Subscription', width: 38 },
      { title: 'Location', width: 16 },
      { title: 'Takes over', width: 30 },
      { title: 'To be created', width: 14 },
    ],
    rows: plan.groups.map((group) => [
      group.name,
      group.subscriptionId,
      group.location,
      group.takesOver,
      group.create ? 'yes' : 'no',
    ]),
  };
}
