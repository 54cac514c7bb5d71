import https from 'node:https';
import type { Simulator } from '../../simulator';

export interface AuditEntry {
  time: string;
  method: string;
  path: string;
  status: number;
  [key: string]: unknown;
}

export interface SimulatorControl {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  delete(path: string): Promise<void>;
  /** ARM as the built-in development identity sees it. */
  arm<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Requests whose path ends so, with a status below 300: what was really done. */
  accepted(method: string, ending: string): Promise<AuditEntry[]>;
  invariants(): Promise<unknown[]>;
  /** Lower-case ids of everything in a subscription, sorted. */
  idsIn(subscriptionId: string): Promise<string[]>;
}

export function simulatorControl({ url, caPem }: Pick<Simulator, 'url' | 'caPem'>): SimulatorControl {
  const agent = new https.Agent({ ca: caPem, keepAlive: true });
  const request = (method: string, path: string, body?: unknown): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = https.request(
        `${url}${path}`,
        {
          method,
          agent,
          headers: { 'content-type': 'application/json', ...(path.startsWith('/_sim') ? {} : { authorization: 'Bearer sim' }) },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () => {
            const text = Buffer.concat(parts).toString();
            if ((answer.statusCode ?? 500) >= 400)
              reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 500)}`));
            else resolve(text);
          });
        },
      );
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const parsed = async <T>(text: Promise<string>) => {
    const got = await text;
    return (got ? JSON.parse(got) : undefined) as T;
  };
  const control: SimulatorControl = {
    get: (path) => parsed(request('GET', `/_sim/${path}`)),
    post: (path, body) => parsed(request('POST', `/_sim/${path}`, body ?? {})),
    delete: async (path) => {
      await request('DELETE', `/_sim/${path}`);
    },
    arm: (method, path, body) => parsed(request(method, path, body)),
    async accepted(method, ending) {
      const text = await request('GET', '/_sim/audit');
      const entries = text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as AuditEntry);
      return entries.filter(
        (e) => e.method === method && e.path.split('?')[0]?.toLowerCase().endsWith(ending.toLowerCase()) && e.status < 300,
      );
    },
    invariants: () => control.get('invariants'),
    async idsIn(subscriptionId) {
      const { value } = await control.arm<{ value: { id: string }[] }>(
        'GET',
        `/subscriptions/${subscriptionId}/resources?api-version=2021-04-01`,
      );
      return value.map(({ id }) => id.toLowerCase()).sort();
    },
  };
  return control;
}
