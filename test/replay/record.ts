/**
 * Records the cases that have no history yet: `npx tsx test/replay/record.ts`. A retained history is never written anew: it stands for
 * the runs that were started when it was recorded, and those have to go on under every later version.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Dependencies } from '../../activities/deps';
import { failure } from '../../activities/lib/failure';
import findServers from '../support/findServers';
import { approve, asked, decide, progress, until } from '../support/rig';
import { CUSTOMER_ADMIN, OWNER, SOURCE, TENANT, world } from '../support/worlds';
import { everyStep } from '../workflows/support/moveWorld';
import {
  knownCustomer,
  newCustomerInput,
  openOnboardings,
  type OnboardingRun,
  type Onboardings,
} from '../workflows/support/onboardings';
import { ended, openRuns, rule, type Run, type Runs } from '../workflows/support/runs';
import { fileOf, manifestFile, readManifest, sha256 } from './histories';

const NEW_ADMIN = 'eeeeeeee-0000-4000-8000-000000000009';
const GROUP = `/subscriptions/${SOURCE}/resourceGroups/team`;

type Case = (runs: Runs, name: string) => Promise<Run>;

const failing = (runs: Pick<Runs, 'wires'>, workflowId: string, activity: string) => () =>
  runs.wires.lay({ workflowId, activity }, () => {
    throw failure('AccessDenied', 'not allowed any more');
  });
const moved = (runs: Runs, name: string, prepare?: () => unknown) => runs.begin(name, everyStep(), {}, prepare);
const team = () =>
  world({
    groups: [{ subscriptionId: SOURCE, name: 'team', location: 'westeurope' }],
    resources: [],
    more: { roleAssignments: [{ scope: GROUP, roleDefinitionId: OWNER, principalId: CUSTOMER_ADMIN, principalType: 'User' }] },
  });

const MOVES: Record<string, Case> = {
  async happy(runs, name) {
    const run = await moved(runs, name);
    await approve(run.handle);
    await ended(runs, run);
    return run;
  },
  async undone(runs, name) {
    const run = await moved(runs, name, failing(runs, name, 'verifyMove'));
    await approve(run.handle);
    await asked(run.handle, 'operator', 'verify');
    await rule(run, { step: 'verify', verdict: 'give-up', reason: 'not today' });
    await ended(runs, run);
    return run;
  },
  async declined(runs, name) {
    const run = await moved(runs, name);
    await asked(run.handle, 'customer');
    await decide(run.handle, { party: 'customer', choice: 'decline', comment: 'not this year' });
    await ended(runs, run);
    return run;
  },
  async waitingForApproval(runs, name) {
    const run = await moved(runs, name);
    await asked(run.handle, 'operator');
    await decide(run.handle, { party: 'customer', choice: 'approve' });
    await settled(run);
    return run;
  },
  async waitingForRuling(runs, name) {
    const run = await moved(runs, name, failing(runs, name, 'verifyMove'));
    await approve(run.handle);
    await asked(run.handle, 'operator', 'verify');
    await settled(run);
    return run;
  },
};

const HANDOVERS: Record<string, Case> = {
  async happy(runs, name) {
    const run = await runs.begin(name, team());
    await ended(runs, run);
    return run;
  },
  async undone(runs, name) {
    const run = await runs.begin(name, team(), {}, failing(runs, name, 'awaitNoRole'));
    await ended(runs, run);
    return run;
  },
};

const ONBOARDINGS: Record<string, (onboardings: Onboardings, name: string) => Promise<OnboardingRun>> = {
  async happy(onboardings, name) {
    const run = await onboardings.begin(name, newCustomerInput());
    await ended(onboardings, run);
    return run;
  },
  async known(onboardings, name) {
    const { input, subscriptionId } = await knownCustomer(onboardings.rig, { subscription: {} });
    const run = await onboardings.begin(name, { ...input, destination: { subscriptionId } });
    await ended(onboardings, run);
    return run;
  },
  async lostAnswers(onboardings, name) {
    const run = await onboardings.begin(name, newCustomerInput(), async () => {
      for (const path of ['/v1/customers$', '/checkout$'])
        await onboardings.rig.azure.post('faults', { match: { method: 'POST', path }, action: { dropAnswer: true } });
    });
    await ended(onboardings, run);
    return run;
  },
  async undone(onboardings, name) {
    const run = await onboardings.begin(name, newCustomerInput(), failing(onboardings, name, 'awaitRole'));
    await ended(onboardings, run);
    return run;
  },
  async waitingForRuling(onboardings, name) {
    const input = newCustomerInput(undefined, { sandbox: false });
    const run = await onboardings.begin(name, input, failing(onboardings, name, 'awaitRole'));
    await asked(run.handle, 'operator', 'owner');
    await settled(run);
    return run;
  },
};

/** An open run whose last workflow task is done: nothing more happens until somebody answers. */
async function settled(run: Pick<Run, 'handle'>): Promise<void> {
  await until('the run is at rest', async () => {
    const { events = [] } = await run.handle.fetchHistory();
    return events?.at(-1)?.workflowTaskCompletedEventAttributes || (await progress(run.handle)).waitingFor.length === 1;
  });
}

