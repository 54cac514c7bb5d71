import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRdfe, type Rdfe, shopWorld } from './support';

const FILE = join(__dirname, '../../../../shared/azure/asm-recorded.json');
const maybe = existsSync(FILE) ? describe : describe.skip;

/** The subscription that was recorded, as far as a world describes one. */
const GROUP = 'ASMTest';
const named = (name: string) => ({ name: `Group ${GROUP} ${name}`, resourceGroup: GROUP, location: 'West US' });
const recordedWorld = shopWorld((shop) =>
  Object.assign(shop, {
    hostedServices: [
      {
        name: 'ASMTest011602',
        resourceGroup: GROUP,
        location: 'West US',
        certificates: [{ thumbprint: '85B544E5107869126B8A21F95791D3F45920217E' }],
        deployments: [
          {
            name: 'ASMTest011602',
            virtualNetwork: named('ASMVNet').name,
            virtualIp: '13.64.79.158',
            reservedIp: named('ASMReservedIP').name,
            roles: [
              {
                name: 'ASMTest01',
                subnet: 'Subnet1',
                ipAddress: '10.0.0.16',
                publicIps: ['instanceIp1'],
                networkSecurityGroup: named('ClassicNSG').name,
                osDisk: { name: 'ASMTest011583', storageAccount: 'asmtest8155' },
                endpoints: [
                  { name: 'RDP TCP', port: 3389, localPort: 3389 },
                  { name: 'RDP UDP', port: 3389, localPort: 3389, protocol: 'udp' },
                  { name: 'WinRM', port: 5986, localPort: 5986 },
                ],
              },
            ],
          },
        ],
      },
    ],
    virtualNetworks: [
      {
        ...named('ASMVNet'),
        subnets: [{ name: 'Subnet1', addressPrefix: '10.0.0.0/24', networkSecurityGroup: named('AsmSubnetNSG').name }],
      },
    ],
    storageAccounts: [{ name: 'asmtest8155', resourceGroup: GROUP, location: 'West US' }],
    networkSecurityGroups: [named('AsmSubnetNSG'), named('ClassicNSG')],
    reservedIps: [{ ...named('ASMReservedIP'), address: '13.64.79.158' }],
    routeTables: [],
  }),
);

/** Elements that were recorded and that the simulator does not have: nothing of the upgrade depends on them. */
const LEFT_OUT =
  /\/(ComputeCapabilities|PersistentVMDowntime|RemoteAccessCertificateThumbprint|Timestamp|SourceImageName)(\/|$)|InputEndpoint\/Vip$|RoleInstance\/PublicIPs\/PublicIP\/(Address|DomainNameLabel)$/;

/** Every path of elements in a document, in the order of their first appearance. */
function pathsIn(xml: string): string[] {
  const open: string[] = [];
  const found = new Set<string>();
  for (const [, close, name = '', empty] of xml.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (close) open.pop();
    else {
      open.push(name);
      found.add(open.join('/'));
      if (empty) open.pop();
    }
  }
  return [...found];
}

maybe('recorded answers of a classic subscription (skipped without ../shared)', () => {
  const recorded = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string>) : {};
  let rdfe: Rdfe;
  beforeAll(async () => {
    rdfe = await openRdfe(recordedWorld);
  });
  afterAll(() => rdfe.close());

  const modelled = Object.keys(recorded).filter((path) => !path.endsWith('/keys'));

  test('are twelve, and all but the keys are answered', () => {
    expect([Object.keys(recorded).length, modelled.length]).toEqual([12, 11]);
  });

  test.each(modelled)('%s: the same elements, in the same order', async (path) => {
    const reply = await rdfe.rdfe('GET', encodeURI(path.slice(1)));
    expect(reply.status).toBe(200);
    expect(pathsIn(reply.xml)).toEqual(pathsIn(recorded[path] ?? '').filter((one) => !LEFT_OUT.test(one)));
  });

  test('what was made through ARM has its name there without the group', async () => {
    expect(await rdfe.idsIn(GROUP)).toEqual([
      'Microsoft.ClassicCompute/domainNames/ASMTest011602',
      'Microsoft.ClassicCompute/virtualMachines/ASMTest01',
      'Microsoft.ClassicNetwork/networkSecurityGroups/AsmSubnetNSG',
      'Microsoft.ClassicNetwork/networkSecurityGroups/ClassicNSG',
      'Microsoft.ClassicNetwork/reservedIps/ASMReservedIP',
      'Microsoft.ClassicNetwork/virtualNetworks/ASMVNet',
      'Microsoft.ClassicStorage/storageAccounts/asmtest8155',
    ]);
    await rdfe.ended(encodeURI(`services/networking/virtualnetwork/${named('ASMVNet').name}`), 'prepare');
    expect(await rdfe.idsIn('ASMVNet-migrated')).toContain('Microsoft.Network/virtualNetworks/ASMVNet');
    expect(await rdfe.invariants()).toEqual([]);
  });
});
