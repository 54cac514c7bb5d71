import { firstText, openRdfe, BATCH, roleOf, serviceOf, shopWorld, SPARE, SUBSCRIPTION, VNET, type Rdfe } from './support';

const group = (name: string) => `/subscriptions/${SUBSCRIPTION}/resourceGroups/${name}`;
const VMS = `${group('shop-web-Migrated')}/providers/Microsoft.Compute/virtualMachines`;
const NETWORK = 'Microsoft.Network';

let rdfe: Rdfe;
beforeAll(async () => {
  rdfe = await openRdfe();
});
beforeEach(() => rdfe.sim('POST', 'reset', shopWorld()));
afterEach(async () => expect(await rdfe.invariants()).toEqual([]));
afterAll(() => rdfe.close());

const properties = async (path: string) =>
  ((await rdfe.arm('GET', path)).body as { properties: Record<string, unknown> }).properties;

test('a network brings its machines, each cloud service in a group of its own', async () => {
  await rdfe.ended(VNET, 'prepare');
  expect(await rdfe.idsIn('shop-vnet-migrated')).toEqual([
    `${NETWORK}/networkSecurityGroups/front-nsg`,
    `${NETWORK}/virtualNetworks/shop-vnet`,
  ]);
  expect(await rdfe.idsIn('shop-web-Migrated')).toEqual([
    'Microsoft.Compute/availabilitySets/web',
    'Microsoft.Compute/virtualMachines/web1',
    'Microsoft.Compute/virtualMachines/web2',
    expect.stringMatching(/^Microsoft\.KeyVault\/vaults\/kvshopweb[0-9a-f]{8}$/),
    `${NETWORK}/loadBalancers/shop-web-PublicLoadBalancer`,
    `${NETWORK}/networkInterfaces/web1-PrimaryNic`,
    `${NETWORK}/networkInterfaces/web2-PrimaryNic`,
    `${NETWORK}/publicIPAddresses/shop-vip`,
  ]);
});

test('a network keeps its address space, its subnets and the rules that are on them', async () => {
  await rdfe.ended(VNET, 'prepare');
  const nsg = `${group('shop-vnet-migrated')}/providers/${NETWORK}/networkSecurityGroups/front-nsg`;
  expect(await properties(`${group('shop-vnet-migrated')}/providers/${NETWORK}/virtualNetworks/shop-vnet`)).toMatchObject({
    addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
    subnets: [
      {
        name: 'front',
        properties: { addressPrefix: '10.1.0.0/24', networkSecurityGroup: { id: nsg }, ipConfigurations: [{}, {}] },
      },
      { name: 'back', properties: { addressPrefix: '10.1.1.0/24' } },
    ],
  });
  expect((await properties(nsg))['securityRules']).toMatchObject([
    {
      name: 'https',
      properties: { sourceAddressPrefix: 'Internet', destinationPortRange: '443', protocol: 'Tcp', access: 'Allow' },
    },
  ]);
});

test('a machine keeps its size, its address, its disks and its set; endpoints become rules of the balancer', async () => {
  await rdfe.ended(VNET, 'prepare');
  expect(await properties(`${VMS}/web1`)).toMatchObject({
    hardwareProfile: { vmSize: 'Standard_DS1_v2' },
    availabilitySet: { id: expect.stringMatching(/availabilitySets\/web$/) as string },
    storageProfile: { osDisk: { osType: 'Windows', vhd: { uri: 'https://shopdisks.blob.core.windows.net/vhds/web1-os.vhd' } } },
    provisioningState: 'Succeeded',
  });
  const balancer = `${group('shop-web-Migrated')}/providers/${NETWORK}/loadBalancers/shop-web-PublicLoadBalancer`;
  const nic = await properties(`${group('shop-web-Migrated')}/providers/${NETWORK}/networkInterfaces/web1-PrimaryNic`);
  expect(nic).toMatchObject({
    virtualMachine: { id: `${VMS}/web1` },
    ipConfigurations: [
      {
        properties: {
          privateIPAddress: '10.1.0.4',
          privateIPAllocationMethod: 'Static',
          subnet: { id: expect.stringMatching(/virtualNetworks\/shop-vnet\/subnets\/front$/) as string },
          loadBalancerInboundNatRules: [{ id: `${balancer}/inboundNatRules/web1-WinRM` }],
          loadBalancerBackendAddressPools: [{}],
        },
      },
    ],
  });
  expect(await properties(balancer)).toMatchObject({
    frontendIPConfigurations: [{ properties: { publicIPAddress: { id: expect.stringMatching(/shop-vip$/) as string } } }],
    loadBalancingRules: [{ name: 'https', properties: { frontendPort: 443 } }],
    inboundNatRules: [
      { name: 'web1-WinRM', properties: { frontendPort: 5986 } },
      { name: 'web2-WinRM', properties: { frontendPort: 5987 } },
    ],
  });
});

