import { asked, decide } from '../../support/rig';
import { onlyBatch } from '../../processes/support/classic-world';
import { openUpgrades } from '../../processes/support/upgrades';
import { atRest } from '../at-rest';
import { cases } from './cases';

export const classicUpgrade = cases(
  'classicUpgrade',
  async (change) => {
    const upgrades = await openUpgrades(change);
    return { ...upgrades, close: () => upgrades.runs.close() };
  },
  {
    async happy(upgrades, name) {
      const run = await upgrades.begin(name);
      await upgrades.answer(run, 'approve', 'customer', 'operator');
      await upgrades.answer(run, 'approve', 'operator');
      await upgrades.ended(run);
      return run;
    },
    async declined(upgrades, name) {
      const run = await upgrades.begin(name, { change: onlyBatch });
      await upgrades.answer(run, 'decline', 'customer');
      await upgrades.ended(run);
      return run;
    },
    async restStaysClassic(upgrades, name) {
      const run = await upgrades.begin(name, { change: onlyBatch });
      await upgrades.answer(run, 'approve', 'customer', 'operator');
      await upgrades.answer(run, 'decline', 'operator');
      await upgrades.ended(run);
      return run;
    },
    async waitingAtTheGate(upgrades, name) {
      const run = await upgrades.begin(name, { change: onlyBatch });
      await asked(run.handle, 'operator', 'gate');
      await decide(run.handle, { party: 'customer', choice: 'approve', step: 'gate' });
      await atRest(run);
      return run;
    },
  },
);
