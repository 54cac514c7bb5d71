import type { Client, WorkflowHandle } from '@temporalio/client';
import type { Dependencies } from '../../../activities/ports/dependencies';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { Decision } from '../../../contracts/run/messages';
import { MESSAGES } from '../../../contracts/run/messages';
import type { MigrationReport, MigrationResult } from '../../../contracts/processes/migration';
import type { ProgressView, WaitingFor } from '../../../contracts/run/progress';
import { defaultWorld } from '../../../simulator';
import { classicShop } from '../../../simulator/services/classic/sample-world';
import { guidFrom } from '../../../simulator/kernel/guids';
import { progress, type Rig, startRig, until } from '../../support/rig';
import type { SimulatorControl } from '../../support/simulator-control';
import { toBeMade } from './onboardings';
import { type Ended, ended, gate } from './runs';
import { stateOf } from './state';
import { CONTOSO, FABRIKAM, LEGACY, willing } from './transfers';
import { Wires } from './wires';

type Json = Record<string, unknown>;

const CARL = 'carl@contoso.onmicrosoft.com';
const MSA = 'someone@outlook.example';
/** Directory that a Microsoft Account's subscriptions are in. */
const OUTLOOK = '0a7100c0-0000-4000-8000-000000000001';
/** Object id of Fabrikam's application: what Handover signs in as there. */
const FABRIKAM_APP = guidFrom('app object', FABRIKAM);

/** Where migrations run: a rig, or a stack of processes. */
export interface Stage {
  azure: SimulatorControl;
  client: Client;
  start(workflow: string, workflowId: string, input: unknown): Promise<WorkflowHandle>;
}

export interface Migrations {
  rig: Rig;
  wires: Wires;
  stored<T>(ref: ArtifactRef): Promise<T>;
  /** Seeds the source subscriptions and a destination of their own, and starts the process on them. */
  begin(name: string, options?: BeginOptions): Promise<MigrationRun>;
  close(): Promise<void>;
}

export interface BeginOptions {
  variant?: 'partnerEa' | 'customerEa' | 'payg';
  /** Source subscriptions: plain ones, then one that is full of classic resources. */
  plain?: number;
  classic?: boolean;
  input?: Json | ((seeded: Pick<MigrationRun, 'sources' | 'destination'>) => Json);
}

export interface MigrationRun {
  workflowId: string;
  handle: WorkflowHandle;
  sources: string[];
  /** The classic one, if there is. */
  classic: string | undefined;
  destination: string;
  enrolment: string;
  /** Name of the user who becomes Owner on both sides. */
  mover: string;
  /** As it was started with. */
  input: Json;
  before: unknown;
  /** All that the customer would miss: both sides in ARM and classic, directories, owners, administrators, roles, enrolment, users. */
  state(): Promise<unknown>;
}

/** What a person does about a question of the whole or of a part; undefined: stays silent. */
export type Answers = (asked: WaitingFor, of: string) => Partial<Decision> | undefined;

export type PartName = 'onboarding' | 'tenant-move' | 'assessment' | 'classic-upgrade' | 'secrets-removal' | 'resource-move';

/** Id of a part: of those of each subscription the first one's. */
export function partOf({ workflowId, sources }: Pick<MigrationRun, 'workflowId' | 'sources'>, part: PartName): string {
  return ['onboarding', 'assessment'].includes(part) ? `${workflowId}-${part}` : `${part}-${sources[0]}`;
}

/** The default world, and the directory of a Microsoft Account. */
export const MIGRATION_WORLD = {
  ...defaultWorld,
  tenants: [
    ...(defaultWorld.tenants ?? []),
    { tenantId: OUTLOOK, domain: 'someoneoutlook.onmicrosoft.com', displayName: 'Someone' },
  ],
};

/** What the operator does when a ruling is asked for; left out: as `Answers` says, `decline` for giving up. */
type Rulings = (asked: WaitingFor, of: string) => Promise<void>;

let count = 0;

