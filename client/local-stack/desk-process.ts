import { join } from 'node:path';
import { type DeskKeys, newDeskKeys } from '../api/desk-keys';
import { freePort } from './free-port';
import { writeAtomically } from '../api/local-stack-state';

/** The desk of a local stack before it is started: the worker has to know it first. */
export interface PlannedDesk {
  url: string;
  /** File for `handover desk --config`. */
  configFile: string;
  /** A part of the worker's configuration. */
  worker: { url: string } & Pick<DeskKeys, 'publicKey' | 'linkKey'>;
}

/**
 * Makes keys and a configuration for a desk on a free port of the loopback, for this stack alone.
 * @param caFile of the simulated Azure: signs the certificate that its webhooks are signed with
 */
export async function planDesk(folder: string, caFile: string): Promise<PlannedDesk> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { publicKey, linkKey, signingKey } = newDeskKeys();
  const configFile = join(folder, 'desk.json');
  const config = {
    listen: { host: '127.0.0.1', port },
    url,
    linkKey,
    signingKey,
    local: true,
    partnerCenterWebhook: { caFile, certificateHosts: ['127.0.0.1', 'localhost'] },
  };
  writeAtomically(configFile, JSON.stringify(config));
  return { url, configFile, worker: { url, publicKey, linkKey } };
}
