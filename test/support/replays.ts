import { Worker, type WorkflowBundleOption } from '@temporalio/worker';

/**
 * The SDK replays in the test's own thread, which it calls debug mode and never cleans up after: hooks on every promise would stay behind, and
 * each suite would be slower than the one before. False: in a thread that ends, as workers do. The SDK's types leave the option out.
 */
const IN_ITS_OWN_THREAD = { debugMode: false };

type Histories = Parameters<typeof Worker.runReplayHistories>[1];

/** Replays all of them on one worker, since making one takes longer than most histories. */
export function replays(
  workflowBundle: WorkflowBundleOption,
  histories: Histories,
): ReturnType<typeof Worker.runReplayHistories> {
  return Worker.runReplayHistories({ workflowBundle, ...IN_ITS_OWN_THREAD }, histories);
}