export async function openMigrations(change: (deps: Dependencies) => Dependencies = (deps) => deps): Promise<Migrations> {
  const wires = new Wires();
  let artifacts: Dependencies['artifacts'] | undefined;
  const rig = await startRig(MIGRATION_WORLD, (real) => {
    artifacts ??= real.artifacts;
    return wires.around(change(real));
  });
  await rig.azure.post('throttling', false);
  const { open: end, passed: over } = gate();
  const working = rig.working(() => over);
  working.catch(() => undefined);
  return {
    rig,
    wires,
    stored(ref) {
      if (!artifacts) throw new Error('the rig has no artifacts');
      return artifacts.read(ref);
    },
    begin: (name, options) => beginMigration(rig, name, options),
    async close() {
      end();
      try {
        await working;
      } finally {
        await rig.stop();
      }
    },
  };
}

/** Seeds the source subscriptions and a destination of their own, and starts the process on them. */
export async function beginMigration(stage: Stage, name: string, options: BeginOptions = {}): Promise<MigrationRun> {
  const { variant = 'partnerEa', plain = 1, classic = false, input = {} } = options;
  const nth = (++count).toString(16).padStart(8, '0');
  const id = (at: number) => `5a000000-0000-4000-8000-${nth}${at.toString(16).padStart(4, '0')}`;
  const sources = Array.from({ length: plain + (classic ? 1 : 0) }, (_, at) => id(at));
  const destination = `de000000-0000-4000-8000-${nth}0000`;
  const enrolment = String(9_000_000 + count);
  const userName = `mover${count}`;
  const seeded = {
    sources,
    classic: classic ? sources.at(-1) : undefined,
    destination,
    enrolment,
    mover: `${userName}@fabrikam.onmicrosoft.com`,
  };
  await stage.azure.post('seed', worldOf(variant, enrolment, userName, seeded));
  const state = () => wholeState(stage.azure, [...sources, destination], enrolment, guidFrom('mover', destination));
  const before = await state();
  const whole = {
    variant,
    ...(variant === 'payg' ? { sourceTenantId: OUTLOOK } : { enrolment }),
    subscriptions: sources,
    customer: { tenantId: FABRIKAM, name: 'Fabrikam', contact: { name: 'Dana', email: 'dana@fabrikam.example' } },
    partner: {
      tenantId: CONTOSO,
      name: 'Contoso',
      mpnId: '4711001',
      contact: { name: 'Carl', email: 'carl@contoso.example' },
    },
    destination: { subscriptionId: destination },
    admin: { userName, displayName: 'The mover' },
    naming: sources.length > 1 ? '{subscription}-{name}' : '{name}',
    ...(typeof input === 'function' ? input(seeded) : input),
  };
  const handle = await stage.start(variant === 'payg' ? 'paygToCsp' : 'eaToCsp', name, whole);
  return { workflowId: name, handle, ...seeded, input: whole, before, state };
}

function worldOf(
  variant: NonNullable<BeginOptions['variant']>,
  enrolment: string,
  userName: string,
  { sources, classic, destination }: Pick<MigrationRun, 'sources' | 'classic' | 'destination'>,
): Json {
  const [tenantId, owner] = {
    partnerEa: [CONTOSO, CARL],
    customerEa: [FABRIKAM, 'alice@fabrikam.onmicrosoft.com'],
    payg: [OUTLOOK, MSA],
  }[variant] as [string, string];
  const plain = sources.filter((one) => one !== classic);
  return {
    subscriptions: [
      ...sources.map((subscriptionId, at) => ({
        subscriptionId,
        displayName: `Source ${at + 1}`,
        tenantId,
        offerId: variant === 'payg' ? 'MS-AZR-0003P' : 'MS-AZR-0017P',
        accountOwner: owner,
        registeredProviders: ['Microsoft.Compute', 'Microsoft.Network', 'Microsoft.Storage', 'Microsoft.KeyVault'],
      })),
      {
        subscriptionId: destination,
        displayName: 'Azure CSP',
        tenantId: FABRIKAM,
        offerId: LEGACY,
        partnerTenantId: CONTOSO,
      },
    ],
    // The user that the run looks for: what it finds it does not take away again.
    principals: [
      {
        objectId: guidFrom('mover', destination),
        tenantId: FABRIKAM,
        type: 'User',
        displayName: 'The mover',
        userPrincipalName: `${userName}@fabrikam.onmicrosoft.com`,
      },
    ],
    resourceGroups: plain.map((subscriptionId) => ({
      subscriptionId,
      name: 'app',
      location: 'westeurope',
      tags: { costs: '7' },
    })),
    resources: plain.flatMap(plainResources),
    classic: classic ? [classicShop(classic)] : [],
    roleAssignments: sources.map((subscriptionId) => ({
      scope: `/subscriptions/${subscriptionId}`,
      role: 'Owner',
      principalId: guidFrom('app object', tenantId),
    })),
    enrolments:
      variant === 'payg'
        ? []
        : [
            {
              number: enrolment,
              companyName: variant === 'partnerEa' ? 'Contoso' : 'Fabrikam',
              administrators: [owner],
              accounts: [{ name: 'Hosting', owner, subscriptions: sources }],
            },
          ],
  };
}

