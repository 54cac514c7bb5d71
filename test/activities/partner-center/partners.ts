import { connect } from '../../../activities/azure/http/connection';
import { createPartnership } from '../../../activities/azure/partner-center/partnership';
import type { Partnership } from '../../../activities/ports/partner-center';
import { startSimulator, type Simulator } from '../../../simulator';
import { simulatorControl, type SimulatorControl } from '../../support/simulator-control';
import { testTls } from '../../support/tls';

/** The default world: Contoso sells Fabrikam a legacy subscription and one under an Azure plan; Northwind is the partner it goes to. */
export const FABRIKAM = 'fab00000-0000-4000-8000-000000000003';
export const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
export const NORTHWIND = '70000000-0000-4000-8000-000000000002';

export interface Partners {
  simulator: Simulator;
  azure: SimulatorControl;
  source: Partnership;
  target: Partnership;
  fault(match: Record<string, unknown>, action: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** Both partners of a simulated Azure, each by its own application only. */
export async function startPartners(): Promise<Partners> {
  const simulator = await startSimulator({ tls: await testTls() });
  const azure = simulatorControl(simulator);
  const { url, caPem } = simulator;
  const as = (tenantId: string): Partnership => {
    const endpoints = { endpoint: url, authority: url, partnerCenter: url, graph: url, ca: caPem };
    const own = simulator.apps.filter((app) => app.tenantId === tenantId);
    return createPartnership(connect(endpoints, own, tenantId), endpoints, tenantId);
  };
  return {
    simulator,
    azure,
    source: as(CONTOSO),
    target: as(NORTHWIND),
    fault: async (match, action) => {
      await azure.post('faults', { match, action });
    },
    stop: () => simulator.stop(),
  };
}
