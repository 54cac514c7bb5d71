import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Status } from '../../contracts/run/progress';
import { startStack, type Stack } from '../local-stack/stack';
import type { SampleOptions } from './sample-options';

interface OwnStack {
  /** The local stack loads its default world when this is left out. */
  world?: object;
  /** Virtual seconds per second. */
  clockRate: number;
}

/** Starts a local stack on this world, plays on it and stops it. When it goes wrong the logs stay, and are named. */
export async function onOwnStack(
  { output, stopped, temporal }: SampleOptions,
  { world, clockRate }: OwnStack,
  play: (stack: Stack) => Promise<Status>,
): Promise<Status> {
  const scratch = await mkdtemp(join(tmpdir(), 'handover-sample-'));
  try {
    const file = join(scratch, 'world.json');
    if (world !== undefined) await writeFile(file, JSON.stringify(world));
    const stack = await startStack({
      ...(world === undefined ? {} : { world: file }),
      clockRate,
      temporal,
      say: (line) => output.say(line),
      signal: stopped.signal,
    });
    try {
      const status = await stack.whileAlive(play(stack));
      await stack.stop();
      return status;
    } catch (error) {
      output.say(`The logs are in ${stack.folder}.`);
      await stack.stop('keepFolder');
      throw error;
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
