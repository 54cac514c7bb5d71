import type { CspTransferReceipt } from '../../contracts/cspTransfer';
import type { CustomerOnboardingReport } from '../../contracts/customerOnboarding';
import type { ResourceMoveReport } from '../../contracts/report';
import { HandoverError } from '../errors';
import type { ReportDocument } from './document';
import { moveDocument } from './moveDocument';
import { onboardingDocument } from './onboardingDocument';
import { transferDocument } from './transferDocument';

/** What a run leaves behind for people, told apart by `process`. */
export type RunReport = ResourceMoveReport | CspTransferReceipt | CustomerOnboardingReport;

/** A stored report. Throws HandoverError `notYet` for one of another process. */
export function reportOf(stored: unknown): RunReport {
  const { process } = stored as { process?: unknown };
  if (process === 'resource-move' || process === 'csp-transfer' || process === 'customer-onboarding') return stored as RunReport;
  throw new HandoverError('notYet', `Reports of ${String(process)} are not written yet.`, {
    wayOut: 'See what it did with `handover show ID -o json`.',
  });
}

export function documentOf(report: RunReport): ReportDocument {
  if (report.process === 'customer-onboarding') return onboardingDocument(report);
  return report.process === 'csp-transfer' ? transferDocument(report) : moveDocument(report);
}

/** One line for who wrote the report to a file, and the figures behind it. */
export function summaryOf(report: RunReport): { totals: object; text: string } {
  if (report.process === 'resource-move') {
    const { totals } = report;
    return { totals, text: `${totals.moved} moved, ${totals.refused} refused` };
  }
  if (report.process === 'customer-onboarding') {
    const totals = { customers: report.customer.created ? 1 : 0, orders: report.subscription?.ordered ? 1 : 0 };
    return { totals, text: `${report.customer.name}: ${report.subscription?.subscriptionId ?? 'no subscription'}` };
  }
  const transferred = report.subscriptions.filter(({ after }) => after).length;
  const totals = { subscriptions: report.subscriptions.length, transferred };
  return { totals, text: `${transferred} of ${totals.subscriptions} subscriptions transferred` };
}
