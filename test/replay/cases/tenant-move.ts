import { asked, decide } from '../../support/rig';
import { helpful, openTenantMoves } from '../../processes/support/tenant-moves';
import { atRest } from '../at-rest';
import { cases, refuse } from './cases';

export const tenantMove = cases('tenantMove', openTenantMoves, {
  async partnerEa(moves, name) {
    const run = await moves.begin(name, { breakable: true });
    await moves.played(run);
    return run;
  },
  async customerEa(moves, name) {
    const run = await moves.begin(name, { variant: 'customerEa' });
    await moves.played(run);
    return run;
  },
  async payg(moves, name) {
    const run = await moves.begin(name, { variant: 'payg' });
    await moves.played(run);
    return run;
  },
  async changeTenant(moves, name) {
    const run = await moves.begin(name, { input: { way: 'changeTenant' } });
    await moves.played(run);
    return run;
  },
  async undone(moves, name) {
    refuse(moves, name, 'verifyTenantMove');
    const run = await moves.begin(name);
    await moves.played(run, undefined, () => ({ verdict: 'give-up', reason: 'not today' }));
    return run;
  },
  async declined(moves, name) {
    const run = await moves.begin(name);
    const people = helpful(moves, run);
    await moves.played(run, (question) =>
      question.step === 'warnings' ? { choice: 'decline', comment: 'not this year' } : people(question),
    );
    return run;
  },
  async waitingForWarnings(moves, name) {
    const run = await moves.begin(name, { variant: 'payg' });
    await asked(run.handle, 'customer', 'warnings');
    await atRest(run);
    return run;
  },
});

/** Without an operator who acts at the EA portal: people click there. */
export const tenantMoveByHand = cases('tenantMove', (change) => openTenantMoves(({ eaPortal: _none, ...deps }) => change(deps)), {
  async waitingForClicks(moves, name) {
    const run = await moves.begin(name);
    await asked(run.handle, 'operator', 'check');
    await decide(run.handle, { party: 'operator', choice: 'approve', comment: 'The portal shows it.' });
    await asked(run.handle, 'operator', 'authLevel');
    await atRest(run);
    return run;
  },
});