test('a reserved address stays the same and goes along; a virtual one is dynamic', async () => {
  await rdfe.ended(VNET, 'prepare');
  await rdfe.ended(BATCH, 'prepare');
  const ip = (name: string, address: string) => `${group(name)}/providers/${NETWORK}/publicIPAddresses/${address}`;
  expect(await properties(ip('shop-web-Migrated', 'shop-vip'))).toMatchObject({
    publicIPAllocationMethod: 'Static',
    ipAddress: '198.18.1.10',
    dnsSettings: { domainNameLabel: 'shop-web' },
  });
  expect(await properties(ip('shop-batch-Migrated', 'shop-batch-PrimaryVirtualIP'))).toMatchObject({
    publicIPAllocationMethod: 'Dynamic',
    ipAddress: '198.18.1.11',
  });
  await rdfe.ended(VNET, 'commit');
  expect((await rdfe.rdfe('GET', 'services/networking/reservedips')).xml).not.toContain('shop-vip');
});

test('certificates go to a vault for each cloud service, and into the secrets of its machines', async () => {
  await rdfe.ended(VNET, 'prepare');
  await rdfe.ended(BATCH, 'prepare');
  const secretsOf = async (path: string) => ((await properties(path))['osProfile'] as { secrets: unknown[] }).secrets;
  const vaults = (await rdfe.arm('GET', `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.KeyVault/vaults`)).value;
  expect(vaults).toHaveLength(2);
  for (const vault of vaults) expect(String(vault['name'])).toMatch(/^[a-z][a-z0-9]{2,23}$/);
  expect(await secretsOf(`${VMS}/web2`)).toMatchObject([
    { sourceVault: { id: vaults[0]?.['id'] }, vaultCertificates: [{ certificateStore: 'My' }] },
  ]);
  const [batch] = await secretsOf(`${group('shop-batch-Migrated')}/providers/Microsoft.Compute/virtualMachines/batch1`);
  expect(batch).toMatchObject({ sourceVault: { id: vaults[1]?.['id'] }, vaultCertificates: [{}] });
  expect(JSON.stringify(batch)).not.toContain('certificateStore');
});

test('machines outside of a network are stopped for it, on both sides; machines in one go on', async () => {
  const instance = async (path: string) => (await rdfe.arm('GET', `${path}?$expand=instanceView&api-version=2021-04-01`)).body;
  await rdfe.ended(VNET, 'prepare');
  await rdfe.ended(BATCH, 'prepare');
  const batch = await rdfe.rdfe('GET', BATCH);
  expect([firstText(batch.xml, 'InstanceStatus'), firstText(batch.xml, 'PowerState')]).toEqual(['StoppedDeallocated', 'Stopped']);
  const classic = `${group('shop-batch')}/providers/Microsoft.ClassicCompute/virtualMachines/batch1`;
  expect((await properties(classic))['instanceView']).toMatchObject({ powerState: 'StoppedDeallocated' });
  const stopped = await instance(`${group('shop-batch-Migrated')}/providers/Microsoft.Compute/virtualMachines/batch1`);
  expect(JSON.stringify(stopped)).toContain('PowerState/deallocated');
  const web = await rdfe.rdfe('GET', 'services/hostedservices/shop-web/deploymentslots/Production');
  expect(firstText(web.xml, 'InstanceStatus')).toBe('ReadyRole');
  expect(JSON.stringify(await instance(`${VMS}/web1`))).toContain('PowerState/running');
  await rdfe.ended(BATCH, 'abort');
  expect(firstText((await rdfe.rdfe('GET', BATCH)).xml, 'InstanceStatus')).toBe('ReadyRole');
});

