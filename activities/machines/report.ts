import type { RemovedSecrets, SecretsRow } from '../../contracts/azure/machine-secrets';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { RunReport } from '../../contracts/run/report';
import { idKey } from '../../planning/inventory/arm-id';
import type { Dependencies } from '../ports/dependencies';
import { whatIsLeft } from '../reading/machines';
import type { FoundMachine, RefusedMachine } from './secrets';

interface SecretsReportInput {
  tenantId: string;
  machines: ArtifactRef;
  /** The machines that Azure refused to change, from the last try of each slice that met some. */
  refusals: ArtifactRef[];
  report: RunReport & { subscriptionId: string };
}

export function createSecretsReportActivities({ azure, artifacts }: Dependencies) {
  return {
    /** Stores what a person keeps, from what the machines have at the end. */
    async writeSecretsReport({ tenantId, machines, refusals, report }: SecretsReportInput): Promise<{ report: ArtifactRef }> {
      const found = await artifacts.read<FoundMachine[]>(machines);
      const now = await whatIsLeft(azure.arm(tenantId), report.subscriptionId, found);
      const refused = new Map<string, string>();
      for (const ref of refusals)
        for (const { id, message } of await artifacts.read<RefusedMachine[]>(ref)) refused.set(idKey(id), message);
      const rows = found.map((machine): SecretsRow => {
        const state = now.get(idKey(machine.id)) ?? 'gone';
        const outcome = report.outcome === 'rehearsed' && state === 'kept' ? 'wouldRemove' : state;
        const reason = refused.get(idKey(machine.id));
        return { ...machine, outcome, ...(outcome === 'kept' && reason ? { reason } : {}) };
      });
      const count = (outcome: SecretsRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
      const totals = {
        machines: rows.length,
        removed: count('removed'),
        kept: count('kept') + count('wouldRemove'),
        gone: count('gone'),
      };
      return { report: await artifacts.write('report', { ...report, totals, rows } satisfies RunReport & RemovedSecrets) };
    },
  };
}
