import type { ClassicWorldInput } from '../../../simulator/services/classic/schema';
import { BATCH, firstText, openRdfe, type Rdfe, roleOf, serviceOf, shopWorld, SUBSCRIPTION, texts, VNET } from './support';

type Change = (shop: ClassicWorldInput) => void;

let rdfe: Rdfe;
beforeAll(async () => {
  rdfe = await openRdfe();
});
afterEach(async () => expect(await rdfe.invariants()).toEqual([]));
afterAll(() => rdfe.close());

const reset = (change?: Change) => rdfe.sim('POST', 'reset', shopWorld(change));
const web1 =
  (changes: object): Change =>
  (shop) =>
    Object.assign(roleOf(shop, 'web1'), { extensions: [] }, changes);
const extension = (name: string, status: 'Ready' | 'NotReady' | 'none' = 'Ready') => ({
  extensions: [{ name, publisher: 'Microsoft.Compute', status }],
});

/** Refusals of Microsoft's list of common errors, how the world comes to them, and of which machine they are. */
const ERRORS: [what: string, unit: string, change: Change | undefined, message: RegExp, machine?: string][] = [
  [
    'a deployment of web and worker roles',
    'services/hostedservices/shop-orders/deployments/shop-orders',
    undefined,
    /^Migration is not supported for Deployment shop-orders in HostedService shop-orders because it is a PaaS deployment \(Web\/Worker\)\.$/,
  ],
  [
    'such a deployment in the network',
    VNET,
    (shop) => Object.assign(serviceOf(shop, 'shop-orders').deployments?.[0] ?? {}, { virtualNetwork: 'shop-vnet' }),
    /^Migration is not supported for Virtual Network shop-vnet because it has non-gateway PaaS deployments\.$/,
  ],
  [
    'Azure Backup',
    VNET,
    web1(extension('VMSnapshot')),
    /contains Extension VMSnapshot, which is currently not supported/,
    'web1',
  ],
  [
    'Azure Backup on Linux',
    BATCH,
    (shop) => Object.assign(roleOf(shop, 'batch1'), extension('VMSnapshotLinux')),
    /VMSnapshotLinux/,
    'batch1',
  ],
  [
    'an extension that does not report',
    VNET,
    web1(extension('Script', 'none')),
    /Script whose Status is not being reported/,
    'web1',
  ],
  ['an extension that is not ready', VNET, web1(extension('Script', 'NotReady')), /reporting Handler Status: NotReady/, 'web1'],
  [
    'an agent that is not ready',
    VNET,
    web1({ agent: 'NotReady', ...extension('Script') }),
    /overall agent status as Not Ready/,
    'web1',
  ],
  ['a machine in no known state', VNET, web1({ state: 'RoleStateUnknown' }), /VM web1 in State: RoleStateUnknown/, 'web1'],
  ['two availability sets', VNET, web1({ availabilitySet: 'other' }), /because it has multiple Availability Sets\.$/],
  ['a machine beside the availability set', VNET, web1({ availabilitySet: undefined }), /not part of the Availability Set/],
  [
    'a deployment in a network',
    'services/hostedservices/shop-web/deployments/shop-web',
    undefined,
    /Migrate the virtual network instead/,
  ],
  [
    'a network that is not there',
    BATCH,
    (shop) => Object.assign(serviceOf(shop, 'shop-batch').deployments?.[0] ?? {}, { virtualNetwork: 'gone' }),
    /^The virtual network gone does not exist\.$/,
  ],
  [
    'a storage account with disks of classic machines',
    'services/storageservices/shopdisks',
    undefined,
    /used by web1, web2, batch1/,
  ],
  ['rules that are on a subnet', 'services/networking/networksecuritygroups/front-nsg', undefined, /used by shop-vnet\/front/],
  ['an address in use', 'services/networking/reservedips/shop-vip', undefined, /used by shop-web/],
  [
    'routes that are on a subnet',
    'services/networking/routetables/spare-routes',
    (shop) => Object.assign(shop.virtualNetworks?.[0]?.subnets?.[1] ?? {}, { routeTable: 'spare-routes' }),
    /used by shop-vnet\/back/,
  ],
];

test.each(ERRORS)('%s: validate says so, and prepare is refused with it', async (...row) => {
  const [, unit, change, message, machine] = row;
  await reset(change);
  const before = await rdfe.state();
  const validated = await rdfe.verb(unit, 'validate');
  expect([validated.status, texts(validated.xml, 'Category')]).toEqual([200, ['Error']]);
  expect(firstText(validated.xml, 'Message')).toMatch(message);
  expect(firstText(validated.xml, 'VirtualMachine')).toBe(machine);
  const refused = await rdfe.verb(unit, 'prepare');
  expect([refused.status, refused.code]).toEqual([400, 'BadRequest']);
  expect(refused.message).toMatch(message);
  expect(await rdfe.state()).toBe(before);
});

