import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { announceStack, runningStack, stateFile, withdrawStack } from '../../../client/api/local-stack-state';
import type { PortsFile } from '../../../contracts/stack-file';

const PORTS: PortsFile = {
  temporal: { address: '127.0.0.1:1', namespace: 'default' },
  ui: 'http://127.0.0.1:2',
  azure: 'https://127.0.0.1:3',
  caFile: 'ca.pem',
  apps: [],
  subscriptions: [],
};

let env: NodeJS.ProcessEnv;
beforeEach(() => (env = { XDG_STATE_HOME: mkdtempSync(join(tmpdir(), 'handover-state-')) }));
afterEach(() => rmSync(env['XDG_STATE_HOME'] ?? '', { recursive: true }));

test('a stack that is up is found, by its owner alone', () => {
  announceStack({ pid: process.pid, ports: PORTS }, env);
  expect(runningStack(env)).toEqual({ pid: process.pid, ports: PORTS });
  expect(statSync(stateFile(env)).mode & 0o077).toBe(0);
});

test('a stack whose process is gone counts for nothing', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  announceStack({ pid, ports: PORTS }, env);
  expect(runningStack(env)).toBeUndefined();
});

test('a stack takes back its own announcement only', () => {
  announceStack({ pid: process.pid, ports: PORTS }, env);
  withdrawStack(process.pid + 1, env);
  expect(runningStack(env)).toBeDefined();
  withdrawStack(process.pid, env);
  expect(runningStack(env)).toBeUndefined();
});
