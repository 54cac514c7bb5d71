import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locateTemporalBinary, pinnedTemporalVersion, resolveTemporal } from '../../tools/lib/temporal-locate.mjs';
import { FakeDownloads, FakeMachine, temporalSaying } from './support/machine';

const CACHED = '.cache/handover/temporal/1.5.1/linux-x64/temporal';
/** A port nothing listens on: a machine without a network, and at once. */
const NOWHERE = 'http://127.0.0.1:2';

/** A `go` that writes an executable saying what it was asked to build. */
const GO = `case "$1" in
  env) echo go1.26.0 ;;
  list) printf 'a\\nb\\nc\\n' ;;
  build)
    echo a >&2
    while [ "$1" != -o ]; do case "$1" in *Version=*) version="\${1##*=}" ;; esac; shift; done
    printf '#!/bin/sh\\necho "temporal version %s (Server 1.29.1, UI 2.42.1)"\\n' "$version" > "$2" ;;
esac`;

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

const locate = (downloadFrom = NOWHERE) => locateTemporalBinary({ machine: fake.machine, downloadFrom });
const resolve = () => resolveTemporal({ machine: fake.machine, downloadFrom: NOWHERE });

test('the pinned version is read from go.mod', async () => {
  expect(await pinnedTemporalVersion()).toBe('1.5.1');
});

describe('the order', () => {
  /** Everything there is, so that each test shows what wins by taking the winner away. */
  beforeEach(() => {
    fake.script('bin/temporal', temporalSaying('1.9.1', '1.32.0'));
    fake.script(CACHED, temporalSaying('1.5.1', '1.29.1'));
    fake.script('bin/go', GO);
    fake.env['HANDOVER_TEMPORAL_CLI'] = fake.script('mine/temporal', temporalSaying('1.7.0', '1.30.0'));
    fake.env['TEMPORAL_PROFILE'] = 'production';
    fake.env['TEMPORAL_ADDRESS'] = 'temporal.example:7233';
  });

  test('TEMPORAL_ADDRESS before a profile', async () => {
    expect(await resolve()).toMatchObject({ kind: 'address', address: 'temporal.example:7233' });
  });

  test('then TEMPORAL_PROFILE, whose address others read', async () => {
    delete fake.env['TEMPORAL_ADDRESS'];
    expect(await resolve()).toEqual({
      kind: 'address',
      address: undefined,
      how: 'the server of profile production (TEMPORAL_PROFILE); nothing is started',
    });
  });

  test('then HANDOVER_TEMPORAL_CLI', async () => {
    expect(await locate()).toEqual({
      kind: 'binary',
      path: join(fake.home, 'mine/temporal'),
      how: 'CLI 1.7.0 (server 1.30.0) named by HANDOVER_TEMPORAL_CLI',
    });
  });

  test('then PATH', async () => {
    delete fake.env['HANDOVER_TEMPORAL_CLI'];
    expect(await locate()).toEqual({
      kind: 'binary',
      path: join(fake.home, 'bin/temporal'),
      how: 'CLI 1.9.1 (server 1.32.0) on PATH',
    });
  });

  test('but not a server on PATH older than 1.29: then our cache', async () => {
    delete fake.env['HANDOVER_TEMPORAL_CLI'];
    const old = fake.script('bin/temporal', temporalSaying('1.2.0', '1.28.9'));
    expect(await locate()).toEqual({
      kind: 'binary',
      path: join(fake.home, CACHED),
      how: `CLI 1.5.1 (server 1.29.1) from our cache (${old} carries server 1.28.9, older than 1.29)`,
    });
  });
});

