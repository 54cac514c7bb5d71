/**
 * Records the cases that have no history yet: `npx tsx test/replay/record.ts [type…]`, of all types when none is named. A retained history is
 * never written anew: it stands for the runs that were started when it was recorded, and those have to go on under every later version.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { Dependencies } from '../../activities/ports/dependencies';
import { failure } from '../../activities/failures/failure';
import findServers from '../support/find-servers';
import { approve, asked, decide, progress, until } from '../support/rig';
import { CUSTOMER_ADMIN, OWNER, SOURCE, TENANT, world } from '../support/worlds';
import { classicWorld, onlyBatch } from '../processes/support/classic-world';
import { everyStep } from '../processes/support/move-world';
import { type Assessments, machine, openAssessments, WITH_COSTS } from '../processes/support/assessments';
import { upTo } from '../processes/support/transfer-people';
import {
  acceptInvitation,
  type Manners,
  openTransfers,
  ownCustomer,
  PLAN,
  played,
  transferInput,
  type Transfers,
  willing,
} from '../processes/support/transfers';
import { ended, openRuns, rule, type Run, type Runs } from '../processes/support/runs';
import { openMigrations } from '../processes/support/migrations';
import { openOnboardings } from '../processes/support/onboardings';
import { openTenantMoves } from '../processes/support/tenant-moves';
import { secretsWorld } from '../processes/support/secrets-world';
import { atRest } from './cases/at-rest';
import { MIGRATIONS, OF_MIGRATIONS } from './cases/migrations';
import { ONBOARDINGS } from './cases/onboardings';
import { BILLING_TRANSFERS } from './cases/billing-transfers';
import { TENANT_MOVES, TENANT_MOVES_BY_HAND } from './cases/tenant-moves';
import { fileOf, manifestFile, readManifest, sha256 } from './histories';

const NEW_ADMIN = 'eeeeeeee-0000-4000-8000-000000000009';
const GROUP = `/subscriptions/${SOURCE}/resourceGroups/team`;

type TransferCase = (transfers: Transfers, name: string) => Promise<Pick<Run, 'handle'>>;
type Case = (runs: Runs, name: string) => Promise<Run>;

const failing = (runs: Runs, workflowId: string, activity: string) => () =>
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

/** The customer declines; the other one who is asked at the same time would come too late. */
const declinesAt =
  (step: string): Manners =>
  (asked, nth) => {
    if (asked.step !== step) return willing(asked, nth);
    return asked.party === 'customer' ? { choice: 'decline', comment: 'not this year' } : undefined;
  };

const TRANSFERS: Record<string, TransferCase> = {
  async ticket(transfers, name) {
    const run = await transfers.begin(name);
    await played(transfers, run);
    return run;
  },
  async partnerCenter(transfers, name) {
    const run = await transfers.begin(name, { ...(await ownCustomer(transfers.rig)), offerId: PLAN });
    await played(transfers, run);
    return run;
  },
  async sentBack(transfers, name) {
    const run = await transfers.begin(name);
    await played(transfers, run, (asked, nth) => {
      if (asked.step !== 'sign' || asked.document?.version !== 1) return willing(asked, nth);
      // The other one's answer would come too late.
      return asked.party === 'customer' ? { choice: 'sendBack', comment: 'again' } : undefined;
    });
    return run;
  },
  async declined(transfers, name) {
    const run = await transfers.begin(name);
    await played(transfers, run, declinesAt('sign'));
    return run;
  },
  async waitingForSignatures(transfers, name) {
    const run = await transfers.begin(name);
    await upTo(run, 'customer', 'sign');
    await atRest(run);
    return run;
  },
  async waitingForRuling(transfers, name) {
    transfers.wires.lay({ workflowId: name, activity: 'grantRole', call: 'putRoleAssignment' }, () => {
      throw failure('AccessDenied', 'not allowed any more');
    });
    const run = await transfers.begin(name);
    void played(transfers, run).catch(() => undefined);
    await asked(run.handle, 'operator', 'access');
    await atRest(run);
    return run;
  },
};

const RELATIONSHIPS: Record<string, TransferCase> = {
  async accepted(transfers, name) {
    const run = await relate(transfers, name);
    const { waitingFor } = await asked(run.handle, 'customer', 'accept');
    await acceptInvitation(transfers.rig, waitingFor[0]?.link ?? '', run.tenantId);
    await run.handle.result();
    return run;
  },
  async declined(transfers, name) {
    const run = await relate(transfers, name);
    const { waitingFor } = await asked(run.handle, 'customer', 'accept');
    await decide(run.handle, { party: 'customer', choice: 'decline', digest: waitingFor[0]?.digest ?? '' });
    await run.handle.result();
    return run;
  },
};

