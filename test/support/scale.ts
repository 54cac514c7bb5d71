import { performance } from 'node:perf_hooks';
import { WORKFLOW_TASK_QUEUE } from '../../contracts/people/parties';
import type { ResourceMoveResult } from '../../contracts/processes/resource-move';
import type { LocalStack } from './local-stack';
import { approve } from './rig';
import { moveInputOf, subscriptionPair, type SubscriptionPair, worldOf } from './subscription-pair';
import { plainGroup, world } from './worlds';

/** What one run cost. */
interface Footprint {
  /** Time from the start of the workflow to its result, approvals given at once. */
  seconds: number;
  moved: number;
  /** Events in the history. */
  events: number;
  /** Size of the history as the server keeps it. */
  bytes: number;
  /** Bytes of the largest single argument, result, detail or memo in the history. */
  largestPayload: number;
}

/** Room for every group of a comparison; what is in it is the same in every run. */
export const EMPTY_WORLD = world({ groups: [], resources: [] });

let count = 0;

/** Adds two subscriptions, of which one holds so many groups that do not depend on one another. */
export async function seedGroups(stack: LocalStack, groups: number, resourcesEach: number): Promise<SubscriptionPair> {
  const pair = subscriptionPair(++count);
  const made = Array.from({ length: groups }, (_, n) => plainGroup(groupName(n), resourcesEach));
  const contents = world({ groups: made.map(({ group }) => group), resources: made.flatMap(({ resources }) => resources) });
  await stack.azure.post('seed', worldOf(pair, contents));
  return pair;
}

/** Moves all groups, or the named ones, by one run of the workflow. A worker has to be polling. */
export async function moveGroups(stack: LocalStack, pair: SubscriptionPair, resourceGroups?: string[]): Promise<Footprint> {
  const started = performance.now();
  const source = { subscriptionId: pair.source, ...(resourceGroups ? { resourceGroups } : {}) };
  const handle = await stack.client.workflow.start('resourceMove', {
    taskQueue: WORKFLOW_TASK_QUEUE,
    workflowId: `scale-${pair.source}-${resourceGroups?.join() ?? 'all'}`,
    args: [moveInputOf(pair, { source })],
  });
  await approve(handle);
  const { totals } = (await handle.result()) as ResourceMoveResult;
  const seconds = (performance.now() - started) / 1000;
  const { historyLength, historySize = NaN } = await handle.describe();
  const largestPayload = Math.max(...payloadSizes(await handle.fetchHistory()));
  return { seconds, moved: totals.moved, events: historyLength, bytes: historySize, largestPayload };
}

/** The same groups, moved by one run and moved by one run each, one after another. Seconds. */
export async function compareSideBySide(
  stack: LocalStack,
  groups: number,
  resourcesEach: number,
): Promise<{ atOnce: number; oneAfterAnother: number }> {
  const atOnce = await moveGroups(stack, await seedGroups(stack, groups, resourcesEach));
  const pair = await seedGroups(stack, groups, resourcesEach);
  let oneAfterAnother = 0;
  for (let n = 0; n < groups; n++) oneAfterAnother += (await moveGroups(stack, pair, [groupName(n)])).seconds;
  return { atOnce: atOnce.seconds, oneAfterAnother };
}

const groupName = (n: number) => `group${n + 1}`;

/** The size of every payload anywhere in the history; a payload is an object with metadata and data. */
function payloadSizes(value: unknown): number[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  const own = 'data' in value && 'metadata' in value && value.data instanceof Uint8Array ? [value.data.length] : [];
  return [...own, ...Object.values(value).flatMap(payloadSizes)];
}