/** A network with a machine that carries a secret, its disks, and a container group that Azure does not move. */
function plainResources(subscriptionId: string): Json[] {
  const at = (type: string, name: string) => `/subscriptions/${subscriptionId}/resourceGroups/app/providers/${type}/${name}`;
  const vnet = at('Microsoft.Network/virtualNetworks', 'net');
  const nic = at('Microsoft.Network/networkInterfaces', 'vm-nic');
  const vault = at('Microsoft.KeyVault/vaults', `v${subscriptionId.slice(-12)}`);
  return [
    {
      id: vnet,
      location: 'westeurope',
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/24'] },
        subnets: [{ name: 'default', id: `${vnet}/subnets/default`, properties: { addressPrefix: '10.0.0.0/24' } }],
      },
    },
    {
      id: nic,
      location: 'westeurope',
      properties: {
        ipConfigurations: [
          {
            name: 'ip',
            id: `${nic}/ipConfigurations/ip`,
            properties: { privateIPAllocationMethod: 'Dynamic', subnet: { id: `${vnet}/subnets/default` } },
          },
        ],
      },
    },
    {
      id: at('Microsoft.Compute/virtualMachines', 'vm'),
      location: 'westeurope',
      properties: {
        vmId: guidFrom('vm', subscriptionId),
        timeCreated: '2018-02-01T08:00:00.000+00:00',
        hardwareProfile: { vmSize: 'Standard_A1' },
        storageProfile: {
          osDisk: {
            osType: 'Windows',
            name: 'vm',
            createOption: 'FromImage',
            caching: 'ReadWrite',
            vhd: { uri: `https://s${subscriptionId.slice(-12)}.blob.core.windows.net/vhds/vm.vhd` },
          },
          dataDisks: [],
        },
        osProfile: {
          computerName: 'vm',
          adminUsername: 'azureuser',
          allowExtensionOperations: true,
          requireGuestProvisionSignal: true,
          secrets: [
            {
              sourceVault: { id: vault },
              vaultCertificates: [{ certificateUrl: `https://v.vault.azure.net/secrets/winrm/0001`, certificateStore: 'My' }],
            },
          ],
        },
        networkProfile: { networkInterfaces: [{ id: nic }] },
      },
    },
    {
      id: at('Microsoft.Storage/storageAccounts', `s${subscriptionId.slice(-12)}`),
      location: 'westeurope',
      sku: { name: 'Standard_LRS' },
      kind: 'Storage',
      properties: {},
    },
    { id: vault, location: 'westeurope', properties: { tenantId: FABRIKAM, accessPolicies: [] } },
    { id: at('Microsoft.ContainerInstance/containerGroups', 'jobs'), location: 'westeurope', properties: {} },
  ];
}

interface Snapshot {
  tenants: { tenantId: string; domain: string }[];
  subscriptions: ({ subscriptionId: string; tenantId: string; registrations?: unknown } & Json)[];
  classicAdministrators: [string, unknown][];
  accessControl: { customRoles: Record<string, { assignableScopes: string[]; createdOn: string; updatedOn: string }> };
  enterprise: { enrolments: { number: string }[] };
  classic: Record<string, unknown>;
  principals: { objectId: string; tenantId: string; displayName: string }[];
}

