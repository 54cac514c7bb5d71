import type { AssessmentReport } from '../../contracts/processes/assessment';
import type { BillingTransferReport } from '../../contracts/processes/billing-transfer';
import type { ClassicUpgradeReport } from '../../contracts/processes/classic-upgrade';
import type { CspTransferReport } from '../../contracts/processes/csp-transfer';
import type { CustomerOnboardingReport } from '../../contracts/processes/customer-onboarding';
import type { MigrationReport } from '../../contracts/processes/migration';
import type { ResourceMoveReport } from '../../contracts/processes/resource-move';
import type { SecretsRemovalReport } from '../../contracts/processes/secrets-removal';
import type { TenantMoveReport } from '../../contracts/processes/tenant-move';
import { HandoverError } from '../api/errors';
import { assessmentDocument } from './assessment/report';
import { billingTransferDocument } from './billing-transfer/report';
import { classicUpgradeDocument } from './classic-upgrade/report';
import type { ReportDocument } from '../reports/document';
import { migrationDocument } from './migration/report';
import { moveDocument } from './resource-move/report';
import { onboardingDocument } from './customer-onboarding/report';
import { secretsRemovalDocument } from './secrets-removal/report';
import { tenantMoveDocument } from './tenant-move/report';
import { transferDocument } from './csp-transfer/report';

/** What a run leaves behind for people, told apart by `process`. */
export type RunReport =
  | ResourceMoveReport
  | CspTransferReport
  | CustomerOnboardingReport
  | AssessmentReport
  | ClassicUpgradeReport
  | SecretsRemovalReport
  | TenantMoveReport
  | BillingTransferReport
  | MigrationReport;

interface Kind<R> {
  document(report: R): ReportDocument;
  /** How it ended, the figures, and one line of them. */
  summary(report: R): { outcome: string; totals: object; text: string };
}

type ReportOf<P extends RunReport['process']> = P extends MigrationReport['process']
  ? MigrationReport
  : Extract<RunReport, { process: P }>;

const migration: Kind<MigrationReport> = {
  document: migrationDocument,
  summary({ outcome, subscriptions, resources, billing }) {
    if (billing) {
      const kept = resources.filter((one) => one.outcome === 'kept').length;
      const totals = { subscriptions: subscriptions.length, resources: resources.length, kept };
      return { outcome, totals, text: `${kept} of ${totals.resources} resources billed by the partner, where they were` };
    }
    const moved = resources.filter((one) => one.outcome === 'moved').length;
    const totals = { subscriptions: subscriptions.length, resources: resources.length, moved };
    return { outcome, totals, text: `${moved} of ${totals.resources} resources moved` };
  },
};

const KINDS: { readonly [P in RunReport['process']]: Kind<ReportOf<P>> } = {
  'resource-move': {
    document: moveDocument,
    summary: ({ totals, outcome }) => ({ outcome, totals, text: `${totals.moved} moved, ${totals.refused} refused` }),
  },
  'csp-transfer': {
    document: transferDocument,
    summary({ outcome, subscriptions }) {
      const transferred = subscriptions.filter(({ after }) => after).length;
      const totals = { subscriptions: subscriptions.length, transferred };
      return { outcome, totals, text: `${transferred} of ${totals.subscriptions} subscriptions transferred` };
    },
  },
  'customer-onboarding': {
    document: onboardingDocument,
    summary({ outcome, customer, subscription }) {
      const totals = { customers: customer.created ? 1 : 0, orders: subscription?.ordered ? 1 : 0 };
      return { outcome, totals, text: `${customer.name}: ${subscription?.subscriptionId ?? 'no subscription'}` };
    },
  },
  assessment: {
    document: assessmentDocument,
    summary({ rows, subscriptions }) {
      const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
      const [noIssues, modify, blocked] = [count('NO ISSUES'), count('MODIFY'), count('BLOCKED')];
      const totals = { subscriptions: subscriptions.length, resources: rows.length, noIssues, modify, blocked };
      return { outcome: 'done', totals, text: `${noIssues} NO ISSUES, ${modify} MODIFY, ${blocked} BLOCKED` };
    },
  },
  'classic-upgrade': {
    document: classicUpgradeDocument,
    summary({ outcome, units }) {
      const upgraded = units.filter((unit) => unit.outcome === 'committed').length;
      const totals = { units: units.length, upgraded };
      return { outcome, totals, text: `${upgraded} of ${totals.units} units upgraded` };
    },
  },
  'secrets-removal': {
    document: secretsRemovalDocument,
    summary: ({ outcome, totals }) => ({
      outcome,
      totals,
      text: `secrets removed from ${totals.removed} of ${totals.machines} machines`,
    }),
  },
  'tenant-move': {
    document: tenantMoveDocument,
    summary({ outcome, subscriptions, customer, restored, notRestored }) {
      const inDirectory = subscriptions.filter(
        ({ tenantAfter }) => tenantAfter.toLowerCase() === customer.tenantId.toLowerCase(),
      ).length;
      const totals = {
        subscriptions: subscriptions.length,
        inDirectory,
        restored: restored.length,
        notRestored: notRestored.length,
      };
      return { outcome, totals, text: `${inDirectory} of ${totals.subscriptions} subscriptions in the directory` };
    },
  },
  'billing-transfer': {
    document: billingTransferDocument,
    summary({ outcome, subscriptions }) {
      const transferred = subscriptions.filter((one) => one.outcome === 'transferred').length;
      const totals = { subscriptions: subscriptions.length, transferred };
      return { outcome, totals, text: `${transferred} of ${totals.subscriptions} subscriptions billed by the partner` };
    },
  },
  'ea-to-csp': migration,
  'payg-to-csp': migration,
};

/** A stored report. Throws HandoverError `notYet` for one of another process. */
export function reportOf(stored: unknown): RunReport {
  const { process } = stored as { process?: unknown };
  if (typeof process === 'string' && Object.hasOwn(KINDS, process)) return stored as RunReport;
  throw new HandoverError('notYet', `Reports of ${String(process)} are not written yet.`, {
    wayOut: 'See what it did with `handover show ID -o json`.',
  });
}

export function documentOf(report: RunReport): ReportDocument {
  return kindOf(report).document(report);
}

/** One line for who wrote the report to a file, how the run ended, and the figures behind it. */
export function summaryOf(report: RunReport): { outcome: string; totals: object; text: string } {
  return kindOf(report).summary(report);
}

function kindOf(report: RunReport): Kind<RunReport> {
  // Each process has the kind of its own report: TypeScript does not follow that through the index.
  return KINDS[report.process];
}
