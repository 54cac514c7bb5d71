import { request } from 'node:https';
import type { PortsFile } from '../../contracts/stack-file';
import type { SimulatorAddress } from './simulator-control';

/** What a person does there: presses a button, or, with a body, changes what a page shows. */
export interface AtMicrosoft {
  path: string;
  change?: object;
}

/**
 * What a person does at Microsoft's own pages, done on the local Azure with the sign-in of that person's directory.
 * Throws with the simulator's answer when it is no success.
 */
export async function doAtMicrosoft(
  simulator: SimulatorAddress,
  { apps }: Pick<PortsFile, 'apps'>,
  tenantId: string,
  { path, change }: AtMicrosoft,
): Promise<void> {
  const app = apps.find((one) => one.tenantId === tenantId);
  if (!app) throw new Error(`nobody of ${tenantId} can sign in`);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    scope: `${simulator.url}/.default`,
  }).toString();
  const signedIn = await send(simulator, 'POST', `/${tenantId}/oauth2/v2.0/token`, form, {
    'content-type': 'application/x-www-form-urlencoded',
  });
  const { access_token: token } = JSON.parse(signedIn) as { access_token: string };
  await send(simulator, change === undefined ? 'POST' : 'PATCH', path, JSON.stringify(change ?? {}), {
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
  });
}

function send(
  { url, caPem }: SimulatorAddress,
  method: 'POST' | 'PATCH',
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(url + path, { method, ca: caPem, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve(text);
        else reject(new Error(`${method} ${path}: ${status} ${text}`));
      });
    });
    call.once('error', reject);
    call.end(body);
  });
}
