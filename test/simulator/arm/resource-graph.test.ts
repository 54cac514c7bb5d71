import { plainGroup, resource, SOURCE, world } from '../../support/worlds';
import { type Client, openClient } from '../support/client';

/** Resource Graph as far as an inventory is read by it. */
describe('Resource Graph', () => {
  let client: Client;
  const { group, resources } = plainGroup('one', 3);
  const vault = resource('one', 'Microsoft.RecoveryServices/vaults', 'vault');
  const machine = `${vault.id}/backupFabrics/Azure/protectionContainers/container/protectedItems/machine`;

  const ask = (query: string, options = {}) =>
    client.arm('POST', '/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01', {
      subscriptions: [SOURCE],
      query,
      options,
    });
  const idsOf = (body: unknown) => (body as { data: { id: string }[] }).data.map(({ id }) => id);

  beforeAll(async () => {
    const item = {
      id: machine,
      type: 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems',
      properties: {},
    };
    client = await openClient({ world: world({ groups: [group], resources: [...resources, vault, item] }) });
  });
  afterAll(() => client.close());

  test('Resources: what ARM lists, with properties, in pages', async () => {
    const first = await ask('Resources | order by id asc', { $top: 3 });
    expect(first.body).toMatchObject({ totalRecords: 4, count: 3, resultTruncated: 'true' });
    const { $skipToken } = first.body as { $skipToken: string };
    const second = await ask('Resources | order by id asc', { $top: 3, $skipToken });
    expect([...idsOf(first.body), ...idsOf(second.body)]).toEqual([...resources.map(({ id }) => id), vault.id]);
  });

  test('RecoveryServicesResources: what Azure Backup protects, which is in no list', async () => {
    const { body } = await ask(
      "RecoveryServicesResources | where type =~ 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems' | order by id asc",
    );
    expect(idsOf(body)).toEqual([machine]);
  });

  test('another table or operator is refused by name', async () => {
    expect(await ask('SecurityResources')).toMatchObject({
      status: 501,
      message: expect.stringContaining('SecurityResources') as string,
    });
    expect(await ask('Resources | summarize count()')).toMatchObject({
      status: 501,
      message: expect.stringContaining('summarize count()') as string,
    });
  });
});
