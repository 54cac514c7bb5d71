import type { ResourceMoveReport } from '../../../contracts/processes/resource-move';
import type { AuditEntry } from '../../support/simulator-control';
import { DESTINATION, moveInput, SOURCE, world } from '../../support/worlds';
import { type Change, type Json, type Opened, openProcess, type RunOf, type Unstarted } from './open-process';
import { stateOf } from './state';

/** Two subscriptions of a run's own, so that many runs of a file share a rig and its real seconds. */
interface Pair {
  source: string;
  destination: string;
  /** Ids in the subscription without the part that names it, sorted: comparable from one side to the other. */
  namesIn(subscriptionId: string): Promise<string[]>;
}

export type Run = RunOf<Pair>;

/** Adds a world whose SOURCE and DESTINATION become two new subscriptions, and starts the process on it. */
type Begin = [world: Json, more?: Json, prepare?: (run: Unstarted<Pair>) => unknown, parent?: { keep: boolean }];

export type Runs = Opened<Begin, Pair, ResourceMoveReport>;

let count = 0;

/** Runs of any process that works on a source and a destination. */
export async function openRuns(
  process = 'resourceMove',
  input: (run: Pair) => Json = () => moveInput(),
  change?: Change,
  entry?: string,
): Promise<Runs> {
  return openProcess<Begin, Pair, ResourceMoveReport>(
    {
      process,
      world: world({ groups: [], resources: [] }),
      async own({ azure }, _workflowId, { tenants: _known, principals: _too, ...rest }, more = {}, prepare, parent) {
        const at = (++count).toString(16).padStart(12, '0');
        const [source, destination] = [`51111111-0000-4000-8000-${at}`, `d2222222-0000-4000-8000-${at}`];
        const translated = (value: Json) =>
          JSON.parse(JSON.stringify(value).replaceAll(SOURCE, source).replaceAll(DESTINATION, destination)) as Json;
        await azure.post('seed', translated(rest));
        const facts = {
          source,
          destination,
          async namesIn(subscriptionId: string) {
            return (await azure.idsIn(subscriptionId)).map((id) => id.slice(`/subscriptions/${subscriptionId}`.length));
          },
        };
        return {
          facts,
          state: () => stateOf(azure, [source, destination]),
          input: translated({ ...input(facts), ...more }),
          prepare,
          parent,
        };
      },
    },
    { change, entry },
  );
}

/** What was asked of Azure in this run's subscriptions beyond reading and validating, as `METHOD path`. */
export async function writesOf({ rig }: Pick<Runs, 'rig'>, { source, destination }: Pair): Promise<string[]> {
  const audit = await rig.azure.get<AuditEntry[]>('audit?format=json');
  return audit
    .filter(({ path }) => [source, destination].some((id) => path.toLowerCase().includes(id)))
    .filter(({ method, path }) => !['GET', 'HEAD'].includes(method) && !path.endsWith('/validateMoveResources'))
    .map(({ method, path }) => `${method} ${path}`);
}
