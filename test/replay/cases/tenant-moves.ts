import { failure } from '../../../activities/failures/failure';
import { asked, decide } from '../../support/rig';
import type { Run } from '../../processes/support/runs';
import { helpful, playedTenant, type TenantMoves } from '../../processes/support/tenant-moves';
import { atRest } from './at-rest';

type TenantCase = (moves: TenantMoves, name: string) => Promise<Pick<Run, 'handle'>>;

export const TENANT_MOVES: Record<string, TenantCase> = {
  async partnerEa(moves, name) {
    const run = await moves.begin(name, { breakable: true });
    await playedTenant(moves, run);
    return run;
  },
  async customerEa(moves, name) {
    const run = await moves.begin(name, { variant: 'customerEa' });
    await playedTenant(moves, run);
    return run;
  },
  async payg(moves, name) {
    const run = await moves.begin(name, { variant: 'payg' });
    await playedTenant(moves, run);
    return run;
  },
  async changeTenant(moves, name) {
    const run = await moves.begin(name, { input: { way: 'changeTenant' } });
    await playedTenant(moves, run);
    return run;
  },
  async undone(moves, name) {
    moves.wires.lay({ workflowId: name, activity: 'verifyTenantMove' }, () => {
      throw failure('AccessDenied', 'not allowed any more');
    });
    const run = await moves.begin(name);
    await playedTenant(moves, run, undefined, () => ({ verdict: 'give-up', reason: 'not today' }));
    return run;
  },
  async declined(moves, name) {
    const run = await moves.begin(name);
    const people = helpful(moves, run);
    await playedTenant(moves, run, (question, nth) =>
      question.step === 'warnings' ? { choice: 'decline', comment: 'not this year' } : people(question, nth),
    );
    return run;
  },
  async waitingForWarnings(moves, name) {
    const run = await moves.begin(name, { variant: 'payg' });
    await asked(run.handle, 'customer', 'warnings');
    await atRest(run);
    return run;
  },
};

export const TENANT_MOVES_BY_HAND: Record<string, TenantCase> = {
  async waitingForClicks(moves, name) {
    const run = await moves.begin(name);
    await asked(run.handle, 'operator', 'check');
    await decide(run.handle, { party: 'operator', choice: 'approve', comment: 'The portal shows it.' });
    await asked(run.handle, 'operator', 'authLevel');
    await atRest(run);
    return run;
  },
};