test('what stands alone becomes its like in a group of its name', async () => {
  for (const unit of [SPARE.nsg, SPARE.ip, SPARE.routes, 'services/storageservices/shoplogs']) await rdfe.ended(unit, 'prepare');
  expect(await rdfe.idsIn('shoplogs-migrated')).toEqual(['Microsoft.Storage/storageAccounts/shoplogs']);
  expect(await rdfe.idsIn('spare-nsg-migrated')).toEqual([`${NETWORK}/networkSecurityGroups/spare-nsg`]);
  expect(await rdfe.idsIn('spare-ip-migrated')).toEqual([`${NETWORK}/publicIPAddresses/spare-ip`]);
  expect(await rdfe.idsIn('spare-routes-migrated')).toEqual([`${NETWORK}/routeTables/spare-routes`]);
  expect(
    (await rdfe.arm('GET', `${group('shoplogs-migrated')}/providers/Microsoft.Storage/storageAccounts/shoplogs`)).body,
  ).toMatchObject({ sku: { name: 'Standard_GRS' }, kind: 'Storage', location: 'westeurope' });
});

test('extensions that ARM takes go along, XML ones are left behind; a disk with a wrong size has none', async () => {
  await rdfe.sim(
    'POST',
    'reset',
    shopWorld((shop) => {
      roleOf(shop, 'web1').extensions?.push({ name: 'CustomScriptExtension', publisher: 'Microsoft.Compute' });
      roleOf(shop, 'web2').dataDisks = [
        { storageAccount: 'shopdisks', lun: 0, sizeGB: 10, blobSizeGB: 20 },
        { storageAccount: 'shopdisks', lun: 1, sizeGB: 10 },
      ];
    }),
  );
  await rdfe.ended(VNET, 'prepare');
  const { value } = await rdfe.arm('GET', `${VMS}/web1/extensions`);
  expect(value.map((one) => one['name'])).toEqual(['CustomScriptExtension']);
  const { dataDisks } = (await properties(`${VMS}/web2`))['storageProfile'] as { dataDisks: Record<string, unknown>[] };
  expect(dataDisks.map((one) => one['diskSizeGB'])).toEqual([undefined, 10]);
});

test('a service without endpoints and certificates gets neither balancer, address nor vault', async () => {
  await rdfe.sim(
    'POST',
    'reset',
    shopWorld((shop) => {
      roleOf(shop, 'batch1').endpoints = [];
      serviceOf(shop, 'shop-batch').certificates = [];
    }),
  );
  await rdfe.ended(BATCH, 'prepare');
  expect(await rdfe.idsIn('shop-batch-Migrated')).toEqual([
    'Microsoft.Compute/virtualMachines/batch1',
    `${NETWORK}/networkInterfaces/batch1-PrimaryNic`,
    `${NETWORK}/virtualNetworks/shop-batch-VirtualNetwork`,
  ]);
});

test('a machine has an address and rules of its own', async () => {
  await rdfe.sim(
    'POST',
    'reset',
    shopWorld((shop) => Object.assign(roleOf(shop, 'batch1'), { publicIps: ['pip'], networkSecurityGroup: 'spare-nsg' })),
  );
  await rdfe.ended(BATCH, 'prepare');
  const nic = await properties(`${group('shop-batch-Migrated')}/providers/${NETWORK}/networkInterfaces/batch1-PrimaryNic`);
  expect(nic).toMatchObject({
    networkSecurityGroup: { id: `${group('shop-batch-Migrated')}/providers/${NETWORK}/networkSecurityGroups/spare-nsg` },
    ipConfigurations: [{ properties: { publicIPAddress: { id: expect.stringMatching(/batch1-pip$/) as string } } }],
  });
  // Rules are copied: the classic group stays, and is locked meanwhile.
  expect(await rdfe.verb(SPARE.nsg, 'prepare')).toMatchObject({ status: 409 });
  await rdfe.ended(BATCH, 'commit');
  expect((await rdfe.rdfe('GET', SPARE.nsg)).status).toBe(200);
});