test.each([
  ['an XML extension', undefined, /Extension BGInfo which is not supported in Azure Resource Manager/],
  [
    'a disk whose blob was resized',
    web1({ extensions: [], dataDisks: [{ storageAccount: 'shopdisks', sizeGB: 1, blobSizeGB: 2 }] }),
    /physical blob size 2147483648 bytes does not match the VM Data Disk logical size 1073741824 bytes/,
  ],
])('%s is a warning, and prepare goes ahead', async (_what, change, message) => {
  await reset(change);
  const validated = await rdfe.verb(VNET, 'validate');
  expect(texts(validated.xml, 'Category')).toEqual(['Warning', 'Information']);
  expect(firstText(validated.xml, 'Message')).toMatch(message);
  expect(firstText((await rdfe.ended(VNET, 'prepare')).xml, 'Status')).toBe('Succeeded');
});

test('an agent that is not ready is no matter where there is no extension', async () => {
  await reset(web1({ agent: 'NotReady', extensions: [] }));
  expect(texts((await rdfe.verb(VNET, 'validate')).xml, 'Category')).toEqual(['Information']);
});

/** What validate does not see. */
const HIDDEN: [what: string, change: Change, code: string, message: RegExp][] = [
  [
    'the migration’s provider is not registered',
    (shop) => Object.assign(shop, { migrationRegistered: false }),
    'MissingSubscriptionRegistration',
    /Microsoft\.ClassicInfrastructureMigrate/,
  ],
  ['there is no quota', (shop) => Object.assign(shop, { virtualMachineQuota: 1 }), 'QuotaExceeded', /needs 2 virtual machines/],
  [
    'gateways of two kinds stand beside each other',
    (shop) => Object.assign(shop.virtualNetworks?.[0] ?? {}, { gateways: ['Vpn', 'ExpressRoute'] }),
    'BadRequest',
    /ExpressRoute gateway and a VPN gateway/,
  ],
  [
    'a template fails',
    (shop) => Object.assign(shop.virtualNetworks?.[0] ?? {}, { templateFails: 1 }),
    'InternalError',
    /^Template shop-vnet-migrated deployment failed\. CorrelationId=[0-9a-f-]{36}$/,
  ],
];

test.each(HIDDEN)('%s: validate is content, prepare begins and fails', async (_what, change, code, message) => {
  await reset(change);
  expect(texts((await rdfe.verb(VNET, 'validate')).xml, 'Category')).not.toContain('Error');
  const begun = await rdfe.verb(VNET, 'prepare');
  expect(begun.status).toBe(202);
  await rdfe.advance('1h');
  const failed = await rdfe.operation(begun.requestId);
  expect([firstText(failed.xml, 'Status'), failed.code]).toEqual(['Failed', code]);
  expect(failed.message).toMatch(message);
  expect((await rdfe.rdfe('GET', 'services/networking/virtualnetwork')).xml).not.toContain('MigrationState');
  expect((await rdfe.arm('GET', `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop-vnet-migrated`)).status).toBe(404);
});

test('a template that failed goes through the next time', async () => {
  await reset((shop) => Object.assign(serviceOf(shop, 'shop-batch'), { templateFails: 2 }));
  const ends = [];
  for (let time = 0; time < 3; time += 1) ends.push(firstText((await rdfe.ended(BATCH, 'prepare')).xml, 'Status'));
  expect(ends).toEqual(['Failed', 'Failed', 'Succeeded']);
});

test('a provider that is registered meanwhile lets it through', async () => {
  await reset((shop) => Object.assign(shop, { migrationRegistered: false }));
  expect(firstText((await rdfe.ended(VNET, 'prepare')).xml, 'Status')).toBe('Failed');
  await rdfe.arm('POST', `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ClassicInfrastructureMigrate/register`);
  await rdfe.advance('10m');
  expect(firstText((await rdfe.ended(VNET, 'prepare')).xml, 'Status')).toBe('Succeeded');
});

test('what blocked is taken away, and it goes', async () => {
  await reset((shop) => Object.assign(serviceOf(shop, 'shop-orders').deployments?.[0] ?? {}, { virtualNetwork: 'shop-vnet' }));
  expect((await rdfe.verb(VNET, 'prepare')).status).toBe(400);
  expect((await rdfe.rdfe('DELETE', 'services/hostedservices/shop-orders')).code).toBe('BadRequest');
  expect((await rdfe.rdfe('DELETE', 'services/hostedservices/shop-orders/deployments/shop-orders')).status).toBe(200);
  expect((await rdfe.rdfe('DELETE', 'services/hostedservices/shop-orders')).status).toBe(200);
  expect(firstText((await rdfe.ended(VNET, 'prepare')).xml, 'Status')).toBe('Succeeded');
});
