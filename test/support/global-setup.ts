import findServers from './find-servers';
import { makeTestTls } from './tls';

/** What is done once a run; the processes of the suites inherit the environment. */
export default async function globalSetup(): Promise<void> {
  await Promise.all([findServers(), makeTestTls()]);
}