type AssessmentCase = (assessments: Assessments, name: string) => Promise<Pick<Run, 'handle'>>;

const ASSESSMENTS: Record<string, AssessmentCase> = {
  async withCosts(a, name) {
    const subscriptions = [await a.subscription('Machine', machine()), await a.withSeedUsage('Dev')];
    const handle = await a.assess(name, {
      subscriptions,
      destination: { subscriptionId: await a.subscription('To CSP') },
      ...WITH_COSTS,
    });
    await handle.result();
    return { handle };
  },
  async technicalOnly(a, name) {
    const handle = await a.assess(name, { subscriptions: [await a.subscription('Only', machine())] });
    await handle.result();
    return { handle };
  },
  async leftOut(a, name) {
    a.wires.lay({ workflowId: name, activity: 'assessSubscription', times: 1 }, () => {
      throw failure('UnknownAzureError', 'a strange answer');
    });
    const handle = await a.assess(name, { subscriptions: [await a.subscription('Left'), await a.subscription('Kept')] });
    await asked(handle, 'operator', 'technical');
    await rule({ handle }, { step: 'technical', verdict: 'done', reason: 'not needed' });
    await handle.result();
    return { handle };
  },
  async waitingForRuling(a, name) {
    a.wires.lay({ workflowId: name, call: 'rateCard' }, () => {
      throw failure('UnknownAzureError', 'a strange answer');
    });
    const handle = await a.assess(name, { subscriptions: [await a.subscription('Waiting')], ...WITH_COSTS });
    await asked(handle, 'operator', 'cost');
    await atRest({ handle });
    return { handle };
  },
  async asksDestination(a, name) {
    const subscriptions = [await a.subscription('Machine', machine()), await a.subscription('Other', machine())];
    const groups = ['app', 'net'].map((group) => ({ subscriptionId: SOURCE, name: group, location: 'westeurope' }));
    const handle = await a.assess(name, {
      subscriptions,
      destination: { subscriptionId: await a.subscription('To CSP', { groups, facts: { offerId: 'MS-AZR-0145P' } }) },
    });
    await handle.result();
    return { handle };
  },
  async destinationUnread(a, name) {
    a.wires.lay({ workflowId: name, call: 'policies' }, () => {
      throw failure('AccessDenied', 'may not read them');
    });
    const handle = await a.assess(name, {
      subscriptions: [await a.subscription('Machine', machine())],
      destination: { subscriptionId: await a.subscription('To CSP') },
    });
    await asked(handle, 'operator', 'plan');
    await rule({ handle }, { step: 'plan', verdict: 'done', reason: 'the move asks' });
    await handle.result();
    return { handle };
  },
};

async function relate({ rig }: Transfers, workflowId: string) {
  const { input, tenantId } = await ownCustomer(rig, { isRelated: false });
  const { destinationPartner: partner } = transferInput('');
  return { handle: await rig.start('resellerRelationship', workflowId, { ...input, partner }), tenantId };
}

const REMOVALS: Record<string, Case> = {
  async happy(runs, name) {
    const run = await runs.begin(name, secretsWorld());
    await ended(runs, run);
    return run;
  },
  async undone(runs, name) {
    const run = await runs.begin(name, secretsWorld(), {}, failing(runs, name, 'lookAtSecrets'));
    await asked(run.handle, 'operator', 'verify');
    await rule(run, { step: 'verify', verdict: 'give-up', reason: 'not today' });
    await ended(runs, run);
    return run;
  },
  async waitingForRuling(runs, name) {
    const run = await runs.begin(name, secretsWorld(), {}, failing(runs, name, 'lookAtSecrets'));
    await asked(run.handle, 'operator', 'verify');
    await settled(run);
    return run;
  },
  /** Another operation holds a machine, on the way and on the way back. */
  async heldThenUndone(runs, name) {
    const held = (activity: string) => {
      runs.wires.lay({ workflowId: name, activity, call: 'putVirtualMachine', times: 1 }, () => {
        throw failure('OperationInProgress', 'another operation works on it');
      });
    };
    const run = await runs.begin(name, secretsWorld(), {}, () => {
      ['removeSecrets', 'restoreSecrets'].forEach(held);
      failing(runs, name, 'lookAtSecrets')();
    });
    await asked(run.handle, 'operator', 'verify');
    await rule(run, { step: 'verify', verdict: 'give-up', reason: 'not today' });
    await ended(runs, run);
    return run;
  },
};

