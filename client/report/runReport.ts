import type { ClassicUpgradeReport } from '../../contracts/classicUpgrade';
import type { CspTransferReceipt } from '../../contracts/cspTransfer';
import type { ResourceMoveReport } from '../../contracts/report';
import type { SecretsRemovalReport } from '../../contracts/secretsRemoval';
import { HandoverError } from '../errors';
import type { ReportDocument } from './document';
import { moveDocument } from './moveDocument';
import { secretsDocument } from './secretsDocument';
import { transferDocument } from './transferDocument';
import { upgradeDocument } from './upgradeDocument';

/** What a run leaves behind for people, told apart by `process`. */
export type RunReport = ResourceMoveReport | CspTransferReceipt | ClassicUpgradeReport | SecretsRemovalReport;

const KNOWN: readonly unknown[] = [
  'resource-move',
  'csp-transfer',
  'classic-upgrade',
  'secrets-removal',
] satisfies RunReport['process'][];

/** A stored report. Throws HandoverError `notYet` for one of another process. */
export function reportOf(stored: unknown): RunReport {
  const { process } = stored as { process?: unknown };
  if (KNOWN.includes(process)) return stored as RunReport;
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
    case 'classic-upgrade':
      return upgradeDocument(report);
    case 'secrets-removal':
      return secretsDocument(report);
  }
}

/** One line for who wrote the report to a file, and the figures behind it. */
export function summaryOf(report: RunReport): { totals: object; text: string } {
  switch (report.process) {
    case 'resource-move': {
      const { totals } = report;
      return { totals, text: `${totals.moved} moved, ${totals.refused} refused` };
    }
    case 'csp-transfer': {
      const transferred = report.subscriptions.filter(({ after }) => after).length;
      const totals = { subscriptions: report.subscriptions.length, transferred };
      return { totals, text: `${transferred} of ${totals.subscriptions} subscriptions transferred` };
    }
    case 'classic-upgrade': {
      const totals = {
        units: report.units.length,
        committed: report.units.filter(({ outcome }) => outcome === 'committed').length,
      };
      return { totals, text: `${totals.committed} of ${totals.units} units upgraded` };
    }
    case 'secrets-removal': {
      const { totals } = report;
      return { totals, text: `secrets removed from ${totals.removed} of ${totals.machines} machines` };
    }
  }
}
