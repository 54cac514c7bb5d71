/**
 * Lets a bare `npx jest` find the servers that `npm test` names by environment variables, as far as they are at hand. Nothing
 * is downloaded or built here.
 */
export default async function findServers(): Promise<void> {
  const { locateTemporalBinary } = await import('../../tools/lib/temporal-locate.mjs');
  const { locateTestServer } = await import('../../tools/lib/time-skipping-locate.mjs');
  const temporal = await locateTemporalBinary({ cachedOnly: true }).catch(() => undefined);
  if (temporal) process.env['HANDOVER_TEMPORAL_CLI'] = temporal.path;
  const testServer = await locateTestServer({ offline: true });
  if ('path' in testServer) process.env['HANDOVER_TEST_SERVER'] = testServer.path;
}
