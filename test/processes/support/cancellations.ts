import { until } from '../../support/rig';
import { helpful, type MigrationRun, type Migrations, type PartName, partOf } from './migrations';
import type { Manners } from './people';
import type { Wire } from './wires';

/** Somebody ends a migration, or one of its child runs, on the way. */
export interface Cancellation {
  name: string;
  /** What is laid before anything happens. */
  lay?: (run: MigrationRun) => void;
  /** What is done once somebody is asked this. */
  at?: { gate: 'go' | 'approve'; act: (run: MigrationRun) => Promise<unknown> };
  ends: [failure: string | undefined, status: string];
  undone: string[];
  leftUndone?: RegExp[];
}

export const ONBOARDING = 'take the onboarding back';
export const TENANT = 'move the subscriptions back to their directory';
const SECRETS = 'put the secrets of Source 1 back';
export const MOVE = 'move Source 1 back';
const BEFORE: ['Cancelled', 'undone'] = ['Cancelled', 'undone'];

/** Cancels the whole in the middle of a call of a part, which goes on when the part has taken notice. */
export const during = (migrations: Migrations, part: PartName, place: Omit<Wire, 'workflowId'>) => (run: MigrationRun) => {
  const workflowId = partOf(run, part);
  migrations.wires.lay({ workflowId, times: 1, ...place }, async () => {
    await run.handle.cancel();
    await until(`${workflowId} has noticed the cancel`, async () => {
      const { events = [] } = await migrations.rig.client.workflow.getHandle(workflowId).fetchHistory();
      const asked = events?.findIndex((event) => event.workflowExecutionCancelRequestedEventAttributes) ?? -1;
      return asked >= 0 && events?.slice(asked).some((event) => event.workflowTaskCompletedEventAttributes);
    });
  });
};
export function cancellations(migrations: Migrations): readonly Cancellation[] {
  const cancels = (part: PartName) => (run: MigrationRun) => migrations.rig.client.workflow.getHandle(partOf(run, part)).cancel();
  return [
    {
      name: 'cancelled during onboarding',
      lay: during(migrations, 'onboarding', { activity: 'grantRole', call: 'putRoleAssignment' }),
      ends: BEFORE,
      undone: [ONBOARDING],
    },
    {
      name: 'cancelled while the transfer is sent',
      lay: during(migrations, 'tenant-move', { activity: 'startEaTransfer', when: 'after' }),
      ends: BEFORE,
      undone: [TENANT, ONBOARDING],
    },
    {
      name: 'cancelled while the transfer takes its minutes',
      lay: during(migrations, 'tenant-move', { activity: 'lookAtEaTransfer' }),
      ends: BEFORE,
      undone: [TENANT, ONBOARDING],
    },
    {
      name: 'cancelled while it is assessed',
      lay: during(migrations, 'assessment', { activity: 'assessSubscription' }),
      ends: BEFORE,
      undone: ['drop the assessment', TENANT, ONBOARDING],
    },
    {
      name: 'cancelled while secrets go',
      lay: during(migrations, 'secrets-removal', { activity: 'removeSecrets', call: 'putVirtualMachine', when: 'after' }),
      ends: BEFORE,
      undone: [SECRETS, TENANT, ONBOARDING],
    },
    {
      name: 'cancelled while resources move',
      lay: during(migrations, 'resource-move', { activity: 'pollOperation' }),
      ends: BEFORE,
      undone: [MOVE, SECRETS, TENANT, ONBOARDING],
    },
    {
      name: 'cancelled twice',
      at: {
        gate: 'go',
        async act({ handle }) {
          await handle.cancel();
          await handle.cancel();
        },
      },
      ends: BEFORE,
      undone: [TENANT, ONBOARDING],
    },
    {
      name: 'a part that stands by is cancelled by somebody',
      at: { gate: 'go', act: cancels('tenant-move') },
      ends: ['GivenUp', 'undone'],
      undone: [TENANT, ONBOARDING],
    },
    {
      name: 'a part that stands by is cancelled while a later one asks',
      at: { gate: 'approve', act: cancels('secrets-removal') },
      ends: ['GivenUp', 'undone'],
      undone: [MOVE, SECRETS, TENANT, ONBOARDING],
    },
    {
      name: 'a part at work is cancelled by somebody',
      at: { gate: 'approve', act: cancels('resource-move') },
      ends: ['GivenUp', 'undone'],
      undone: [MOVE, SECRETS, TENANT, ONBOARDING],
    },
    {
      name: 'nonsense is signalled',
      at: {
        gate: 'go',
        async act({ handle }) {
          for (const nonsense of [undefined, 'nonsense', { workflowId: 'nobody', result: { status: 'done' } }])
            await handle.signal('ready', nonsense);
          await handle.cancel();
        },
      },
      ends: BEFORE,
      undone: [TENANT, ONBOARDING],
    },
  ];
}

/** Say yes, but for the question at which the migration is to be ended. */
export const cancelling =
  (migrations: Migrations, { at }: Cancellation, run: MigrationRun): Manners =>
  (asked) => {
    if (asked.step !== at?.gate || asked.digest === undefined) return helpful(migrations, run)(asked);
    if (asked.party === 'customer') void at.act(run);
    return undefined;
  };