async function wholeState(
  azure: SimulatorControl,
  subscriptions: readonly string[],
  enrolment: string,
  mover: string,
): Promise<unknown> {
  const { classicAdministrators, accessControl, enterprise, classic, ...all } = await azure.get<Snapshot>('snapshot');
  return {
    ...((await stateOf(azure, subscriptions)) as Json),
    // A provider that was registered stays so.
    subscriptions: all.subscriptions
      .filter(({ subscriptionId }) => subscriptions.includes(subscriptionId))
      .map(({ registrations: _registered, ...rest }) => rest),
    administrators: classicAdministrators.filter(([id]) => subscriptions.includes(id)),
    customRoles: Object.values(accessControl.customRoles)
      .filter(({ assignableScopes }) => assignableScopes.some((scope) => subscriptions.some((id) => scope.includes(id))))
      .map(({ createdOn: _created, updatedOn: _updated, ...role }) => role),
    enrolment: enterprise.enrolments.filter(({ number }) => number === enrolment),
    classic: Object.fromEntries(Object.entries(classic).filter(([id]) => subscriptions.includes(id))),
    // The movers of other runs come and go, and so do directories.
    users: all.principals
      .filter(({ tenantId }) => [CONTOSO, FABRIKAM, OUTLOOK].includes(tenantId))
      .filter(({ displayName, objectId }) => displayName !== 'The mover' || objectId === mover)
      .map(({ objectId }) => objectId)
      .sort(),
  };
}

/** People who say yes to everything, and do at Microsoft what they are asked to do there. */
export function helpful(
  { rig }: { rig: Pick<Stage, 'azure'> },
  { enrolment, mover }: Pick<MigrationRun, 'enrolment' | 'mover'>,
): Answers {
  return (asked) => {
    if (asked.link === undefined) return willing(asked, 1);
    const path = asked.link.includes('/account/')
      ? `${new URL(asked.link).pathname}/accept`
      : `/ea/enrolments/${enrolment}/accounts/${mover}/continue`;
    void rig.azure.arm('POST', path).catch(() => undefined);
    return undefined;
  };
}

/** Of a migration whose customer is made by the partner. */
export const newCustomer = (domain: string) => ({
  destination: { displayName: `For ${domain}` },
  ...toBeMade(domain),
});

/** What the partner has made: a directory by its domain, and the subscription in it that is none of the sources. */
export async function madeFor(
  { rig }: Migrations,
  domain: string,
  sources: readonly string[],
): Promise<{ tenantId: string; destination: string }> {
  const { tenants, subscriptions } = await rig.azure.get<Snapshot>('snapshot');
  const tenantId = tenants.find((one) => one.domain.startsWith(`${domain}.`))?.tenantId ?? '';
  const own = subscriptions.filter((one) => one.tenantId === tenantId && !sources.includes(one.subscriptionId));
  return { tenantId, destination: own[0]?.subscriptionId ?? '' };
}

const handOf = (tenantId: string) => guidFrom('registered by hand', tenantId);

/** As docs/runbooks/new-directory.md says: an application of the new directory's own, and a worker that is started with it. */
export async function registerApplication(migrations: Migrations, domain: string): Promise<void> {
  const { rig } = migrations;
  const { tenantId } = await madeFor(migrations, domain, []);
  const objectId = handOf(tenantId);
  const app = { clientId: guidFrom('client of', objectId), clientSecret: guidFrom('secret of', objectId) };
  await rig.azure.post('seed', {
    principals: [{ objectId, tenantId, type: 'ServicePrincipal', displayName: 'Handover', ...app }],
  });
  rig.simulator.apps.push({ party: 'customer', tenantId, ...app });
}

/** As docs/runbooks/new-directory.md says: it is made Owner of the destination, and of the sources once they have arrived. */
export async function letApplicationIn(migrations: Migrations, domain: string, sources: readonly string[]): Promise<void> {
  const { rig } = migrations;
  const { tenantId, destination } = await madeFor(migrations, domain, sources);
  const owner = (id: string) => ({ scope: `/subscriptions/${id}`, role: 'Owner', principalId: handOf(tenantId) });
  await rig.azure.post('seed', { roleAssignments: [owner(destination)] });
  const haveArrived = async () => {
    const { subscriptions } = await rig.azure.get<Snapshot>('snapshot');
    return sources.every((id) => subscriptions.some((one) => one.subscriptionId === id && one.tenantId === tenantId));
  };
  void until('the sources arrive', haveArrived).then(
    () => rig.azure.post('seed', { roleAssignments: sources.map(owner) }),
    () => undefined,
  );
}

