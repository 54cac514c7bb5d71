import https from 'node:https';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../simulator';
import { testTls } from '../../support/tls';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  /** The code of an error. */
  code?: string;
  message?: string;
  /** The entries of a list. */
  value: Record<string, unknown>[];
}

function reply(status: number, headers: Record<string, string>, body: unknown): Reply {
  const { error, value } = (body ?? {}) as { error?: { code?: string; message?: string }; value?: Record<string, unknown>[] };
  return {
    status,
    headers,
    body,
    value: Array.isArray(value) ? value : [],
    ...(error?.code === undefined ? {} : { code: error.code }),
    ...(error?.message === undefined ? {} : { message: error.message }),
  };
}

export interface Client {
  simulator: Simulator;
  /** `path` begins with a slash, or is a link that the simulator gave. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** ARM, as the development identity unless a token is given; the api-version is added when the path has none. */
  arm(method: string, path: string, body?: unknown, token?: string): Promise<Reply>;
  sim(method: string, path: string, body?: unknown): Promise<Reply>;
  token(tenantId: string, clientId: string, clientSecret: string): Promise<Reply>;
  close(): Promise<void>;
}

const API = '2021-04-01';

/** A simulator of its own for a test file and a plain https client on it, so that no SDK smooths over what is on the wire. */
export async function openClient(options: SimulatorOptions = {}): Promise<Client> {
  const simulator = await startSimulator({ tls: await testTls(), ...options });
  const agent = new https.Agent({ ca: simulator.caPem, keepAlive: true });
  const send: Client['send'] = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
      const request = https.request(
        path.startsWith('https:') ? path : simulator.url + path,
        { method, agent, headers: { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers } },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => {
            const received = Buffer.concat(parts).toString();
            const isJson = (answer.headers['content-type'] ?? '').includes('application/json');
            const parsed: unknown = received === '' ? undefined : isJson ? JSON.parse(received) : received;
            resolve(reply(answer.statusCode ?? 0, answer.headers as Record<string, string>, parsed));
          });
        },
      );
      request.on('error', reject);
      request.end(text);
    });
  return {
    simulator,
    send,
    arm: (method, path, body, token = 'sim') =>
      send(method, /[?&]api-version=/.test(path) ? path : `${path}${path.includes('?') ? '&' : '?'}api-version=${API}`, body, {
        authorization: `Bearer ${token}`,
      }),
    sim: (method, path, body) => send(method, `/_sim/${path}`, body),
    token: (tenantId, clientId, clientSecret) =>
      send(
        'POST',
        `/${tenantId}/oauth2/v2.0/token`,
        new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: clientSecret,
          scope: 'https://management.azure.com/.default',
        }).toString(),
        { 'content-type': 'application/x-www-form-urlencoded' },
      ),
    async close() {
      agent.destroy();
      await simulator.stop();
    },
  };
}
