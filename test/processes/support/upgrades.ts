import type { Classic } from '../../../activities/ports/classic';
import type { Dependencies } from '../../../activities/ports/dependencies';
import type { ClassicUpgradeReport, ClassicUpgradeResult } from '../../../contracts/processes/classic-upgrade';
import type { Decision } from '../../../contracts/run/messages';
import { asked, decide } from '../../support/rig';
import { SOURCE, TENANT } from '../../support/worlds';
import { bothSides, classicSideOf, classicWorld } from './classic-world';
import { ended, type Ended } from './endings';
import type { Change, Json } from './open-process';
import { openRuns, type Run, type Runs } from './runs';

export interface Upgrade extends Run {
  /** Classic and ARM side before it started. */
  was: unknown;
}

export interface Begin {
  change?: Parameters<typeof classicWorld>[0];
  administrators?: string[];
  input?: Json;
  prepare?: Parameters<Runs['begin']>[3];
}

export interface Upgrades {
  runs: Runs;
  /** Service management, past all wires. */
  classic: Classic;
  begin: (name: string, options?: Begin) => Promise<Upgrade>;
  /** Answers the gate; all that are asked when no party is named. */
  answer: (run: Run, choice: Decision['choice'], ...parties: ('customer' | 'operator')[]) => Promise<void>;
  ended: (run: Upgrade) => Promise<Ended & { result: ClassicUpgradeResult }>;
  now: (run: Upgrade) => Promise<unknown>;
  /** Units that are locked now. */
  locked: (run: Upgrade) => Promise<string[]>;
  report: (view: Ended['view']) => Promise<ClassicUpgradeReport>;
  outcomes: (result: Pick<ClassicUpgradeResult, 'units'>) => Record<string, string>;
}

export async function openUpgrades(change: Change = (deps) => deps): Promise<Upgrades> {
  let past: Dependencies | undefined;
  const runs = await openRuns(
    'classicUpgrade',
    () => ({ subscriptionId: SOURCE, customer: { tenantId: TENANT, name: 'Fabrikam' } }),
    (deps) => {
      past ??= deps;
      return change(deps);
    },
  );
  const { azure } = runs.rig;
  return {
    runs,
    get classic() {
      return (past as Dependencies).classic(TENANT);
    },
    async begin(name, { change: shop, administrators, input = {}, prepare } = {}) {
      let was: unknown;
      const run = await runs.begin(name, classicWorld(shop, administrators), input, async (about) => {
        was = await bothSides(azure, about.source);
        await prepare?.(about);
      });
      return { ...run, was };
    },
    async answer(run, choice, ...parties) {
      const { waitingFor } = await asked(run.handle, parties[0] ?? 'operator', 'gate');
      const wanted = parties.length > 0 ? parties : waitingFor.map(({ party }) => party);
      for (const party of wanted) await decide(run.handle, { party, choice, step: 'gate' });
    },
    async ended(run) {
      const end = await ended(runs, run);
      return { ...end, result: end.result as ClassicUpgradeResult };
    },
    now: (run) => bothSides(azure, run.source),
    locked: async (run) => Object.keys((await classicSideOf(azure, run.source)).migrations),
    report: (view) => runs.report<ClassicUpgradeReport>(view),
    outcomes: ({ units }) => Object.fromEntries(units.map(({ id, outcome }) => [id, outcome])),
  };
}
