import type { SecretsRemovalReport } from '../../../contracts/processes/secrets-removal';
import type { ArmResource } from '../../../contracts/azure/inventory';
import { SOURCE, TENANT } from '../../support/worlds';
import { ended, type Ended } from './endings';
import type { Change, Json } from './open-process';
import { openRuns, type Run, type Runs, writesOf } from './runs';
import { idIn, secretsWorld } from './secrets-world';

type Prepare = (run: Pick<Run, 'workflowId' | 'source'>) => unknown;

export interface SecretsRemovals {
  runs: Runs;
  begin: (name: string, more?: Json, prepare?: Prepare, contents?: Json) => Promise<Run>;
  /** Plays a run that asks nobody, from the beginning to the end. */
  play: (name: string, more?: Json, prepare?: Prepare, contents?: Json) => Promise<Ended & { run: Run }>;
  /** Lists of all machines now, by their names. */
  secretsIn: (run: Run) => Promise<Record<string, unknown>>;
  /** Machines that were written, by their names. */
  puts: (run: Run) => Promise<(string | undefined)[]>;
  report: (view: Ended['view']) => Promise<SecretsRemovalReport>;
  outcomes: (view: Ended['view']) => Promise<Record<string, string>>;
  /** Has the run cancelled during an activity, which goes on when the cancel has arrived. */
  cancelled: (
    workflowId: string,
    place: Omit<Parameters<Runs['wires']['lay']>[0], 'workflowId' | 'times'>,
    act?: () => unknown,
  ) => void;
  /** Somebody else writes another list into web1 during an activity. */
  rewritten: (run: Pick<Run, 'workflowId' | 'source'>, activity: string, secrets: Json[]) => void;
}

export async function openSecretsRemovals(change?: Change, entry?: string): Promise<SecretsRemovals> {
  const runs = await openRuns(
    'secretsRemoval',
    () => ({ subscriptionId: SOURCE, customer: { tenantId: TENANT, name: 'Fabrikam' } }),
    change,
    entry,
  );
  const { azure, client } = runs.rig;
  const begin: SecretsRemovals['begin'] = (name, more = {}, prepare, contents = secretsWorld()) =>
    runs.begin(name, contents, more, prepare);
  const report: SecretsRemovals['report'] = (view) => runs.report<SecretsRemovalReport>(view);
  return {
    runs,
    begin,
    async play(...args) {
      const run = await begin(...args);
      return { run, ...(await ended(runs, run)) };
    },
    async secretsIn(run) {
      const { resources } = (await run.state()) as { resources: ArmResource[] };
      const machines = resources.filter(({ type }) => type.endsWith('virtualMachines'));
      return Object.fromEntries(machines.map(({ name = '', properties }) => [name, (properties?.osProfile as Json).secrets]));
    },
    async puts(run) {
      const writes = await writesOf(runs, run);
      return writes.filter((write) => write.startsWith('PUT')).map((write) => write.split('/').at(-1)?.split('?')[0]);
    },
    report,
    outcomes: async (view) => Object.fromEntries((await report(view)).rows.map(({ name, outcome }) => [name, outcome])),
    cancelled: (workflowId, place, act) =>
      runs.wires.lay({ workflowId, times: 1, ...place }, async () => {
        await act?.();
        await client.workflow.getHandle(workflowId).cancel();
        await new Promise((resolve) => setTimeout(resolve, 300));
      }),
    rewritten: ({ workflowId, source }, activity, secrets) =>
      runs.wires.lay({ workflowId, activity, times: 1 }, async () => {
        const id = `${idIn(source, 'web1')}?api-version=2024-07-01`;
        const now = await azure.arm<ArmResource>('GET', id);
        (now.properties?.osProfile as Json).secrets = secrets;
        await azure.arm('PUT', id, now);
      }),
  };
}

/** What the state is when nothing but these lists has changed. */
export function withoutSecrets({ before }: Pick<Run, 'before'>, machines: readonly string[]): unknown {
  const expected = JSON.parse(JSON.stringify(before)) as { resources: ArmResource[] };
  for (const one of expected.resources) if (machines.includes(one.name ?? '')) (one.properties?.osProfile as Json).secrets = [];
  return expected;
}

export const lockOf = (subscriptionId: string, name: string) => ({
  id: `${idIn(subscriptionId, name)}/providers/Microsoft.Authorization/locks/hands-off`,
  properties: { level: 'ReadOnly' },
});
