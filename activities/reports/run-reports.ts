import type { ArtifactRef } from '../../contracts/run/artifact';
import type { RunReport } from '../../contracts/run/report';
import type { Dependencies } from '../ports/dependencies';

export function createRunReportActivities({ artifacts }: Dependencies) {
  return {
    /** Stores the report of a run that the run knows in full, under the name of its process. */
    async writeRunReport(report: RunReport): Promise<{ report: ArtifactRef }> {
      return { report: await artifacts.write(report.process, report) };
    },
  };
}
