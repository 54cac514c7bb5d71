import { until } from '../support/rig';
import type { Run } from '../processes/support/runs';

/** Nothing is being done any more but looks that are tried again. */
export async function atRest({ handle }: Pick<Run, 'handle'>): Promise<void> {
  await until('the run is at rest', async () => {
    const { raw } = await handle.describe();
    return !raw.pendingWorkflowTask && !raw.pendingActivities?.some(({ attempt }) => (attempt ?? 1) < 2);
  });
}
