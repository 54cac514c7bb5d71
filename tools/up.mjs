#!/usr/bin/env node
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './lib/dependencies.mjs';
import { checkNode } from './lib/node-version.mjs';
import { runAttached } from './lib/run.mjs';
import { Stop } from './lib/stop.mjs';
import { locateTemporalBinary, resolveTemporal } from './lib/temporal-locate.mjs';
import { isUnitRun, runTests } from './lib/test-run.mjs';
import { locateTestServer } from './lib/time-skipping-locate.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const USAGE = 'Usage: node tools/up.mjs start|test|ensure [--offline] [-- arguments passed on]';

/** @param {string} line */
const say = (line) => void process.stderr.write(`${line}\n`);

/**
 * @typedef {{offline: boolean, rest: string[]}} Order
 */

/** @param {Order} order */
async function start({ offline, rest }) {
  const temporal = await resolveTemporal({ offline, say });
  say(`Temporal: ${temporal.how}`);
  const env = temporal.kind === 'binary' ? { ...process.env, HANDOVER_TEMPORAL_CLI: temporal.path } : process.env;
  return runAttached(process.execPath, [join(ROOT, 'bin', 'handover'), 'sample', ...rest], { env });
}

/** @param {Order} order @returns {Promise<NodeJS.ProcessEnv>} the variables by which tests find the two servers */
async function testServers({ offline }) {
  const temporal = await locateTemporalBinary({ offline, say });
  say(`Temporal: ${temporal.how}`);
  const testServer = await locateTestServer({ offline, say });
  say(
    'path' in testServer ? `Time-skipping server: ${testServer.how}` : `Time-skipping tests are skipped: ${testServer.missing}`,
  );
  // A server the user works with is never used for tests: they start, kill and flood their own.
  const { TEMPORAL_ADDRESS: _address, TEMPORAL_PROFILE: _profile, ...env } = process.env;
  return { ...env, HANDOVER_TEMPORAL_CLI: temporal.path, ...('path' in testServer && { HANDOVER_TEST_SERVER: testServer.path }) };
}

/** @param {Order} order */
async function test(order) {
  const env = isUnitRun(order.rest) ? process.env : await testServers(order);
  return runTests({ root: ROOT, env, jestArguments: order.rest, say });
}

/** @param {Order} order */
async function ensure(order) {
  await testServers(order);
  return 0;
}

/** @type {Record<string, (order: Order) => Promise<number>>} */
const COMMANDS = { start, test, ensure };

/** @param {string[]} args */
async function main([name = '', ...args]) {
  const command = COMMANDS[name];
  if (!command) {
    say(USAGE);
    return 2;
  }
  checkNode();
  await ensureDependencies(ROOT, say);
  return command({ offline: args.includes('--offline'), rest: args.filter((arg) => arg !== '--offline' && arg !== '--') });
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (/** @type {unknown} */ error) => {
    say(error instanceof Stop ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  },
);
