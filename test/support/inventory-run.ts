import { MESSAGES } from '../../contracts/run/messages';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import type { ProgressView } from '../../contracts/run/progress';
import type { ResourceMoveReport } from '../../contracts/processes/resource-move';
import type { ResourceMoveResult } from '../../contracts/processes/resource-move';
import type { MovePlan } from '../../contracts/azure/plan';
import { spreadOverGroups, type TemplateInventory } from './inventories';
import type { LocalStack } from './local-stack';
import { approve, until } from './rig';
import { TENANT } from './worlds';

export interface InventoryOutcome {
  name: string;
  resources: number;
  moved: number;
  refused: number;
  /** What is wrong; empty when every movable resource arrived and the rest is named with its reason. */
  problems: string[];
  seconds: number;
  batches: number;
}

const GROUPS = ['web', 'data', 'net'];

export const INVENTORY_WORLD = { tenants: [{ tenantId: TENANT, domain: 'fabrikam.onmicrosoft.com', displayName: 'Fabrikam' }] };

/** Moves one inventory, spread over three groups of a subscription of its own, and judges by both sides what came of it. */
export async function moveInventory(stack: LocalStack, inventory: TemplateInventory, nth: number): Promise<InventoryOutcome> {
  const started = Date.now();
  const guid = (prefix: string) => `${prefix}-0000-4000-8000-${String(nth).padStart(12, '0')}`;
  const [source, destination] = [guid('a5000000'), guid('de500000')];
  const { resourceGroups, resources } = spreadOverGroups(inventory, source, GROUPS);
  await stack.azure.post('seed', {
    subscriptions: [
      {
        subscriptionId: source,
        displayName: `${inventory.template} EA`,
        tenantId: TENANT,
        offerId: 'MS-AZR-0017P',
        state: 'Enabled',
      },
      {
        subscriptionId: destination,
        displayName: `${inventory.template} CSP`,
        tenantId: TENANT,
        offerId: 'MS-AZR-0145P',
        state: 'Enabled',
      },
    ],
    resourceGroups: resourceGroups.map((group) => ({ subscriptionId: source, ...group })),
    resources,
  });
  const handle = await stack.client.workflow.start('resourceMove', {
    taskQueue: WORKFLOW_TASK_QUEUE,
    workflowId: `inventory-${nth}`,
    args: [
      {
        source: { subscriptionId: source },
        destination: { subscriptionId: destination },
        customer: { tenantId: TENANT, name: inventory.template },
      },
    ],
  });
  const outcome = (problems: string[], rest: Partial<InventoryOutcome> = {}): InventoryOutcome => ({
    name: inventory.template,
    resources: resources.length,
    moved: 0,
    refused: 0,
    batches: 0,
    ...rest,
    problems,
    seconds: (Date.now() - started) / 1000,
  });

  const first = await until(
    `${inventory.template} asks or ends`,
    async () => {
      const view = await handle.query<ProgressView>(MESSAGES.progress).catch(() => undefined);
      return view && (view.waitingFor.length > 0 || ['failed', 'done'].includes(view.status)) && view;
    },
    { withinMs: 120_000, everyMs: 500 },
  );
  const ids = new Set(await stack.azure.idsIn(source));
  if (first.failure) {
    await handle.result().catch(() => undefined);
    if (first.failure.type !== 'NothingToMove') return outcome([`${first.failure.type}: ${first.failure.message}`]);
    const plan = await stack.deps.artifacts.read<MovePlan>(first.artifacts.plan as NonNullable<typeof first.artifacts.plan>);
    return outcome(unnamed(plan.refusals, ids), { refused: plan.refusals.length });
  }
  await approve(handle);
  let result: ResourceMoveResult;
  try {
    let isOver = false;
    const ended = (handle.result() as Promise<ResourceMoveResult>).finally(() => (isOver = true));
    const ruling = until(
      'a ruling is asked',
      async () => {
        // A question to a run that has ended makes the worker replay all of it.
        if (isOver) return true;
        const view = await handle.query<ProgressView>(MESSAGES.progress);
        const open = view.waitingFor.find(({ choices }) => choices.includes('retry'));
        return open && Promise.reject(new Error(`asks for a ruling on ${open.step}: ${open.what}`));
      },
      { withinMs: 300_000, everyMs: 1_000 },
    ).then(() => ended);
    result = await Promise.race([ended, ruling]);
  } catch (error) {
    const view = await handle.query<ProgressView>(MESSAGES.progress).catch(() => undefined);
    return outcome([view?.failure ? `${view.failure.type} in ${view.failure.step}: ${view.failure.message}` : String(error)]);
  }

  const report = await stack.deps.artifacts.read<ResourceMoveReport>(result.report);
  const [left, arrived] = [new Set(await stack.azure.idsIn(source)), new Set(await stack.azure.idsIn(destination))];
  const problems: string[] = [];
  for (const row of report.rows) {
    const topId = row.id.split('/').slice(0, 9).join('/').toLowerCase();
    const isTop = topId === row.id.toLowerCase();
    if (row.outcome === 'moved') {
      if (isTop && !arrived.has((row.newId ?? '').toLowerCase()))
        problems.push(`said to have moved, and not at the destination: ${row.id}`);
      if (left.has(row.id.toLowerCase())) problems.push(`on both sides: ${row.id}`);
    } else if (row.outcome !== 'refused') problems.push(`${row.outcome}: ${row.id}`);
    else if (!row.reason || !row.rule || !row.fix) problems.push(`refused without a reason: ${row.id}`);
    else if (isTop && !left.has(row.id.toLowerCase())) problems.push(`refused, and not at the source any more: ${row.id}`);
  }
  const reported = new Set(report.rows.map(({ id }) => id.toLowerCase()));
  for (const id of left) if (!reported.has(id)) problems.push(`not in the report: ${id}`);
  const broken = (await stack.azure.invariants()).filter(
    (one) => JSON.stringify(one).includes(source) || JSON.stringify(one).includes(destination),
  );
  problems.push(...broken.map((one) => `invariant: ${JSON.stringify(one)}`));
  return outcome(problems, {
    moved: report.rows.filter((row) => row.outcome === 'moved').length,
    refused: report.rows.filter((row) => row.outcome === 'refused').length,
    batches: result.totals.batches,
  });
}

function unnamed(refusals: MovePlan['refusals'], ids: ReadonlySet<string>): string[] {
  const named = new Set(refusals.filter(({ reason, rule, fix }) => reason && rule && fix).map(({ id }) => id.toLowerCase()));
  const top = (id: string) => id.split('/').slice(0, 9).join('/');
  return [...ids]
    .filter((id) => !named.has(id) && !named.has(top(id)))
    .map((id) => `neither moved nor refused with a reason: ${id}`);
}