/** References name no folder of the machine that recorded. */
function anywhere(deps: Dependencies): Dependencies {
  const { artifacts, secrets } = deps;
  const known = new Map<string, string>();
  return {
    ...deps,
    artifacts: {
      async write(name, value) {
        const ref = await artifacts.write(name, value);
        const uri = `file:///artifacts/${path.posix.basename(ref.uri)}`;
        known.set(uri, ref.uri);
        return { ...ref, uri };
      },
      read: (ref) => artifacts.read({ ...ref, uri: known.get(ref.uri) ?? ref.uri }),
    },
    secrets: {
      ...secrets,
      put: async (name, value) => ({ ...(await secrets.put(name, value)), uri: `file:///secrets/${name}` }),
    },
  };
}

/** Without who and where: neither is read by a replay. */
function anonymous(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(anonymous);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'identity') return [key, 'recorder'];
      return [key, key === 'stackTrace' ? '' : anonymous(inner)];
    }),
  );
}

const record = (type: string, cases: Record<string, Case>, input?: () => Record<string, unknown>): Promise<void> =>
  recordIn(type, cases, async () => {
    const runs = await openRuns(type, input, anywhere);
    await runs.rig.azure.post('seed', {
      principals: [{ objectId: NEW_ADMIN, tenantId: TENANT, type: 'User', displayName: 'Nova' }],
    });
    return runs;
  });

/** Opens the rig only when there is something to record. */
async function recordIn<R extends { close(): Promise<void> }>(
  type: string,
  cases: Record<string, (rig: R, name: string) => Promise<Pick<Run, 'handle'>>>,
  open: () => Promise<R>,
): Promise<void> {
  const manifest = readManifest();
  const wanted = Object.entries(cases).filter(([name]) => !(`${type}/${name}` in manifest));
  if (wanted.length === 0) return;
  const runs = await open();
  try {
    for (const [name, play] of wanted) {
      const { handle } = await play(runs, `${type}-${name}`);
      const key = `${type}/${name}`;
      mkdirSync(path.dirname(fileOf(key)), { recursive: true });
      const history = anonymous(JSON.parse(JSON.stringify(await handle.fetchHistory())) as unknown);
      writeFileSync(fileOf(key), `${JSON.stringify(history)}\n`, { flag: 'wx' });
      manifest[key] = sha256(readFileSync(fileOf(key)));
      writeFileSync(manifestFile(), `${JSON.stringify(manifest, undefined, 2)}\n`);
      process.stdout.write(`recorded ${key}\n`);
    }
  } finally {
    await runs.close();
  }
}

async function main(): Promise<void> {
  await findServers();
  await record('resourceMove', MOVES);
  await record('accessHandover', HANDOVERS, () => ({
    scope: GROUP,
    customer: { tenantId: TENANT, name: 'Fabrikam' },
    grant: { principalId: NEW_ADMIN, principalType: 'User', role: 'Owner' },
    revoke: { principalId: CUSTOMER_ADMIN, role: 'Owner' },
  }));
  await recordIn('customerOnboarding', ONBOARDINGS, () => openOnboardings(anywhere));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
