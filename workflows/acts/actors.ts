import { type ActivityOptions, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities';
import { kinds as arm } from '../../activities/arm/kinds';
import { kinds as assessment } from '../../activities/assessment/kinds';
import { kinds as billing } from '../../activities/billing/kinds';
import { kinds as classic } from '../../activities/classic/kinds';
import { kinds as directory } from '../../activities/directory/kinds';
import { kinds as eaPortal } from '../../activities/ea-portal/kinds';
import { kinds as machines } from '../../activities/machines/kinds';
import { kinds as notify } from '../../activities/notify/kinds';
import { kinds as partnerCenter } from '../../activities/partner-center/kinds';
import { kinds as reports } from '../../activities/reports/kinds';
import { kinds as resourceMoves } from '../../activities/resource-moves/kinds';
import { kinds as run } from '../../activities/run/kinds';
import { kinds as support } from '../../activities/support/kinds';
import type { Kind } from '../../activities/common/kind';
import { type Party, taskQueue, tenantQueue } from '../../contracts/people/parties';

const KINDS: { readonly [Name in keyof Activities]: Kind } = {
  ...arm,
  ...assessment,
  ...billing,
  ...classic,
  ...directory,
  ...eaPortal,
  ...machines,
  ...notify,
  ...partnerCenter,
  ...reports,
  ...resourceMoves,
  ...run,
  ...support,
};

const backOff = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' } as const;

/** Every activity beats (activities/common/heartbeat.ts): work of a worker that died is taken up by another one this much later, not at the end of the attempt. */
const heartbeatTimeout = '30s';

/** Both bounds always: one attempt, and all of them together. */
const POLICY: Record<Kind, ActivityOptions> = {
  // Reads (and writes of our own files) can be repeated at any time; an hour outlives a bad hour of Azure.
  look: { startToCloseTimeout: '2m', heartbeatTimeout, scheduleToCloseTimeout: '1h', retry: backOff },
  // A read of a whole subscription takes minutes.
  survey: { startToCloseTimeout: '15m', heartbeatTimeout, scheduleToCloseTimeout: '1h', retry: backOff },
  // The same request twice is one effect. A day: what Azure refuses for a while (replication, another operation) passes within it.
  // A cancel waits for the attempt under way: an undo that overtakes its act would leave behind what the act does next.
  do: {
    startToCloseTimeout: '15m',
    heartbeatTimeout,
    scheduleToCloseTimeout: '1d',
    retry: backOff,
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  },
  // As do, for many things in one attempt, hours of it. The next attempt passes by what is done already.
  bulk: {
    startToCloseTimeout: '6h',
    heartbeatTimeout,
    scheduleToCloseTimeout: '2d',
    retry: backOff,
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  },
  // Sent once. A lost answer is looked up by the workflow, never resent from here.
  once: { startToCloseTimeout: '2m', heartbeatTimeout, scheduleToCloseTimeout: '1h', retry: { maximumAttempts: 1 } },
  // Each attempt is one look, the next comes when Azure said so (nextRetryDelay). Azure ends a move after 4 hours at the latest.
  poll: {
    startToCloseTimeout: '2m',
    heartbeatTimeout,
    scheduleToCloseTimeout: '5h',
    retry: { ...backOff, maximumInterval: '30s' },
  },
  // As a poll, for what people and Microsoft take days or weeks over; who waits sets the end.
  watch: {
    startToCloseTimeout: '2m',
    heartbeatTimeout,
    scheduleToCloseTimeout: '400d',
    retry: { ...backOff, maximumInterval: '15m' },
  },
  // Best effort: a notice that cannot be sent stops nothing. A quarter of an hour outlives a mail server's "try later". One that is on its
  // way cannot be called back: a cancel leaves it alone.
  notify: {
    cancellationType: 'ABANDON',
    startToCloseTimeout: '30s',
    scheduleToCloseTimeout: '15m',
    retry: { ...backOff, initialInterval: '5s', maximumInterval: '3m' },
  },
};

export type Actor = {
  readonly [K in keyof Activities]: (summary: string, ...args: Parameters<Activities[K]>) => ReturnType<Activities[K]>;
};

/**
 * The activities of one party, on that party's task queue: `operator.startMove('Move 12 resources of rg-app', …)`. The summary is a sentence,
 * and what the Web UI shows.
 */
export function actor(party: Party): Actor {
  return onQueue(taskQueue(party), POLICY);
}

/** The activities of one organisation, done by its own worker with its own sign-in. That worker may be away over a long weekend. */
export function organisation(tenantId: string): Actor {
  return onQueue(tenantQueue(tenantId), PATIENT);
}

const AWAY = { scheduleToCloseTimeout: '7d' } as const;

const PATIENT: typeof POLICY = {
  look: { ...POLICY.look, ...AWAY },
  survey: { ...POLICY.survey, ...AWAY },
  do: { ...POLICY.do, ...AWAY },
  bulk: { ...POLICY.bulk, ...AWAY },
  // What cannot be repeated does not lie in a queue until nobody thinks of it any more.
  once: { ...POLICY.once, scheduleToStartTimeout: '10m' },
  poll: { ...POLICY.poll, ...AWAY },
  watch: POLICY.watch,
  notify: POLICY.notify,
};

function onQueue(taskQueue: string, policy: typeof POLICY): Actor {
  const calls = Object.entries(KINDS).map(([name, kind]) => {
    const options: ActivityOptions = { ...policy[kind], taskQueue };
    const proxy = proxyActivities<Record<string, (...args: unknown[]) => Promise<unknown>>>(options);
    const call = (summary: string, ...args: unknown[]) => proxy[name]?.executeWithOptions({ ...options, summary }, args);
    return [name, call] as const;
  });
  return Object.fromEntries(calls) as unknown as Actor;
}
