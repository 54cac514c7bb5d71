import { asked } from '../../support/rig';
import { helpful, playedTenant, type TenantMoves, type TenantRun } from '../../workflows/support/tenantMoves';
import { atRest } from './atRest';

type Case = (moves: TenantMoves, name: string) => Promise<TenantRun>;

export const TENANT_MOVES: Record<string, Case> = {
  async partnerEa(moves, name) {
    const run = await moves.begin(name, { breakable: true });
    await playedTenant(moves, run);
    return run;
  },
  async payg(moves, name) {
    const run = await moves.begin(name, { variant: 'payg' });
    await playedTenant(moves, run);
    return run;
  },
  async customerEa(moves, name) {
    const run = await moves.begin(name, { variant: 'customerEa' });
    await playedTenant(moves, run);
    return run;
  },
  async cancelled(moves, name) {
    const run = await moves.begin(name);
    const yes = helpful(moves, run);
    await playedTenant(moves, run, (question, nth) => {
      if (question.step !== 'warnings') return yes(question, nth);
      void run.handle.cancel();
      return undefined;
    });
    return run;
  },
  async waitingForWarnings(moves, name) {
    const run = await moves.begin(name);
    const yes = helpful(moves, run);
    void playedTenant(moves, run, (question, nth) => (question.step === 'warnings' ? undefined : yes(question, nth))).catch(
      () => undefined,
    );
    await asked(run.handle, 'customer', 'warnings');
    await atRest(run);
    return run;
  },
};
