import type { MigrationReport, MigrationResult } from '../../../contracts/processes/migration';
import { guidFrom } from '../../../simulator/kernel/guids';
import type { Decision } from '../../../contracts/run/messages';
import type { ProgressView, WaitingFor } from '../../../contracts/run/progress';
import type { Ended } from './endings';
import { type Seeded, wholeState, worldOf } from './migration-world';
import {
  beginRun,
  type Change,
  type Definition,
  type Json,
  type Opened,
  openProcess,
  type RunOf,
  type Stage,
} from './open-process';
import { CONTOSO, FABRIKAM, OUTLOOK, WITH_OUTLOOK } from './organisations';
import { type Around, type Manners, type Rulings, willing, withPeople } from './people';

/** Object id of Fabrikam's application: what Handover signs in as there. */
const FABRIKAM_APP = guidFrom('app object', FABRIKAM);

export interface BeginOptions {
  variant?: 'partnerEa' | 'customerEa' | 'payg';
  /** Source subscriptions: plain ones, then one that is full of classic resources. */
  plain?: number;
  classic?: boolean;
  input?: Json | ((seeded: Pick<Seeded, 'sources' | 'destination'>) => Json);
}

interface Facts extends Seeded {
  /** The input that it was started with. */
  input: Json;
}

export type Migrations = Opened<[options?: BeginOptions], Facts, MigrationReport>;
export type MigrationRun = RunOf<Facts>;

export type PartName = 'onboarding' | 'tenant-move' | 'assessment' | 'classic-upgrade' | 'secrets-removal' | 'resource-move';

/** Id of a part: of those of each subscription the first one's. */
export function partOf({ workflowId, sources }: Pick<MigrationRun, 'workflowId' | 'sources'>, part: PartName): string {
  return ['onboarding', 'assessment'].includes(part) ? `${workflowId}-${part}` : `${part}-${sources[0]}`;
}

/** People who say yes to everything, and do at Microsoft what they are asked to do there. */
export function helpful(
  { rig }: { rig: Pick<Stage, 'azure'> },
  { enrolment, mover }: Pick<Seeded, 'enrolment' | 'mover'>,
): (asked: WaitingFor) => Partial<Decision> | undefined {
  return (asked) => {
    if (asked.link === undefined) return willing(asked);
    const path = asked.link.includes('/account/')
      ? `${new URL(asked.link).pathname}/accept`
      : `/ea/enrolments/${enrolment}/accounts/${mover}/continue`;
    void rig.azure.arm('POST', path).catch(() => undefined);
    return undefined;
  };
}

/** Runs that may ask something: those that are under way, and those that hold when all is undone. */
const childRuns = ({ childRuns: all = [], status }: ProgressView) =>
  all
    .filter(({ outcome }) => outcome === 'running' || (outcome === 'holding' && status === 'undoing'))
    .map(({ workflowId }) => workflowId);

/** A part may have been taken back, or have ended, or another one's ruling have ended all, while the person was reading. */
const isSettled = (error: unknown) =>
  /(too late|not found|already completed|asks nothing|waits? for a ruling)/i.test(
    `${String(error)} ${String((error as Error).cause)}`,
  );

/** Gives up where a person would decline, and has it tried again else. */
const seenTo =
  ({ azure }: Pick<Stage, 'azure'>, { classic }: Pick<Seeded, 'classic'>, manners: Manners): Rulings =>
  async (asked, nth, of) => {
    const verdict = manners(asked, nth, of)?.choice === 'decline' ? 'give-up' : 'retry';
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
    return { verdict, reason: 'seen to' };
  };

let count = 0;

const MIGRATION: Definition<[options?: BeginOptions], Facts> = {
  process: 'eaToCsp',
  world: WITH_OUTLOOK,
  async own({ azure }, _name, { variant = 'partnerEa', plain = 1, classic = false, input = {} } = {}) {
    const nth = (++count).toString(16).padStart(8, '0');
    const id = (at: number) => `5a000000-0000-4000-8000-${nth}${at.toString(16).padStart(4, '0')}`;
    const sources = Array.from({ length: plain + (classic ? 1 : 0) }, (_, at) => id(at));
    const destination = `de000000-0000-4000-8000-${nth}0000`;
    const userName = `mover${count}`;
    const seeded = {
      sources,
      classic: classic ? sources.at(-1) : undefined,
      destination,
      enrolment: String(9_000_000 + count),
      mover: `${userName}@fabrikam.onmicrosoft.com`,
    };
    await azure.post('seed', worldOf(variant, userName, seeded));
    const whole = {
      variant,
      ...(variant === 'payg' ? { sourceTenantId: OUTLOOK } : { enrolment: seeded.enrolment }),
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
    return {
      facts: { ...seeded, input: whole },
      state: () => wholeState(azure, [...sources, destination], seeded.enrolment, guidFrom('mover', destination)),
      input: whole,
      process: variant === 'payg' ? 'paygToCsp' : 'eaToCsp',
    };
  },
  people: ({ rig }, run, manners = helpful({ rig }, run)) => ({ manners, rulings: seenTo(rig, run, manners) }),
  around: { childRuns, isSettled, within: 120 },
};

export const openMigrations = (change?: Change): Promise<Migrations> =>
  openProcess<[options?: BeginOptions], Facts, MigrationReport>(MIGRATION, { change });

/** Seeds the source subscriptions and a destination of their own, and starts the process on them. */
export const beginMigration = (stage: Stage, name: string, options?: BeginOptions): Promise<MigrationRun> =>
  beginRun(stage, MIGRATION, name, options);

/** Plays the people of a migration and of all its parts until it has ended, on any stage. */
export const playPeople = (
  stage: Pick<Stage, 'azure'>,
  run: Pick<MigrationRun, 'handle' | 'classic'>,
  manners: Manners,
  { within, ask }: Pick<Around, 'within' | 'ask'>,
): Promise<void> => withPeople(run, manners, seenTo(stage, run, manners), { childRuns, isSettled, within, ask });

export const resultOf = ({ result }: Ended) => result as MigrationResult;
