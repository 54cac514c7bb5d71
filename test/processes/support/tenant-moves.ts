import type { TenantMoveReport } from '../../../contracts/processes/tenant-move';
import type { Decision } from '../../../contracts/run/messages';
import type { WaitingFor } from '../../../contracts/run/progress';
import type { Rig } from '../../support/rig';
import { type Change, type Definition, type Json, type Opened, openProcess, type RunOf, type Unstarted } from './open-process';
import { CONTOSO, FABRIKAM, OUTLOOK, WITH_OUTLOOK } from './organisations';
import { willing } from './people';
import { type Ids, seeded, type TenantWorld, tenantState } from './tenant-world';

export interface BeginOptions extends TenantWorld {
  /** Workflow type that is started; `tenantMove` unless given. */
  type?: 'tenantMove' | 'billingTransfer';
  input?: Json | ((ids: Ids) => Json);
  prepare?: (run: Unstarted<Ids>) => unknown;
  /** Started as a child of a run that keeps it, or rolls it back, after three days. */
  parent?: { keep: boolean };
}

export type TenantMoves = Opened<[options?: BeginOptions], Ids, TenantMoveReport>;
export type TenantRun = RunOf<Ids>;

const TENANT_MOVE: Definition<[options?: BeginOptions], Ids> = {
  process: 'tenantMove',
  world: WITH_OUTLOOK,
  async own({ azure }, name, options = {}) {
    const { type, variant = 'partnerEa', input = {}, prepare, parent } = options;
    const ids = await seeded({ azure }, name, options);
    return {
      facts: ids,
      state: () => tenantState({ azure }, ids),
      input: { ...inputOf(ids, variant), ...(typeof input === 'function' ? input(ids) : input) },
      process: type,
      prepare,
      parent,
    };
  },
  people: (stage, run) => ({ manners: helpful(stage, run) }),
};

/** @param entry of the workflow bundle; the product's own unless given */
export const openTenantMoves = (change?: Change, entry?: string): Promise<TenantMoves> =>
  openProcess<[options?: BeginOptions], Ids, TenantMoveReport>(TENANT_MOVE, { change, entry });

/** The same where a test has a stack of its own, to start it there. */
export async function seedTenantMove(azure: Rig['azure'], name: string, options: TenantWorld = {}) {
  const ids = await seeded({ azure }, name, options);
  return { ...ids, input: inputOf(ids, options.variant ?? 'partnerEa'), state: () => tenantState({ azure }, ids) };
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

/** People who say yes and do at Microsoft what they are asked to do there: signing in to the portal, accepting a link. */
export function helpful(
  { rig }: { rig: Pick<Rig, 'azure'> },
  { enrolment, admin }: Ids,
): (asked: WaitingFor) => Partial<Decision> | undefined {
  return (asked) => {
    if (asked.link === undefined) return willing(asked);
    const path = asked.link.includes('/account/')
      ? `${new URL(asked.link).pathname}/accept`
      : `/ea/enrolments/${enrolment}/accounts/${admin.userPrincipalName}/continue`;
    void rig.azure.arm('POST', path).catch(() => undefined);
    return undefined;
  };
}
