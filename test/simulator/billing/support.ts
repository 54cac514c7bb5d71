import { defaultWorld } from '../../../simulator';
import { sampleMetering } from '../../../simulator/services/metering/sample-world';
import { type Client, openClient, type Reply } from '../support/client';

export const CONTOSO = 'c0000000-0000-4000-8000-000000000001';
export const NORTHWIND = '70000000-0000-4000-8000-000000000002';
export const FABRIKAM = 'fab00000-0000-4000-8000-000000000003';
export const EA = 'ea000000-0000-4000-8000-000000000017';
export const PAYG = 'fa000000-0000-4000-8000-000000000003';
export const LEGACY = 'c5000000-0000-4000-8000-000000000201';
export const ALICE = 'alice@fabrikam.onmicrosoft.com';

type As = (method: string, path: string, body?: unknown) => Promise<Reply>;

export interface Billing {
  client: Client;
  contoso: As;
  northwind: As;
  fabrikam: As;
  development: As;
  advance(time: string): Promise<Reply>;
  fault(match: Record<string, unknown>, action: Record<string, unknown>): Promise<Reply>;
}

/** The default world, in which nobody has said yet what anything costs. */
export const UNMETERED = { ...defaultWorld, meters: [], usage: [] };

/** The default world, each organisation signed in by its own application. */
export async function openBilling(): Promise<Billing> {
  const client = await openClient();
  const tokens = new Map<string, string>();
  const as =
    (tenantId: string): As =>
    async (method, path, body) => {
      const app = client.simulator.apps.find((one) => one.tenantId === tenantId);
      if (!tokens.has(tenantId)) {
        const { body: answer } = await client.token(tenantId, app?.clientId ?? '', app?.clientSecret ?? '');
        tokens.set(tenantId, (answer as { access_token: string }).access_token);
      }
      return client.arm(method, path, body, tokens.get(tenantId));
    };
  return {
    client,
    contoso: as(CONTOSO),
    northwind: as(NORTHWIND),
    fabrikam: as(FABRIKAM),
    development: (method, path, body) => client.arm(method, path, body),
    advance: (time) => client.sim('POST', 'clock', { advance: time }),
    fault: (match, action) => client.sim('POST', 'faults', { match, action }),
  };
}

/** Adds the sample's meters and usage: the seed's table for the pay-as-you-go subscription, a machine for the enterprise one. */
export const seedMetering = (client: Client) => client.sim('POST', 'seed', sampleMetering({ seed: PAYG, machine: EA }));

export const properties = (one: unknown) => (one as { properties: Record<string, unknown> }).properties;
export const propertiesOf = (reply: Reply) => properties(reply.body);

/** Every item of a list, page after page. */
export async function pages(as: As, path: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const reply: Reply = await as('GET', next);
    if (reply.status !== 200) throw new Error(`${next}: ${reply.status} ${JSON.stringify(reply.body)}`);
    found.push(...reply.value);
    next = (reply.body as { nextLink?: string }).nextLink;
  }
  return found;
}

/** `ago` days before today, UTC: `2024-01-31`. */
export const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
