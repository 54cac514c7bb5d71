import { asked } from '../../support/rig';
import { beginBilling } from '../../processes/support/billings';
import { ended } from '../../processes/support/endings';
import { willing } from '../../processes/support/people';
import { openTenantMoves } from '../../processes/support/tenant-moves';
import { atRest } from '../at-rest';
import { cases } from './cases';

export const billingTransfer = cases('billingTransfer', openTenantMoves, {
  async happy(moves, name) {
    const run = await beginBilling(moves, name);
    await moves.played(run, willing);
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
});
