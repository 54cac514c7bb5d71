import type { Classic } from '../../../activities/ports/classic';
import type { Dependencies } from '../../../activities/ports/dependencies';
import type { ClassicUpgradeReport, ClassicUpgradeResult } from '../../../contracts/processes/classic-upgrade';
import type { Decision } from '../../../contracts/run/messages';
import { failure } from '../../../activities/failures/failure';
import { asked, decide, until } from '../../support/rig';
import type { AuditEntry } from '../../support/simulator-control';
import { SOURCE, TENANT } from '../../support/worlds';
import { bothSides, classicSideOf, classicWorld } from './classic-world';
import { ended, type Ended } from './endings';
import type { Change, Json } from './open-process';
import { openRuns, type Run, type Runs } from './runs';
import type { Wire } from './wires';

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
  /** Approves the first wave, and waits for the question about the second. */
  toTheSecondGate: (run: Run) => Promise<void>;
  ended: (run: Upgrade) => Promise<Ended & { result: ClassicUpgradeResult }>;
  now: (run: Upgrade) => Promise<unknown>;
  /** Units that are locked now. */
  locked: (run: Upgrade) => Promise<string[]>;
  report: (view: Ended['view']) => Promise<ClassicUpgradeReport>;
  /** Lets an activity of a run fail. */
  refuse: (wire: Wire, type: Parameters<typeof failure>[0], message: string, more?: { retryAfterMs: number }) => void;
  /** Lets Azure answer a verb of this run's with a failure, as an operation that failed. */
  failVerb: (source: string, path: string, times: number) => Promise<unknown>;
  /** Drops the answer to a verb of this run's. */
  dropAnswer: (source: string, verb: string) => Promise<unknown>;
  cancel: (workflowId: string) => Promise<void>;
  /** Cancels once so many have been asked: the test server loses a cancel that meets an activity being scheduled. */
  cancelAtRest: (run: Run, asks: number) => Promise<void>;
  /** Migration verbs that were sent for cloud services of this run's. */
  sentVerbs: (run: Run) => Promise<AuditEntry[]>;
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
  const answer: Upgrades['answer'] = async (run, choice, ...parties) => {
    const { waitingFor } = await asked(run.handle, parties[0] ?? 'operator', 'gate');
    const wanted = parties.length > 0 ? parties : waitingFor.map(({ party }) => party);
    for (const party of wanted) await decide(run.handle, { party, choice, step: 'gate' });
  };
  return {
    runs,
    answer,
    async toTheSecondGate(run) {
      await answer(run, 'approve', 'customer', 'operator');
      await until('the second gate', async () => (await asked(run.handle, 'operator', 'gate')).waitingFor.length === 1);
    },
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
    async ended(run) {
      const end = await ended(runs, run);
      return { ...end, result: end.result as ClassicUpgradeResult };
    },
    now: (run) => bothSides(azure, run.source),
    locked: async (run) => Object.keys((await classicSideOf(azure, run.source)).migrations),
    report: (view) => runs.report<ClassicUpgradeReport>(view),
    refuse: (wire, type, message, more) =>
      runs.wires.lay(wire, () => {
        throw failure(type, message, more);
      }),
    failVerb: (source, path, times) =>
      azure.post('faults', {
        match: { method: 'POST', path: `${source}/.*${path}`, times },
        action: { lro: { status: 500, code: 'InternalError', message: 'The server encountered an internal error.' } },
      }),
    dropAnswer: (source, verb) =>
      azure.post('faults', {
        match: { method: 'POST', path: `${source}/services/.*comp=${verb}` },
        action: { dropAnswer: true },
      }),
    cancel: async (workflowId) => {
      await runs.rig.client.workflow.getHandle(workflowId).cancel();
      await new Promise((resolve) => setTimeout(resolve, 300));
    },
    async cancelAtRest({ handle, workflowId }, asks) {
      const { notices } = runs.rig;
      await until('all are told', () =>
        Promise.resolve(notices.filter((one) => one.workflowId === workflowId && one.kind === 'ask').length === asks),
      );
      await new Promise((resolve) => setTimeout(resolve, 200));
      await handle.cancel();
    },
    async sentVerbs({ source }) {
      const audit = await azure.get<AuditEntry[]>('audit?format=json');
      return audit.filter(({ path }) => path.startsWith(`/${source}/services/hostedservices`) && path.endsWith('/migration'));
    },
    outcomes: ({ units }) => Object.fromEntries(units.map(({ id, outcome }) => [id, outcome])),
  };
}
