import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Server, startTimeSkippingServer } from '../support/servers';

const SCRIPT = join(__dirname, 'support/native-warning.ts');

(process.env.HANDOVER_TEST_SERVER ? describe : describe.skip)('what a worker logs', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startTimeSkippingServer();
  });
  afterAll(() => server.stop());

  test('is one line of JSON an entry, with its level, also where the native side of the SDK warns', async () => {
    const ran = await promisify(execFile)(process.execPath, ['--import', 'tsx', SCRIPT, server.address]);
    expect(ran.stdout).toBe('');
    const entries = ran.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: number; sdkComponent: string; msg: string });
    // The test server lacks what newer servers have, and the native side says so.
    expect(entries.find(({ sdkComponent }) => sdkComponent === 'core')).toMatchObject({
      level: 40,
      msg: expect.stringContaining('is required') as string,
    });
    expect(entries.find(({ sdkComponent }) => sdkComponent === 'worker')).toMatchObject({ level: 30 });
  });
});
