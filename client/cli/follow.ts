import type { Handover, Seen, WaitOptions } from '../api/handover';
import type { Output } from './output';
import { progressLines } from './view/progress-lines';
import { progressTasks } from './view/progress-tasks';

/**
 * Follows a run until it has ended or waits for a person, showing its steps on the way: a live list on a terminal,
 * a line for every change elsewhere. Resolves with the last view.
 */
export async function follow(
  handover: Handover,
  id: string,
  options: Pick<WaitOptions, 'until' | 'timeoutMs'>,
  output: Output,
): Promise<Seen> {
  const { show, end } = follower(await handover.progress(id), output);
  try {
    return await handover.waitUntil(id, { ...options, onView: show });
  } finally {
    await end();
  }
}

interface Follower {
  /** Takes every view in order, and says once why a view is not the run's own word. */
  show: (seen: Seen) => void;
  /** A line about what happens beside the run. */
  note: (line: string) => void;
  /** Leaves the terminal as it stands. */
  end: () => Promise<void>;
}

/** How a run is shown: `first` says which steps there are. */
export function follower(first: Seen, output: Output): Follower {
  const live = output.format === 'table' && process.stdout.isTTY && process.stderr.isTTY && first.view.steps.length > 0;
  return live ? onTerminal(first) : inLines(output);
}

function onTerminal(first: Seen): Follower {
  const tasks = progressTasks(first.view);
  return {
    show: ({ view, note }) => tasks.show(view, note),
    note: (line) => tasks.note(line),
    end: () => tasks.end(),
  };
}

function inLines(output: Output): Follower {
  const lines = progressLines();
  const say = (line: string) => output.say(`${new Date().toISOString().slice(11, 19)} ${line}`);
  let told: string | undefined;
  return {
    show({ view, note }) {
      if (note !== undefined && note !== told) say(note);
      told = note;
      lines(view).forEach(say);
    },
    note: say,
    end: () => Promise.resolve(),
  };
}