const gate = async (run: Run, choice: 'approve' | 'decline', ...parties: ('customer' | 'operator')[]) => {
  await asked(run.handle, parties[0] ?? 'operator', 'gate');
  for (const party of parties) await decide(run.handle, { party, choice, step: 'gate' });
};
const UPGRADES: Record<string, Case> = {
  async happy(runs, name) {
    const run = await runs.begin(name, classicWorld());
    await gate(run, 'approve', 'customer', 'operator');
    await gate(run, 'approve', 'operator');
    await ended(runs, run);
    return run;
  },
  async declined(runs, name) {
    const run = await runs.begin(name, classicWorld(onlyBatch));
    await gate(run, 'decline', 'customer');
    await ended(runs, run);
    return run;
  },
  async restStaysClassic(runs, name) {
    const run = await runs.begin(name, classicWorld(onlyBatch));
    await gate(run, 'approve', 'customer', 'operator');
    await gate(run, 'decline', 'operator');
    await ended(runs, run);
    return run;
  },
  async waitingAtTheGate(runs, name) {
    const run = await runs.begin(name, classicWorld(onlyBatch));
    await asked(run.handle, 'operator', 'gate');
    await decide(run.handle, { party: 'customer', choice: 'approve', step: 'gate' });
    await settled(run);
    return run;
  },
};

/** An open run whose last workflow task is done: nothing more happens until somebody answers. */
async function settled(run: Run): Promise<void> {
  await until('the run is at rest', async () => {
    const { events = [] } = await run.handle.fetchHistory();
    return events?.at(-1)?.workflowTaskCompletedEventAttributes || (await progress(run.handle)).waitingFor.length === 1;
  });
}

/** Where the files are, by their references; each worker of a rig reads what the others wrote. */
const known = new Map<string, string>();

/** References name no folder of the machine that recorded. */
function anywhere(deps: Dependencies): Dependencies {
  const { artifacts } = deps;
  const renamed = (ref: ArtifactRef): ArtifactRef => {
    const uri = `file:///artifacts/${path.posix.basename(ref.uri)}`;
    known.set(uri, ref.uri);
    return { ...ref, uri };
  };
  return {
    ...deps,
    artifacts: {
      write: async (name, value) => renamed(await artifacts.write(name, value)),
      writeList: async (name, pages) => renamed(await artifacts.writeList(name, pages)),
      read: (ref) => artifacts.read({ ...ref, uri: known.get(ref.uri) ?? ref.uri }),
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

async function record(type: string, cases: Record<string, Case>, input?: () => Record<string, unknown>): Promise<void> {
  await recordOn(type, cases, async () => {
    const runs = await openRuns(type, input, anywhere);
    await runs.rig.azure.post('seed', {
      principals: [{ objectId: NEW_ADMIN, tenantId: TENANT, type: 'User', displayName: 'Nova' }],
    });
    return runs;
  });
}

async function recordOn<T extends { close(): Promise<void> }>(
  type: string,
  cases: Record<string, (stage: T, name: string) => Promise<Pick<Run, 'handle'>>>,
  open: () => Promise<T>,
): Promise<void> {
  const manifest = readManifest();
  const wanted = Object.entries(cases).filter(([name]) => !(`${type}/${name}` in manifest));
  const types = process.argv.slice(2);
  if (types.length > 0 && !types.includes(type)) return;
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
  await recordOn('cspTransfer', TRANSFERS, () => openTransfers(anywhere));
  await recordOn('assessment', ASSESSMENTS, () => openAssessments(anywhere));
  await recordOn('resellerRelationship', RELATIONSHIPS, () => openTransfers(anywhere));
  const own = () => ({ subscriptionId: SOURCE, customer: { tenantId: TENANT, name: 'Fabrikam' } });
  await record('secretsRemoval', REMOVALS, own);
  await record('classicUpgrade', UPGRADES, own);
  await recordOn('customerOnboarding', ONBOARDINGS, () => openOnboardings(anywhere));
  await recordOn('tenantMove', TENANT_MOVES, () => openTenantMoves(anywhere));
  await recordOn('tenantMove', TENANT_MOVES_BY_HAND, () => openTenantMoves(({ eaPortal: _none, ...deps }) => anywhere(deps)));
  await recordOn('billingTransfer', BILLING_TRANSFERS, () => openTenantMoves(anywhere));
  await recordOn('claim', OF_MIGRATIONS.claim, () => openMigrations(anywhere));
  await recordOn('tenantMove', OF_MIGRATIONS.tenantMove, () => openMigrations(anywhere));
  await recordOn('eaToCsp', MIGRATIONS.eaToCsp, () => openMigrations(anywhere));
  await recordOn('paygToCsp', MIGRATIONS.paygToCsp, () => openMigrations(anywhere));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
