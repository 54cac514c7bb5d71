import type { SecretsRow } from '../../../contracts/azure/machine-secrets';
import type { SecretsRemovalReport } from '../../../contracts/processes/secrets-removal';
import type { Cell } from '../../reports/document';
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
      {
        title: 'Machines',
        columns: [
          { title: 'Outcome', width: 14, kind: 'outcome' },
          { title: 'Name', width: 28 },
          { title: 'Resource group', width: 24 },
          { title: 'Certificates', width: 12, kind: 'number' },
          { title: 'Reason', width: 60 },
          { title: 'Vaults', width: 80, kind: 'id' },
          { title: 'Resource ID', width: 90, kind: 'id' },
        ],
        rows: [...rows]
          .sort((a, b) => Number(a.outcome !== 'kept') - Number(b.outcome !== 'kept'))
          .map(({ outcome, name, resourceGroup, certificates, reason, vaults, id }): Cell[] => [
            WORDS[outcome],
            name,
            resourceGroup,
            certificates,
            reason,
            vaults.join(', '),
            id,
          ]),
      },
    ],
  };
}