describe('what is not there is made, once, into the cache', () => {
  test('by download', async () => {
    const from = await downloads.serve('temporal', `#!/bin/sh\n${temporalSaying('1.5.1', '1.29.1')}\n`);
    const found = await locate(from);
    expect(found).toEqual({
      kind: 'binary',
      path: join(fake.home, CACHED),
      how: 'CLI 1.5.1 downloaded (no temporal on PATH; not in our cache yet)',
    });
    expect(downloads.asked).toEqual(['/cli/v1.5.1?arch=amd64&platform=linux&format=tar.gz', '/archive.tar.gz']);
    expect((await locate()).how).toBe('CLI 1.5.1 (server 1.29.1) from our cache (no temporal on PATH)');
  });

  test('by Go when there is no download', async () => {
    fake.script('bin/go', GO);
    const found = await locate();
    expect(found.path).toBe(join(fake.home, CACHED));
    expect(found.how).toMatch(
      /^CLI 1\.5\.1 built with Go \(no temporal on PATH; not in our cache yet; no download \(connect ECONNREFUSED 127\.0\.0\.1:2\)\)$/,
    );
    expect(readFileSync(found.path, 'utf8')).toContain('temporal version 1.5.1');
  });

  test('by Go without asking the network when offline', async () => {
    fake.script('bin/go', GO);
    const from = await downloads.serve('temporal', '');
    const found = await locateTemporalBinary({ machine: fake.machine, downloadFrom: from, offline: true });
    expect(found.how).toContain('built with Go');
    expect(downloads.asked).toEqual([]);
  });

  test('a download that is no Temporal is thrown away, and Go is next', async () => {
    fake.script('bin/go', GO);
    const from = await downloads.serve('temporal', '#!/bin/sh\necho a login page\n');
    expect((await locate(from)).how).toMatch(/built with Go.*gives no version: a login page/);
  });

  test('two runners at once build once', async () => {
    fake.script('bin/go', `[ "$1" = build ] && { echo build >> ${fake.home}/builds; sleep 0.3; }\n${GO}`);
    fake.env['PATH'] = `${fake.env['PATH']}:/bin:/usr/bin`;
    const found = await Promise.all([locate(), locate()]);
    expect(found.map(({ path }) => path)).toEqual([join(fake.home, CACHED), join(fake.home, CACHED)]);
    expect(readFileSync(join(fake.home, 'builds'), 'utf8')).toBe('build\n');
  });

  test('nothing is made when only what is at hand was asked for', async () => {
    fake.script('bin/go', GO);
    await expect(locateTemporalBinary({ machine: fake.machine, cachedOnly: true })).rejects.toThrow('not in our cache yet');
    expect(existsSync(join(fake.home, CACHED))).toBe(false);
  });
});

describe('a failure names the way out', () => {
  test('nothing to be had: three ways', async () => {
    await expect(locate()).rejects.toThrow(
      /^No Temporal server to run: no temporal on PATH; not in our cache yet; no download .*; Go is not installed\. .*\n {2}1\. install the Temporal CLI .*\n {2}2\. install Go 1\.25 .*\n {2}3\. .*export TEMPORAL_ADDRESS=host:7233$/,
    );
  });

  test('Go too old', async () => {
    fake.script('bin/go', 'echo go1.24.4');
    await expect(locate()).rejects.toThrow('go1.24.4 is older than Go 1.25');
  });

  test("a build that fails: the compiler's last lines", async () => {
    fake.script('bin/go', `[ "$1" = build ] && { echo 'no space left on device' >&2; exit 1; }\n${GO}`);
    await expect(locate()).rejects.toThrow('go build failed: no space left on device');
    expect(existsSync(join(fake.home, CACHED))).toBe(false);
  });

  test('a wrong HANDOVER_TEMPORAL_CLI is not passed over', async () => {
    fake.script('bin/temporal', temporalSaying('1.9.1', '1.32.0'));
    fake.env['HANDOVER_TEMPORAL_CLI'] = join(fake.home, 'gone');
    await expect(locate()).rejects.toThrow(/HANDOVER_TEMPORAL_CLI is of no use: .*gone.*\n {2}1\. unset HANDOVER_TEMPORAL_CLI/);
  });

  test('a broken file in the cache says what to delete', async () => {
    fake.script(CACHED, 'exit 1');
    await expect(locate()).rejects.toThrow(`1. rm -r "${join(fake.home, '.cache/handover')}"`);
  });
});
