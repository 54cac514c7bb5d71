import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isApiVersion, listedApiVersions } from '../../../simulator/services/providers/api-versions';
import {
  canonicalNamespace,
  canonicalType,
  factsOf,
  namespaces,
  providerBody,
} from '../../../simulator/services/providers/catalog';

const SHARED = join(__dirname, '../../../../shared/azure');
const table = join(SHARED, 'move-support.csv');
const withTable = existsSync(table) ? describe : describe.skip;

/** Namespaces that the table's page files under another one, or rows that are no type of ARM. */
const NO_TYPE =
  /^Microsoft\.Compute\/(domainnames|capabilities|quotas|resourcetypes|validatesubscriptionmoveavailability)$|\(managed\)$/;

withTable('the public table of movable types (skipped where ../shared is absent)', () => {
  const rows = existsSync(table) ? readFileSync(table, 'utf8').trim().split('\n').slice(1) : [];
  const corrected = new Set(['microsoft.network/virtualnetworkgateways', 'microsoft.classiccompute/virtualmachines']);

  test('agrees with the catalog, type by type, but for what is known to be wrong in it', () => {
    const seen = new Set<string>();
    const different = rows.filter((row) => {
      const [name = '', toGroup, toSubscription] = row.split(',');
      const type = name.replace('(VirtualWAN)', '');
      if (NO_TYPE.test(name) || seen.has(type.toLowerCase()) || corrected.has(type.toLowerCase())) return false;
      seen.add(type.toLowerCase());
      const facts = factsOf(type);
      return facts?.movesToGroup !== (toGroup === '1') || facts.movesToSubscription !== (toSubscription === '1');
    });
    expect(rows).toHaveLength(757);
    expect(different).toEqual([]);
  });

  test('every namespace of the public templates is known', () => {
    const lines = readFileSync(join(SHARED, 'inventories.jsonl'), 'utf8').trim().split('\n');
    const used = lines.flatMap((line) =>
      (JSON.parse(line) as { resources: { type: string }[] }).resources.map((resource) => resource.type.split('/')[0] ?? ''),
    );
    expect([...new Set(used)].filter((namespace) => canonicalNamespace(namespace) === undefined)).toEqual([]);
  });
});

test('a virtual network gateway moves, whatever the table says', () => {
  expect(factsOf('microsoft.network/VirtualNetworkGateways')).toMatchObject({ movesToGroup: true, movesToSubscription: true });
});

test('names come in Azure’s case, children as far as they are known', () => {
  expect(canonicalType('microsoft.network/VIRTUALNETWORKS')).toBe('Microsoft.Network/virtualNetworks');
  expect(canonicalType('microsoft.compute/virtualmachines/runCommands')).toBe('Microsoft.Compute/virtualMachines/runCommands');
  expect(canonicalType('MICROSOFT.COMPUTE/newThings')).toBe('Microsoft.Compute/newThings');
  expect(canonicalNamespace('microsoft.nothing')).toBeUndefined();
  expect(factsOf('Microsoft.Network/nothing')).toBeUndefined();
});

test('GET /providers answers capabilities in ARM’s words', () => {
  const network = providerBody('s', 'microsoft.network', 'Registered');
  const capabilitiesOf = (type: string) => network?.resourceTypes.find((one) => one.resourceType === type)?.capabilities;
  expect(network).toMatchObject({
    id: '/subscriptions/s/providers/Microsoft.Network',
    namespace: 'Microsoft.Network',
    registrationState: 'Registered',
    registrationPolicy: 'RegistrationRequired',
  });
  expect(capabilitiesOf('virtualNetworks')).toBe(
    'CrossResourceGroupResourceMove, CrossSubscriptionResourceMove, SupportsTags, SupportsLocation',
  );
  expect(capabilitiesOf('bastionHosts')).toBe('CrossResourceGroupResourceMove, SupportsTags, SupportsLocation');
  expect(capabilitiesOf('applicationGateways')).toBe('SupportsTags, SupportsLocation');
  expect(capabilitiesOf('bgpServiceCommunities')).toBe('None');
  expect(network?.resourceTypes[0]?.locations).toContain('West Europe');
  expect(network?.authorization.applicationId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(providerBody('s', 'Microsoft.Nothing', 'Registered')).toBeUndefined();
});

test('no namespace or type is listed twice, and none is empty', () => {
  const all = namespaces().flatMap(
    (namespace) =>
      providerBody('s', namespace, 'Registered')?.resourceTypes.map((type) => `${namespace}/${type.resourceType}`) ?? [],
  );
  expect(new Set(all.map((type) => type.toLowerCase())).size).toBe(all.length);
  expect(all.filter((type) => !/^[a-z]+\.[a-z0-9.]+(\/[a-z0-9]+)+$/i.test(type))).toEqual([]);
  expect(all.length).toBeGreaterThan(750);
});

test.each([
  ['2024-03-01', true],
  ['2018-01-01-preview', true],
  ['2014-04-01', true],
  ['2027-12-31', true],
  ['2013-12-31', false],
  ['2028-01-01', false],
  ['2024-02-30', false],
  ['2024-3-1', false],
  ['latest', false],
  ['', false],
  ['2024-03-01;drop', false],
])('api-version %j: taken %s', (text, taken) => {
  expect(isApiVersion(text)).toBe(taken);
});

test('what is listed is taken', () => {
  expect(
    namespaces()
      .flatMap((namespace) => listedApiVersions(namespace))
      .every(isApiVersion),
  ).toBe(true);
});
