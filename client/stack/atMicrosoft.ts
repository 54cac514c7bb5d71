import { request } from 'node:https';
import type { PortsFile } from '../../contracts/ports';
import type { SimulatorAddress } from './simulatorControl';

/**
 * What a person does at Microsoft's own pages, done on the local Azure with the sign-in of that person's directory: a POST to the page's path.
 * Throws with the simulator's answer when it is no success.
 */
export async function doAtMicrosoft(
  simulator: SimulatorAddress,
  { apps }: Pick<PortsFile, 'apps'>,
  tenantId: string,
  path: string,
): Promise<void> {
  const app = apps.find((one) => one.tenantId === tenantId);
  if (!app) throw new Error(`nobody of ${tenantId} can sign in`);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    scope: `${simulator.url}/.default`,
  }).toString();
  const signedIn = await post(simulator, `/${tenantId}/oauth2/v2.0/token`, form, {
    'content-type': 'application/x-www-form-urlencoded',
  });
  const { access_token: token } = JSON.parse(signedIn) as { access_token: string };
  await post(simulator, path, '{}', { 'content-type': 'application/json', authorization: `Bearer ${token}` });
}

function post({ url, caPem }: SimulatorAddress, path: string, body: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(url + path, { method: 'POST', ca: caPem, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve(text);
        else reject(new Error(`POST ${path}: ${status} ${text}`));
      });
    });
    call.once('error', reject);
    call.end(body);
  });
}
