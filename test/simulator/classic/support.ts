import { defaultApp } from '../../../simulator/kernel/identity/identities';
import { classicShop } from '../../../simulator/services/classic/sample-world';
import type { ClassicWorldInput } from '../../../simulator/services/classic/schema';
import { type Client, openClient, type Reply } from '../support/client';

export const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
export const OTHER_TENANT = 'bbbbbbbb-0000-4000-8000-000000000001';
export const SUBSCRIPTION = '11111111-0000-4000-8000-000000000001';
export const TARGET = '22222222-0000-4000-8000-000000000002';
export const APP = defaultApp({ tenantId: TENANT, domain: 'fabrikam.example', displayName: 'Fabrikam', country: 'US' }, 0);

type Service = NonNullable<ClassicWorldInput['hostedServices']>[number];
type Role = NonNullable<Service['deployments']>[number]['roles'][number];

/** A tenant with a classic subscription and an empty one; `change` may turn the shop into something else. */
export function shopWorld(change: (shop: ClassicWorldInput) => void = () => undefined) {
  const shop = classicShop(SUBSCRIPTION, [APP.objectId]);
  change(shop);
  return {
    tenants: [
      { tenantId: TENANT, domain: 'fabrikam.example', displayName: 'Fabrikam' },
      { tenantId: OTHER_TENANT, domain: 'tailspin.example', displayName: 'Tailspin' },
    ],
    subscriptions: [
      { subscriptionId: SUBSCRIPTION, tenantId: TENANT },
      // Registered for everything, so that a move is refused for what it is and not for that.
      {
        subscriptionId: TARGET,
        tenantId: TENANT,
        registeredProviders: [
          'Compute',
          'Network',
          'Storage',
          'KeyVault',
          'ClassicCompute',
          'ClassicNetwork',
          'ClassicStorage',
        ].map((name) => `Microsoft.${name}`),
      },
    ],
    resourceGroups: [{ subscriptionId: TARGET, name: 'target', location: 'westeurope' }],
    classic: [shop],
  };
}

export function serviceOf(shop: ClassicWorldInput, name: string): Service {
  const found = shop.hostedServices?.find((one) => one.name === name);
  if (!found) throw new Error(`no service ${name}`);
  return found;
}

export function roleOf(shop: ClassicWorldInput, name: string): Role {
  const roles = shop.hostedServices?.flatMap((service) => service.deployments?.flatMap((one) => one.roles) ?? []);
  const found = roles?.find((one) => one.name === name);
  if (!found) throw new Error(`no role ${name}`);
  return found;
}

export const VNET = 'services/networking/virtualnetwork/shop-vnet';
export const BATCH = 'services/hostedservices/shop-batch/deployments/shop-batch';
export const LOGS = 'services/storageservices/shoplogs';
export const SPARE = {
  nsg: 'services/networking/networksecuritygroups/spare-nsg',
  ip: 'services/networking/reservedips/spare-ip',
  routes: 'services/networking/routetables/spare-routes',
};
/** One of each kind that may go alone. */
export const UNITS = [VNET, BATCH, LOGS, SPARE.nsg, SPARE.ip, SPARE.routes];

/** The body that Microsoft's client writes. */
export function destination(kind: string, group = '', network = '', subnet = ''): string {
  return `<DeploymentNetworkResource xmlns="http://schemas.microsoft.com/windowsazure"><ResourceGroupName>${group}</ResourceGroupName><VirtualNetworkName>${network}</VirtualNetworkName><SubNetName>${subnet}</SubNetName><DestinationVirtualNetwork>${kind}</DestinationVirtualNetwork></DeploymentNetworkResource>`;
}

interface XmlReply {
  status: number;
  xml: string;
  /** The code of an `Error`. */
  code?: string;
  message?: string;
  requestId: string;
  headers: Record<string, string>;
}

/** Texts of all elements of a name. */
export function texts(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((match) => match[1] ?? '');
}

export function firstText(xml: string, name: string): string | undefined {
  return texts(xml, name)[0];
}

function xmlReply({ status, headers, body }: Reply): XmlReply {
  const xml = typeof body === 'string' ? body : '';
  const [code, message] = [firstText(xml, 'Code'), firstText(xml, 'Message')];
  return {
    status,
    xml,
    headers,
    requestId: headers['x-ms-request-id'] ?? '',
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
  };
}

export interface Rdfe extends Client {
  /** `path` below the subscription, without a slash in front. */
  rdfe(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<XmlReply>;
  /** One of the four verbs; a deployment's machines get a new network. */
  verb(unit: string, comp: string, body?: string): Promise<XmlReply>;
  /** The operation's answer as it is now. */
  operation(id: string): Promise<XmlReply>;
  /** A verb from beginning to end: the operation's last answer, or the refusal. */
  ended(unit: string, comp: string, body?: string): Promise<XmlReply>;
  advance(by: string): Promise<void>;
  /** Everything that a migration may change, as JSON. */
  state(): Promise<string>;
  invariants(): Promise<unknown>;
  idsIn(group: string): Promise<string[]>;
}

export async function openRdfe(world: unknown = shopWorld()): Promise<Rdfe> {
  const client = await openClient({ world });
  const rdfe: Rdfe['rdfe'] = async (method, path, body, headers = {}) =>
    xmlReply(
      await client.send(method, `/${SUBSCRIPTION}/${path}`, body, {
        authorization: 'Bearer sim',
        'x-ms-version': '2016-07-01',
        'content-type': 'application/xml',
        ...headers,
      }),
    );
  const advance: Rdfe['advance'] = async (by) => {
    await client.sim('POST', 'clock', { advance: by });
  };
  const verb: Rdfe['verb'] = (unit, comp, body) =>
    rdfe('POST', `${unit}/migration?comp=${comp}`, body ?? (unit.includes('/deployments/') ? destination('New') : undefined));
  const operation: Rdfe['operation'] = (id) => rdfe('GET', `operations/${id}`);
  return {
    ...client,
    rdfe,
    verb,
    operation,
    advance,
    async ended(unit, comp, body) {
      const begun = await verb(unit, comp, body);
      if (begun.status !== 202) return begun;
      await advance('1h');
      return operation(begun.requestId);
    },
    async state() {
      const { body } = await client.sim('GET', 'snapshot');
      const { clock: _clock, operations: _operations, ...rest } = body as Record<string, unknown>;
      return JSON.stringify(rest, null, 1);
    },
    invariants: async () => (await client.sim('GET', 'invariants')).body,
    async idsIn(group) {
      const { value } = await client.arm('GET', `/subscriptions/${SUBSCRIPTION}/resourceGroups/${group}/resources`);
      return value.map((one) => String(one['id']).split('/providers/')[1] ?? '').sort();
    },
  };
}
