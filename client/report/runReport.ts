import type { AssessmentReport } from '../../contracts/assessment';
import type { ClassicUpgradeReport } from '../../contracts/classicUpgrade';
import type { CspTransferReceipt } from '../../contracts/cspTransfer';
import type { MigrationReport } from '../../contracts/migration';
import type { ResourceMoveReport } from '../../contracts/report';
import type { SecretsRemovalReport } from '../../contracts/secretsRemoval';
import { HandoverError } from '../errors';
import { assessmentDocument } from './assessmentDocument';
import { classicUpgradeDocument } from './classicUpgradeDocument';
import type { ReportDocument } from './document';
import { migrationDocument } from './migrationDocument';
import { moveDocument } from './moveDocument';
import { secretsRemovalDocument } from './secretsRemovalDocument';
import { transferDocument } from './transferDocument';

/** What a run leaves behind for people, told apart by `process`. */
export type RunReport =
  ResourceMoveReport | CspTransferReceipt | AssessmentReport | ClassicUpgradeReport | SecretsRemovalReport | MigrationReport;

const PROCESSES: readonly string[] = [
  'resource-move',
  'csp-transfer',
  'assessment',
  'classic-upgrade',
  'secrets-removal',
  'ea-to-csp',
  'payg-to-csp',
] satisfies RunReport['process'][];

/** A stored report. Throws HandoverError `notYet` for one of another process. */
export function reportOf(stored: unknown): RunReport {
  const { process } = stored as { process?: unknown };
  if (typeof process === 'string' && PROCESSES.includes(process)) return stored as RunReport;
  throw new HandoverError('notYet', `Reports of ${String(process)} are not written yet.`, {
    wayOut: 'See what it did with `handover show ID -o json`.',
  });
}

export function documentOf(report: RunReport): ReportDocument {
  switch (report.process) {
    case 'resource-move':
      return moveDocument(report);
    case 'csp-transfer':
      return transferDocument(report);
    case 'assessment':
      return assessmentDocument(report);
    case 'classic-upgrade':
      return classicUpgradeDocument(report);
    case 'secrets-removal':
      return secretsRemovalDocument(report);
    case 'ea-to-csp':
    case 'payg-to-csp':
      return migrationDocument(report);
  }
}

/** One line for who wrote the report to a file, and the figures behind it. */
export function summaryOf(report: RunReport): { outcome: string; totals: object; text: string } {
  switch (report.process) {
    case 'resource-move': {
      const { totals, outcome } = report;
      return { outcome, totals, text: `${totals.moved} moved, ${totals.refused} refused` };
    }
    case 'csp-transfer': {
      const transferred = report.subscriptions.filter(({ after }) => after).length;
      const totals = { subscriptions: report.subscriptions.length, transferred };
      return { outcome: report.outcome, totals, text: `${transferred} of ${totals.subscriptions} subscriptions transferred` };
    }
    case 'assessment': {
      const { rows, subscriptions } = report;
      const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
      const [noIssues, modify, blocked] = [count('NO ISSUES'), count('MODIFY'), count('BLOCKED')];
      const totals = { subscriptions: subscriptions.length, resources: rows.length, noIssues, modify, blocked };
      return { outcome: 'done', totals, text: `${noIssues} NO ISSUES, ${modify} MODIFY, ${blocked} BLOCKED` };
    }
    case 'classic-upgrade': {
      const upgraded = report.units.filter(({ outcome }) => outcome === 'committed').length;
      const totals = { units: report.units.length, upgraded };
      return { outcome: report.outcome, totals, text: `${upgraded} of ${totals.units} units upgraded` };
    }
    case 'secrets-removal': {
      const { totals, outcome } = report;
      return { outcome, totals, text: `secrets removed from ${totals.removed} of ${totals.machines} machines` };
    }
    case 'ea-to-csp':
    case 'payg-to-csp': {
      const moved = report.resources.filter(({ outcome }) => outcome === 'moved').length;
      const totals = { subscriptions: report.subscriptions.length, resources: report.resources.length, moved };
      return { outcome: report.outcome, totals, text: `${moved} of ${totals.resources} resources moved` };
    }
  }
}
