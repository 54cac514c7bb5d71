import type { WorkflowHandle } from '@temporalio/client';
import type { Dependencies } from '../../../activities/ports/dependencies';
import { defaultWorld } from '../../../simulator';
import { guidFrom } from '../../../simulator/kernel/guids';
import { type Rig, startRig, until } from '../../support/rig';
import { type Ended, ended, gate } from './runs';
import { stateOf } from './state';
import { CONTOSO, FABRIKAM, LEGACY, type Manners, type Rulings, willing, withPeople } from './transfers';
import { Wires } from './wires';

type Json = Record<string, unknown>;

/** Directory that a Microsoft Account's subscriptions are in. */
export const OUTLOOK = '0a7100c0-0000-4000-8000-000000000001';
export const MSA = 'someone@outlook.example';
const CARL = 'carl@contoso.onmicrosoft.com';
const CONTOSO_ENGINEER = 'c0e21000-0000-4000-8000-000000000004';
const ALICE = 'a11ce000-0000-4000-8000-000000000001';

export interface TenantMoves {
  rig: Rig;
  wires: Wires;
  stored<T>(ref: Parameters<Dependencies['artifacts']['read']>[0]): Promise<T>;
  /** Seeds an enrolment, a source and a destination of its own, and starts the process. */
  begin(name: string, options?: BeginOptions): Promise<TenantRun>;
  close(): Promise<void>;
}

export interface BeginOptions {
  /** Workflow type that is started; `tenantMove` unless given. */
  type?: 'tenantMove' | 'billingTransfer';
  variant?: 'partnerEa' | 'customerEa' | 'payg' | 'open' | 'bizspark';
  input?: Json | ((ids: Ids) => Json);
  /** Of the source subscription. */
  subscription?: Json;
  /** A vault, an identity, a custom role: what a change of directory breaks. */
  breakable?: boolean;
  /** Definitions, a set, assignments and exemptions of the source: what a change of directory deletes of Azure Policy. */
  policies?: boolean;
  /** Further resources of the source's group `app`. */
  resources?: (type: (name: string) => string) => Json[];
  account?: Json;
  /** Further subscriptions of the same account, by their ids. */
  sameAccount?: string[];
  /** Further accounts of the enrolment, and further subscriptions of the world. */
  accounts?: Json[];
  subscriptions?: Json[];
  prepare?: (run: Omit<TenantRun, 'handle' | 'before'>) => unknown;
  /** Started as a part of a whole that keeps it, or takes it back, after three days. */
  whole?: { keep: boolean };
}

export interface TenantRun {
  workflowId: string;
  handle: WorkflowHandle;
  source: string;
  destination: string;
  enrolment: string;
  admin: { objectId: string; userPrincipalName: string };
  /** All that the customer would miss, and the enrolment. */
  before: unknown;
  state(): Promise<unknown>;
}

let count = 0;

