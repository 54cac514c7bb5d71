import type { ClassicWorldInput } from './schema';

/**
 * A shop of the classic days, ready for `classic` in a world: a network with two machines in one cloud service that has certificates, a
 * service outside of a network, a service of web and worker roles that cannot be upgraded, two storage accounts, and a security group, a
 * reserved address and a route table that nothing uses.
 *
 * @param principals object ids of who may act as co-administrator beside the service administrator; the application of a tenant is `defaultApp(tenant).objectId`
 */
export function classicShop(subscriptionId: string, principals: string[] = []): ClassicWorldInput {
  const disk = { storageAccount: 'shopdisks' };
  return {
    subscriptionId,
    administrators: [
      { role: 'ServiceAdministrator', emailAddress: 'admin@fabrikam.example' },
      ...principals.map((principalId, at) => ({
        role: 'CoAdministrator' as const,
        emailAddress: `co-admin${at + 1}@fabrikam.example`,
        principalId,
      })),
    ],
    virtualNetworks: [
      {
        name: 'shop-vnet',
        addressSpace: ['10.1.0.0/16'],
        subnets: [
          { name: 'front', addressPrefix: '10.1.0.0/24', networkSecurityGroup: 'front-nsg' },
          { name: 'back', addressPrefix: '10.1.1.0/24' },
        ],
      },
    ],
    hostedServices: [
      {
        name: 'shop-web',
        certificates: [{ thumbprint: 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334' }],
        deployments: [
          {
            name: 'shop-web',
            virtualNetwork: 'shop-vnet',
            virtualIp: '198.18.1.10',
            reservedIp: 'shop-vip',
            roles: [
              {
                name: 'web1',
                subnet: 'front',
                ipAddress: '10.1.0.4',
                availabilitySet: 'web',
                osDisk: disk,
                endpoints: [
                  { name: 'HTTPS', port: 443, localPort: 443, loadBalancedSet: 'https' },
                  { name: 'WinRM', port: 5986, localPort: 5986 },
                ],
                extensions: [{ name: 'BGInfo', publisher: 'Microsoft.Compute' }],
              },
              {
                name: 'web2',
                subnet: 'front',
                ipAddress: '10.1.0.5',
                availabilitySet: 'web',
                osDisk: disk,
                endpoints: [
                  { name: 'HTTPS', port: 443, localPort: 443, loadBalancedSet: 'https' },
                  { name: 'WinRM', port: 5987, localPort: 5986 },
                ],
              },
            ],
          },
        ],
      },
      {
        name: 'shop-batch',
        certificates: [{ thumbprint: 'B1B2C3D4E5F60718293A4B5C6D7E8F9001122334' }],
        deployments: [
          {
            name: 'shop-batch',
            virtualIp: '198.18.1.11',
            roles: [
              {
                name: 'batch1',
                os: 'Linux',
                ipAddress: '100.64.0.4',
                osDisk: disk,
                dataDisks: [{ storageAccount: 'shopdisks', lun: 0, sizeGB: 64 }],
                endpoints: [{ name: 'SSH', port: 22, localPort: 22 }],
              },
            ],
          },
        ],
      },
      {
        name: 'shop-orders',
        deployments: [
          {
            name: 'shop-orders',
            virtualIp: '198.18.1.12',
            roles: [
              { name: 'OrdersWeb', type: 'WebRole' },
              { name: 'OrdersWorker', type: 'WorkerRole' },
            ],
          },
        ],
      },
    ],
    storageAccounts: [{ name: 'shopdisks' }, { name: 'shoplogs', type: 'Standard_GRS' }],
    networkSecurityGroups: [
      {
        name: 'front-nsg',
        rules: [
          {
            name: 'https',
            type: 'Inbound',
            priority: 100,
            protocol: 'TCP',
            sourceAddressPrefix: 'INTERNET',
            destinationPortRange: '443',
          },
        ],
      },
      { name: 'spare-nsg' },
    ],
    reservedIps: [
      { name: 'shop-vip', address: '198.18.1.10' },
      { name: 'spare-ip', address: '198.18.1.13' },
    ],
    routeTables: [{ name: 'spare-routes', routes: [{ name: 'internet', addressPrefix: '0.0.0.0/0' }] }],
  };
}
