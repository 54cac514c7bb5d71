import { asked } from '../../support/rig';
import { beginBilling } from '../../processes/support/billings';
import { ended, type Run } from '../../processes/support/runs';
import { playedTenant, type TenantMoves } from '../../processes/support/tenant-moves';
import { willing } from '../../processes/support/transfers';
import { atRest } from './at-rest';

export const BILLING_TRANSFERS: Record<string, (moves: TenantMoves, name: string) => Promise<Pick<Run, 'handle'>>> = {
  async happy(moves, name) {
    const run = await beginBilling(moves, name);
    await playedTenant(moves, run, willing);
    return run;
  },
  async cancelled(moves, name) {
    const run = await beginBilling(moves, name);
    await asked(run.handle, 'customer', 'warnings');
    await run.handle.cancel();
    await ended(moves, run);
    return run;
  },
  async waitingForWarnings(moves, name) {
    const run = await beginBilling(moves, name);
    await asked(run.handle, 'customer', 'warnings');
    await atRest(run);
    return run;
  },
};
