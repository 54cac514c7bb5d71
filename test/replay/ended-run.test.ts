import { canSkipTime, progress, startRig } from '../support/rig';

/** What every suite of a process rests on: who asks a run that has ended what it did learns, too, whether it replays. */
(canSkipTime ? test : test.skip)('a run that has ended and does not replay answers no query', async () => {
  const rig = await startRig({}, undefined, require.resolve('./wavering'));
  try {
    await rig.working(async () => {
      const handle = await rig.client.workflow.start('wavering', { taskQueue: 'handover', workflowId: 'wavering-1' });
      await handle.result();
      await expect(progress(handle)).rejects.toThrow('[TMPRL1100] Nondeterminism error');
    });
  } finally {
    await rig.stop();
  }
});