/** @param entry of the workflow bundle; the product's own unless given */
export async function openTenantMoves(
  change: (deps: Dependencies) => Dependencies = (deps) => deps,
  entry?: string,
): Promise<TenantMoves> {
  const wires = new Wires();
  let artifacts: Dependencies['artifacts'] | undefined;
  const world = {
    ...defaultWorld,
    tenants: [
      ...(defaultWorld.tenants ?? []),
      { tenantId: OUTLOOK, domain: 'someoneoutlook.onmicrosoft.com', displayName: 'Someone' },
    ],
  };
  const rig = await startRig(
    world,
    (real) => {
      artifacts ??= real.artifacts;
      return wires.around(change(real));
    },
    entry,
  );
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
    async begin(name, options = {}) {
      const { type = 'tenantMove', variant = 'partnerEa', input = {}, prepare = () => undefined } = options;
      const ids = await seeded(rig, name, options);
      const run = { workflowId: name, ...ids, state: () => tenantState(rig, ids) };
      const before = await run.state();
      await prepare(run);
      const whole = { ...inputOf(ids, variant), ...(typeof input === 'function' ? input(ids) : input) };
      const handle = options.whole
        ? await partOf(rig, name, { ...options.whole, input: whole })
        : await rig.start(type, name, whole);
      return { ...run, before, handle };
    },
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

/** Seeds what a run of that name has to itself. */
async function seeded({ azure }: Pick<Rig, 'azure'>, name: string, options: BeginOptions): Promise<Ids> {
  const ids = idsOf(name);
  await azure.post('seed', worldOf(ids, options));
  if (options.policies) await writePolicies({ azure }, ids.source);
  return ids;
}

/** The same where a test has a stack of its own, to start it there. */
export async function seedTenantMove(azure: Rig['azure'], name: string, options: BeginOptions = {}) {
  const ids = await seeded({ azure }, name, options);
  return { ...ids, input: inputOf(ids, options.variant ?? 'partnerEa'), state: () => tenantState({ azure }, ids) };
}

/** Starts the whole, and answers the part. */
async function partOf(rig: Rig, workflowId: string, part: { keep: boolean; input: Json }): Promise<WorkflowHandle> {
  await rig.start('wholeOf', `whole of ${workflowId}`, { type: 'tenantMove', workflowId, ...part });
  const handle = rig.client.workflow.getHandle(workflowId);
  await until(`${workflowId} has begun`, () =>
    handle.describe().then(
      () => true,
      () => false,
    ),
  );
  return handle;
}

export type Ids = Pick<TenantRun, 'source' | 'destination' | 'enrolment' | 'admin'>;

function idsOf(name: string): Ids {
  const nth = (++count).toString(16).padStart(12, '0');
  return {
    source: `5a000000-0000-4000-8000-${nth}`,
    destination: `de000000-0000-4000-8000-${nth}`,
    enrolment: String(8_000_000 + count),
    admin: { objectId: guidFrom('admin of', name), userPrincipalName: `admin${count}@fabrikam.onmicrosoft.com` },
  };
}

const OFFERS = {
  partnerEa: 'MS-AZR-0017P',
  customerEa: 'MS-AZR-0017P',
  payg: 'MS-AZR-0003P',
  open: 'MS-AZR-0111P',
  bizspark: 'MS-AZR-0064P',
};

function worldOf({ source, destination, enrolment, admin }: Ids, options: BeginOptions): Json {
  const {
    variant = 'partnerEa',
    subscription = {},
    breakable = false,
    account = {},
    sameAccount = [],
    accounts = [],
    subscriptions = [],
    resources = () => [],
  } = options;
  const tenantId = variant === 'partnerEa' ? CONTOSO : variant === 'customerEa' ? FABRIKAM : OUTLOOK;
  const scope = `/subscriptions/${source}`;
  const isEa = variant.endsWith('Ea');
  const owner = variant === 'partnerEa' ? CARL : variant === 'customerEa' ? 'alice@fabrikam.onmicrosoft.com' : MSA;
  const identity = guidFrom('identity', source);
  const role = guidFrom('on call', source);
  return {
    subscriptions: [
      {
        subscriptionId: source,
        displayName: `Source ${enrolment}`,
        tenantId,
        offerId: OFFERS[variant],
        accountOwner: owner,
        ...(variant === 'partnerEa'
          ? { serviceAdministrator: 'second@contoso.onmicrosoft.com', coAdministrators: [CARL], partnerOfRecord: '4711001' }
          : {}),
        ...subscription,
      },
      {
        subscriptionId: destination,
        displayName: `CSP ${enrolment}`,
        tenantId: FABRIKAM,
        offerId: LEGACY,
        partnerTenantId: CONTOSO,
      },
      ...subscriptions,
    ],
    principals: [
      { ...admin, tenantId: FABRIKAM, type: 'User', displayName: 'The mover' },
      ...(breakable ? [{ objectId: identity, tenantId, type: 'ServicePrincipal', displayName: 'backup' }] : []),
    ],
    resourceGroups: [{ subscriptionId: source, name: 'app', location: 'westeurope' }],
    resources: [
      ...resources((type) => `${scope}/resourceGroups/app/providers/${type}`),
      ...(breakable
        ? [
            {
              id: `${scope}/resourceGroups/app/providers/Microsoft.KeyVault/vaults/keys${enrolment}`,
              location: 'westeurope',
              properties: { tenantId },
            },
            {
              id: `${scope}/resourceGroups/app/providers/Microsoft.RecoveryServices/vaults/backup${enrolment}`,
              location: 'westeurope',
              identity: { type: 'SystemAssigned', principalId: identity, tenantId },
            },
          ]
        : []),
    ],
    customRoles: [{ name: role, roleName: `On call ${enrolment}`, actions: ['*/read'], assignableScopes: [scope] }],
    roleAssignments: [
      {
        scope: `${scope}/resourceGroups/app`,
        roleDefinitionId: role,
        principalId: variant === 'customerEa' ? ALICE : CONTOSO_ENGINEER,
      },
      // Somebody of the customer's, as a guest of the old directory: has a place in the new one.
      { scope, role: 'Reader', principalId: ALICE },
    ],
    enrolments: isEa
      ? [
          {
            number: enrolment,
            companyName: 'Contoso',
            administrators: [owner],
            accounts: [{ name: 'Hosting', owner, subscriptions: [source, ...sameAccount], ...account }, ...accounts],
          },
        ]
      : [],
  };
}

/** Allowed locations. */
const BUILT_IN = '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c';

/** `keeps` is what a new directory has a place for; `tied` acts as an identity of the old one, and its exemption needs it. */
async function writePolicies({ azure }: Pick<Rig, 'azure'>, source: string): Promise<void> {
  const scope = `/subscriptions/${source}`;
  const at = (kind: string, name: string, within = scope) => `${within}/providers/Microsoft.Authorization/${kind}/${name}`;
  const put = (id: string, body: Json) => azure.arm('PUT', `${id}?api-version=2023-04-01`, body);
  const [definition, set] = [at('policyDefinitions', 'no-classic'), at('policySetDefinitions', 'baseline')];
  const group = `${scope}/resourceGroups/app`;
  const [keeps, tied] = [at('policyAssignments', 'keeps'), at('policyAssignments', 'tied', group)];
  await put(definition, {
    properties: {
      displayName: 'No classic',
      mode: 'All',
      parameters: { effect: { type: 'String', defaultValue: 'audit' } },
      policyRule: {
        if: { field: 'type', like: 'Microsoft.Classic*' },
        then: { effect: "[parameters('effect')]" },
      },
    },
  });
  await put(set, {
    properties: {
      displayName: 'Baseline',
      policyDefinitions: [
        { policyDefinitionId: definition, policyDefinitionReferenceId: 'classic' },
        { policyDefinitionId: BUILT_IN, parameters: { listOfAllowedLocations: { value: ['westeurope'] } } },
      ],
    },
  });
  await put(keeps, {
    properties: {
      displayName: 'Keeps',
      policyDefinitionId: set,
      enforcementMode: 'DoNotEnforce',
      notScopes: [group],
      parameters: { anything: { value: 1 } },
    },
  });
  await put(tied, {
    location: 'westeurope',
    identity: { type: 'SystemAssigned' },
    properties: { displayName: 'Tied', policyDefinitionId: definition },
  });
  await put(at('policyExemptions', 'for-now', group), {
    properties: {
      displayName: 'For now',
      policyAssignmentId: keeps,
      exemptionCategory: 'Waiver',
      expiresOn: '2099-01-01T00:00:00Z',
    },
  });
  await put(at('policyExemptions', 'of-tied', group), {
    properties: { policyAssignmentId: tied, exemptionCategory: 'Mitigated' },
  });
}

function inputOf({ source, destination, enrolment, admin }: Ids, variant: string): Json {
  return {
    variant,
    subscriptions: [source],
    ...(variant.endsWith('Ea') ? { enrolment } : { sourceTenantId: OUTLOOK }),
    customer: { tenantId: FABRIKAM, name: 'Fabrikam', contact: { name: 'Dana', email: 'dana@fabrikam.example' } },
    partner: { tenantId: CONTOSO, name: 'Contoso', mpnId: '4711001', contact: { name: 'Carl', email: 'carl@contoso.example' } },
    admin,
    destination: { subscriptionId: destination },
  };
}

interface Snapshot {
  subscriptions: { subscriptionId: string }[];
  classicAdministrators: [string, unknown][];
  accessControl: { customRoles: Record<string, { assignableScopes: string[]; createdOn: string; updatedOn: string }> };
  principals: { objectId: string; tenantId: string }[];
  enterprise: { enrolments: { number: string }[] };
}

async function tenantState({ azure }: Pick<Rig, 'azure'>, { source, destination, enrolment }: Ids): Promise<unknown> {
  const { subscriptions, classicAdministrators, accessControl, principals, enterprise } = await azure.get<Snapshot>('snapshot');
  return {
    ...((await stateOf(azure, [source, destination])) as Json),
    subscriptions: subscriptions.filter(({ subscriptionId }) => [source, destination].includes(subscriptionId)),
    administrators: new Map(classicAdministrators).get(source),
    customRoles: Object.values(accessControl.customRoles)
      .filter(({ assignableScopes }) => assignableScopes.some((one) => one.includes(source)))
      .map(({ createdOn: _created, updatedOn: _updated, ...role }) => role),
    identities: principals.filter(({ objectId }) => objectId === guidFrom('identity', source)),
    enrolment: enterprise.enrolments.find(({ number }) => number === enrolment),
  };
}

/** People who say yes and do at Microsoft what they are asked to do there: signing in to the portal, accepting a link. */
export function helpful({ rig }: TenantMoves, run: TenantRun): Manners {
  return (asked, nth) => {
    if (asked.link === undefined) return willing(asked, nth);
    const { enrolment, admin } = run;
    const path = asked.link.includes('/account/')
      ? `${new URL(asked.link).pathname}/accept`
      : `/ea/enrolments/${enrolment}/accounts/${admin.userPrincipalName}/continue`;
    void rig.azure.arm('POST', path).catch(() => undefined);
    return undefined;
  };
}

/** Plays the people, and answers how the run ended. */
export async function playedTenant(
  moves: TenantMoves,
  run: TenantRun,
  manners: Manners = helpful(moves, run),
  rulings?: Rulings,
): Promise<Ended> {
  await withPeople(run, manners, rulings);
  return ended(moves, run);
}
