import https from 'node:https';
import net from 'node:net';
import { defaultWorld, startSimulator, WorldError } from '../../simulator';
import { type Client, openClient } from './support/client';

describe('the simulator as the product starts it', () => {
  let client: Client;
  beforeAll(async () => {
    client = await openClient();
  });
  afterAll(() => client.close());

  it('gives one application for each tenant, in the order of the world, and says which party it is', () => {
    expect(client.simulator.apps.map(({ party, tenantId }) => ({ party, tenantId }))).toEqual([
      { party: 'customer', tenantId: defaultWorld.tenants?.[0]?.tenantId },
      { party: 'sourcePartner', tenantId: defaultWorld.tenants?.[1]?.tenantId },
      { party: 'destinationPartner', tenantId: defaultWorld.tenants?.[2]?.tenantId },
      { party: 'customer', tenantId: defaultWorld.tenants?.[3]?.tenantId },
    ]);
  });

  it('has the same ids and secrets in every run', async () => {
    const again = await startSimulator();
    expect(again.apps).toEqual(client.simulator.apps);
    await again.stop();
  });

  it('has Fabrikam’s enterprise, pay-as-you-go and CSP subscriptions, what Contoso hosts and what a Microsoft Account pays, and nothing broken', async () => {
    expect(client.simulator.subscriptions.map((one) => one.offerId)).toEqual([
      'MS-AZR-0017P',
      'MS-AZR-0003P',
      'MS-AZR-0145P',
      'MS-AZR-0145P',
      'MS-AZR-0017G',
      'MS-AZR-0017P',
      'MS-AZR-0017P',
      'MS-AZR-0003P',
    ]);
    const csp = client.simulator.subscriptions[2]?.subscriptionId;
    expect((await client.arm('GET', `/subscriptions/${csp}/resources`)).value).toEqual([]);
    expect((await client.sim('GET', 'invariants')).body).toEqual([]);
  });

  it('has the walk-through’s seven resources', async () => {
    const ea = client.simulator.subscriptions[0]?.subscriptionId;
    const { value } = await client.arm('GET', `/subscriptions/${ea}/resourceGroups/EAResourceGroup/resources`);
    expect(value.map((one) => String(one['type']).split('/')[1]).sort()).toEqual([
      'networkInterfaces',
      'networkSecurityGroups',
      'publicIPAddresses',
      'storageAccounts',
      'storageAccounts',
      'virtualMachines',
      'virtualNetworks',
    ]);
  });

  it('is reached with its own authority only', async () => {
    await expect(
      new Promise((resolve, reject) => https.get(`${client.simulator.url}/tenants`, resolve).on('error', reject)),
    ).rejects.toMatchObject({ code: expect.stringMatching(/SELF_SIGNED|UNABLE_TO/) });
  });

  it('answers on the names that Azure’s clients call', async () => {
    for (const servername of ['management.azure.com', 'login.microsoftonline.com', 'graph.microsoft.com']) {
      const status = await new Promise((resolve, reject) =>
        https
          .get(
            `${client.simulator.url}/metadata/endpoints?api-version=2022-09-01`,
            { servername, ca: client.simulator.caPem, agent: false },
            (answer) => {
              answer.resume();
              resolve(answer.statusCode);
            },
          )
          .on('error', reject),
      );
      expect(status).toBe(200);
    }
  });

  it('lets go of its port', async () => {
    const other = await startSimulator({ world: {} });
    await other.stop();
    const refused = await new Promise((resolve) =>
      net
        .connect(other.port, '127.0.0.1')
        .on('error', () => resolve(true))
        .on('connect', () => resolve(false)),
    );
    expect(refused).toBe(true);
  });

  it('says so when the port is taken', async () => {
    await expect(startSimulator({ port: client.simulator.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('takes no world with problems', async () => {
    await expect(startSimulator({ world: { tenant: [] } })).rejects.toBeInstanceOf(WorldError);
  });
});
