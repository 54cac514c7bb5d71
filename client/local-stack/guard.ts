/**
 * Runs beside a local stack and outlives its parent by a moment: when the parent is gone without having closed the stack (SIGKILL, say), the pipe between them breaks and the guard stops what is left.
 * Reads one process id a line on standard input; `-id` takes one back.
 */
import { createInterface } from 'node:readline';

const KILL_AFTER_MS = 5_000;
const children = new Set<number>();

/** Signal 0 only asks whether it is there. */
function signal(pid: number, name: NodeJS.Signals | 0): void {
  try {
    process.kill(pid, name);
  } catch {
    children.delete(pid);
  }
}

// The terminal's Ctrl-C is the parent's to answer.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);

createInterface(process.stdin)
  .on('line', (line) => {
    const pid = Number(line);
    if (pid > 0) children.add(pid);
    else children.delete(-pid);
  })
  .on('close', () => {
    for (const pid of children) signal(pid, 'SIGTERM');
    setTimeout(() => {
      for (const pid of children) signal(pid, 'SIGKILL');
    }, KILL_AFTER_MS);
    // Asking whether they are still there lets the guard leave as soon as they have.
    setInterval(() => {
      for (const pid of children) signal(pid, 0);
      if (children.size === 0) process.exit(0);
    }, 100);
  });