/** Plays the people of the whole and of all its parts until it has ended. @param within seconds, real ones */
export async function playedMigration(
  migrations: Migrations,
  run: MigrationRun,
  answers: Answers = helpful(migrations, run),
  within = 120,
  rulings?: Rulings,
): Promise<Ended> {
  await playPeople(migrations.rig, run, answers, { within, ...(rulings ? { rulings } : {}) });
  return ended(migrations, run);
}

/** As `playedMigration`, on any stage. Where nobody answers (a worker was killed) it asks again. */
export async function playPeople(
  stage: Pick<Stage, 'azure' | 'client'>,
  run: MigrationRun,
  answers: Answers,
  { within = 120, ask = progress, rulings }: { within?: number; ask?: typeof progress; rulings?: Rulings } = {},
): Promise<void> {
  const answered = new Set<string>();
  const end = Date.now() + within * 1000;
  for (;;) {
    const whole = await ask(run.handle);
    if (['done', 'undone', 'declined', 'failed'].includes(whole.status)) break;
    const childRuns = await Promise.all(
      (whole.childRuns ?? [])
        .filter(({ outcome }) => outcome === 'running' || (outcome === 'holding' && whole.status === 'undoing'))
        .map(({ workflowId }) => ask(stage.client.workflow.getHandle(workflowId)).catch(() => undefined)),
    );
    const views = [whole, ...childRuns.filter((view) => view !== undefined)];
    if (Date.now() > end) throw new Error(`${run.workflowId} has not ended in ${within} s: ${views.map(told).join(' | ')}`);
    for (const view of views)
      for (const asked of view.waitingFor) {
        const key = `${view.id} ${asked.party} ${asked.step} ${asked.digest ?? ''} ${asked.since}`;
        if (answered.has(key)) continue;
        answered.add(key);
        if (rulings && asked.choices.includes('retry')) await rulings(asked, view.id);
        else await answer(stage, run, view, asked, answers);
      }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function answer(
  { azure, client }: Pick<Stage, 'azure' | 'client'>,
  { classic }: MigrationRun,
  view: ProgressView,
  asked: WaitingFor,
  answers: Answers,
): Promise<void> {
  const handle = client.workflow.getHandle(view.id);
  if (asked.choices.includes('retry')) {
    const verdict = answers(asked, view.id)?.choice === 'decline' ? 'give-up' : 'retry';
    // In the classic model an administrator has to be named; a new owner of the account does that after the directory has changed.
    if (classic && asked.step.startsWith('classic-upgrade-'))
      await azure.post('seed', {
        classic: [
          {
            subscriptionId: classic,
            administrators: [{ role: 'CoAdministrator', emailAddress: 'handover@fabrikam.example', principalId: FABRIKAM_APP }],
          },
        ],
      });
    await handle
      .executeUpdate(MESSAGES.rule, { args: [{ step: asked.step, verdict, reason: 'seen to', name: 'Olga' }] })
      .catch(unlessSettled);
    return;
  }
  const said = answers(asked, view.id);
  if (!said || asked.digest === undefined) return;
  const decision = {
    party: asked.party,
    step: asked.step,
    digest: asked.digest,
    name: `${asked.party}'s person`,
    choice: 'approve',
    ...said,
  };
  await handle.executeUpdate(MESSAGES.decide, { args: [decision] }).catch(unlessSettled);
}

/** A part may have been taken back, or have ended, or another one's ruling have ended all, while the person was reading. */
function unlessSettled(error: unknown): void {
  const said = `${String(error)} ${String((error as Error).cause)}`;
  if (!/(too late|not found|already completed|asks nothing|waits? for a ruling)/i.test(said)) throw error;
}

const told = ({ id, status, step, waitingFor, failure }: ProgressView) =>
  `${id}: ${status} ${step} ${waitingFor.map((one) => `${one.party} ${one.step}`).join(',')} ${failure?.message ?? ''}`;

export async function reportOf(migrations: Migrations, { view }: Ended): Promise<MigrationReport> {
  const { report } = view.artifacts;
  if (!report) throw new Error(`${view.id} has written no report`);
  return migrations.stored<MigrationReport>(report);
}

export const resultOf = ({ result }: Ended) => result as MigrationResult;
