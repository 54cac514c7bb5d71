import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { locateTestServer } from '../../tools/lib/time-skipping-locate.mjs';
import { FakeDownloads, FakeMachine } from './support/machine';

const NOWHERE = 'http://127.0.0.1:2';
const NATIVE = '.cache/handover/temporal-test-server/1.34.0/linux-x64/temporal-test-server';
const LAUNCHER = '.cache/handover/temporal-test-server/1.34.0/java/temporal-test-server';

/** A `mvn` that copies one jar to the folder it is told. */
const MVN = 'for a in "$@"; do case "$a" in -DoutputDirectory=*) /bin/mkdir -p "${a#*=}"; : > "${a#*=}/server.jar" ;; esac; done';

let fake: FakeMachine;
let downloads: FakeDownloads;
beforeEach(() => {
  fake = new FakeMachine();
  downloads = new FakeDownloads();
});
afterEach(() => {
  downloads.close();
  fake.remove();
});

const locate = (downloadFrom = NOWHERE) => locateTestServer({ machine: fake.machine, downloadFrom });

test('HANDOVER_TEST_SERVER wins', async () => {
  const path = fake.script('mine', '');
  fake.env['HANDOVER_TEST_SERVER'] = path;
  expect(await locate()).toEqual({ path, how: 'named by HANDOVER_TEST_SERVER' });
});

test('a HANDOVER_TEST_SERVER that does not exist is a mistake, not a reason to skip tests', async () => {
  fake.env['HANDOVER_TEST_SERVER'] = join(fake.home, 'gone');
  await expect(locate()).rejects.toThrow(/gone, which does not exist\.\n {2}1\. unset HANDOVER_TEST_SERVER/);
});

test('the native build by download, and from the cache the next time', async () => {
  const from = await downloads.serve('temporal-test-server', '#!/bin/sh\n');
  expect(await locate(from)).toEqual({ path: join(fake.home, NATIVE), how: '1.34.0 downloaded' });
  expect(downloads.asked[0]).toBe('/temporal-test-server/v1.34.0?arch=amd64&platform=linux&format=tar.gz');
  expect(await locate()).toEqual({ path: join(fake.home, NATIVE), how: '1.34.0 from our cache' });
});

describe('without a download', () => {
  test('the jars by Maven, behind a launcher that passes the port on', async () => {
    fake.script('bin/java', 'echo "$@"');
    fake.script('bin/mvn', MVN);
    const found = await locate();
    expect(found).toEqual({
      path: join(fake.home, LAUNCHER),
      how: expect.stringMatching(/^1\.34\.0 on Java, from Maven Central \(no download: /),
    });
    const printed = execFileSync(join(fake.home, LAUNCHER), ['4711'], {
      encoding: 'utf8',
      env: { PATH: `${fake.env['PATH']}:/bin:/usr/bin` },
    });
    expect(printed).toMatch(/-cp \S+\/java\/jars\/\* io\.temporal\.testserver\.TestServer 4711\n$/);
    expect(readFileSync(join(fake.home, LAUNCHER), 'utf8').trim().split('\n')).toHaveLength(2);
    expect(await locate()).toEqual({ path: join(fake.home, LAUNCHER), how: '1.34.0 on Java, from our cache' });
  });

  test('no Java: missing, with the reason', async () => {
    expect(await locate()).toEqual({
      missing: expect.stringMatching(/^no download \(connect ECONNREFUSED \S+\), and Java is not installed$/),
    });
  });

  test('no Maven: missing, with the reason', async () => {
    fake.script('bin/java', '');
    expect(await locate()).toEqual({ missing: expect.stringMatching(/, no jars \(Maven is not installed\)$/) });
  });

  test('jars in the cache are of no use once Java is gone', async () => {
    fake.script(LAUNCHER, '');
    expect(await locate()).toEqual({ missing: expect.stringContaining('Java is not installed') });
  });

  test('offline: nobody is asked', async () => {
    const from = await downloads.serve('temporal-test-server', '');
    expect(await locateTestServer({ machine: fake.machine, downloadFrom: from, offline: true })).toEqual({
      missing: 'it is not in our cache, and this run is offline',
    });
    expect(downloads.asked).toEqual([]);
  });
});
