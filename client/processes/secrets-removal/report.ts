import type { SecretsRow } from '../../../contracts/azure/machine-secrets';
import type { SecretsRemovalReport } from '../../../contracts/processes/secrets-removal';
import { tableOf } from '../../reports/document';
import type { OwnReport } from '../../reports/run-report';

const WORDS: Record<SecretsRow['outcome'], string> = {
  removed: 'removed',
  kept: 'still there',
  gone: 'machine gone',
  wouldRemove: 'would remove',
};

/** What became of the certificates that machines carry, ready for any of the four formats. Holds references, never a secret. */
export function report(report: SecretsRemovalReport): OwnReport {
  const { totals, kept, rows } = report;
  return {
    title: 'Removal of secrets from virtual machines',
    subtitle: `Subscription ${report.subscriptionId}`,
    verdict:
      report.outcome === 'done' && totals.kept > 0
        ? { text: `Done, ${totals.kept} of ${totals.machines} machines still carry secrets`, tone: 'mixed' }
        : undefined,
    facts: [
      { name: 'Machines', value: totals.machines },
      { name: 'Removed', value: totals.removed },
      { name: 'Still there', value: totals.kept },
      { name: 'Machine gone', value: totals.gone },
      ...(kept ? [{ name: 'Removed lists, encrypted (SHA-256)', value: kept.sha256 }] : []),
    ],
    tables: [
      tableOf(
        { title: 'Machines' },
        [...rows].sort((a, b) => Number(a.outcome !== 'kept') - Number(b.outcome !== 'kept')),
        [
          { title: 'Outcome', width: 14, kind: 'outcome', cell: ({ outcome }) => WORDS[outcome] },
          { title: 'Name', width: 28, cell: ({ name }) => name },
          { title: 'Resource group', width: 24, cell: ({ resourceGroup }) => resourceGroup },
          { title: 'Certificates', width: 12, kind: 'number', cell: ({ certificates }) => certificates },
          { title: 'Reason', width: 60, cell: ({ reason }) => reason },
          { title: 'Vaults', width: 80, kind: 'id', cell: ({ vaults }) => vaults.join(', ') },
          { title: 'Resource ID', width: 90, kind: 'id', cell: ({ id }) => id },
        ],
      ),
    ],
  };
}
