import { isGrpcCancelledError, isGrpcDeadlineError, type WorkflowHandle } from '@temporalio/client';
import { MESSAGES } from '../../contracts/run/messages';
import type { ProgressView } from '../../contracts/run/progress';

/**
 * Milliseconds that each try has. A worker answers in well under a second, a busy one in a few. A query can also be lost, when it reaches a run
 * in the moment in which a workflow task of it ends: only asking again tells that from a worker that is not there.
 */
const TRIES_MS = [3_000, 4_000, 8_000];

/** What the run says of itself. Throws the last try's error: a gRPC deadline when no worker has answered. */
export async function queryProgress(handle: WorkflowHandle): Promise<ProgressView> {
  let lost: unknown;
  for (const within of TRIES_MS) {
    try {
      return await handle.client.withDeadline(Date.now() + within, () => handle.query<ProgressView>(MESSAGES.progress));
    } catch (error) {
      if (!isGrpcDeadlineError(error) && !isGrpcCancelledError(error)) throw error;
      lost = error;
    }
  }
  throw lost;
}
