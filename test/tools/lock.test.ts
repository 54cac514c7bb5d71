import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '../../tools/lib/lock.mjs';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handover-lock-'));
  lock = join(folder, 'deep', 'lock');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('one at a time; the second is told whom it waits for', async () => {
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} in`);
    await sleep(60);
    log.push(`${name} out`);
  };
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  await Promise.all([withLock(lock, work('a'), { pollMs: 10, say }), withLock(lock, work('b'), { pollMs: 10, say })]);
  expect([log.slice(0, 2), log.slice(2)].map((pair) => pair.join()).sort()).toEqual(['a in,a out', 'b in,b out']);
  expect(said).toEqual([`waiting for process ${process.pid}, which is doing the same (its lock is ${lock})`]);
});

test('it is given back when the work fails', async () => {
  await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});

test('the lock of a process that died is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await withLock(lock, () => Promise.resolve());
  writeFileSync(lock, String(pid));
  expect(await withLock(lock, () => Promise.resolve('done'), { pollMs: 10 })).toBe('done');
});
