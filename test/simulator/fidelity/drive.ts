import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Simulator } from '../../../simulator';

const SHARED = join(__dirname, '../../../../shared/azure');

const REPLAY = join(SHARED, 'checks/replay.py');
export const SWAGGER_CHECK = join(SHARED, 'checks/oav-check.cjs');
export const SWAGGER = join(SHARED, 'swagger/specification');
const RECORDINGS = join(SHARED, 'recordings');

/** Recorded traffic can be replayed: it is beside the repository, and there is a Python. */
export const canReplay = existsSync(REPLAY) && spawnSync('python3', ['--version']).status === 0;

export interface Score {
  /** Recording → answers alike, requests made. */
  recordings: Map<string, [alike: number, requests: number]>;
  alike: number;
  requests: number;
  /** What was different, a line each. */
  differences: string[];
}

/** Replays the recordings whose name the pattern matches, as far as they ask the providers named. */
export async function replay(simulator: Simulator, subscriptionId: string, pattern: RegExp, providers: string[]): Promise<Score> {
  const files = readdirSync(RECORDINGS).filter((name) => pattern.test(name));
  const ca = join(mkdtempSync(join(tmpdir(), 'fidelity-')), 'ca.pem');
  writeFileSync(ca, simulator.caPem);
  const { stdout } = await promisify(execFile)(
    'python3',
    [REPLAY, simulator.url, ca, subscriptionId, ...files.map((name) => join(RECORDINGS, name))],
    { env: { ...process.env, PROVIDERS: providers.join(','), SHOW: '50' } },
  );
  const recordings: Score['recordings'] = new Map();
  for (const [, alike, requests, name] of stdout.matchAll(/^(\d+)\/(\d+)\t(?:azure-cli\.)?(.*)\.jsonl$/gm))
    recordings.set(name ?? '', [Number(alike), Number(requests)]);
  const [, alike, requests] = /^alike (\d+) of (\d+)/m.exec(stdout) ?? [];
  return { recordings, alike: Number(alike), requests: Number(requests), differences: stdout.match(/^ {4}\S.*$/gm) ?? [] };
}

/** Users that the recordings made in a directory service which is not replayed, for a world's `principals`. */
export function recordedUsers(tenantId: string): { objectId: string; tenantId: string; type: 'User'; displayName: string }[] {
  return readdirSync(RECORDINGS).flatMap((name) =>
    readFileSync(join(RECORDINGS, name), 'utf8')
      .split('\n')
      .filter((line) => line.includes('https://graph.windows.net/'))
      .flatMap((line) => {
        const { liveRequest, liveResponse } = JSON.parse(line) as {
          liveRequest: { method: string; url: string };
          liveResponse: { body: { objectId?: string; displayName?: string } | null };
        };
        const { objectId, displayName = '' } = liveResponse.body ?? {};
        const isUser = liveRequest.method === 'POST' && /\/users\?/.test(liveRequest.url);
        return isUser && objectId !== undefined ? [{ objectId, tenantId, type: 'User' as const, displayName }] : [];
      }),
  );
}

/** Everything the simulator was asked and answered, a JSON pair a line. */
export function trafficOf(simulator: Simulator): Promise<string> {
  return new Promise((resolve, reject) => {
    https
      .get(`${simulator.url}/_sim/traffic`, { ca: simulator.caPem }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve(text));
      })
      .once('error', reject);
  });
}
