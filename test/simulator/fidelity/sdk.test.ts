import { type Simulator, startSimulator } from '../../../simulator';
import { simulatorControl } from '../../support/simulator-control';
import { callSdks, CSP, EA, NIC, world } from './sdk-calls';

const MOVED = ['Microsoft.Compute/virtualMachines', 'Microsoft.Network/networkInterfaces', 'Microsoft.Network/virtualNetworks'];
const REFUSED = '409 ResourceMoveProviderValidationFailed';

describe('Azure’s own SDKs, unmodified', () => {
  let simulator: Simulator;
  let results: Record<string, unknown>;

  beforeAll(async () => {
    simulator = await startSimulator({ world });
    await simulatorControl(simulator).post('clock', { rate: 1000 });
    results = await callSdks(simulator);
  });

  afterAll(() => simulator.stop());

  test.each([
    ['subscriptions', ['Fabrikam EA', 'Fabrikam CSP']],
    ['groups', ['from']],
    ['resources', MOVED],
    ['provider before', 'Microsoft.Network'],
    [
      'usages of Microsoft.Compute',
      [
        ['cores', 1, 350],
        ['virtualMachines', 1, 25_000],
        ['standardA0_A7Family', 1, 350],
      ],
    ],
    [
      'usages of Microsoft.Network',
      [
        ['VirtualNetworks', 1, 1_000],
        ['NetworkInterfaces', 1, 65_536],
      ],
    ],
    ['usages of Microsoft.Storage', []],
    ['role assignment', 'dddddddd-0000-4000-8000-000000000001'],
    ['role assignments', [`/subscriptions/${EA}/resourceGroups/from`]],
    ['read-only lock', 'ReadOnly'],
    ['move under the lock', '409 ScopeLocked'],
    ['unlock', 'done'],
    ['secrets', 1],
    ['validate with secrets', REFUSED],
    ['secrets emptied', 0],
    ['validate the machine alone', REFUSED],
    ['validate all', 'done'],
    ['move all', 'done'],
    ['source afterwards', []],
    ['target afterwards', MOVED],
    ['moved machine', { networkInterfaces: [{ id: NIC.replace(`${EA}/resourceGroups/from`, `${CSP}/resourceGroups/to`) }] }],
    ['old id', '404 ResourceNotFound'],
  ])('%s', (name, expected) => {
    expect(results[name]).toEqual(expected);
  });

  test('compute tells what is missing as JSON in a string, network in details of details', () => {
    const [fromCompute] = results['what a machine alone is told'] as { target: string; message: string; code?: string }[];
    expect(fromCompute).toEqual({ target: 'Microsoft.Compute/virtualMachines', message: expect.any(String) as string });
    const missing = (id: string) => expect.objectContaining({ code: 'MissingMoveDependentResources', target: id }) as object;
    expect(JSON.parse(fromCompute?.message ?? '')).toMatchObject({ error: { details: [missing(NIC)] } });
    expect(results['what a network alone is told']).toEqual([
      expect.objectContaining({
        code: 'MissingMoveDependentResources',
        target: 'Microsoft.Network/virtualNetworks',
        details: [missing(NIC)],
      }),
    ]);
  });

  test('what moved has nothing dangling', async () => {
    expect(await simulatorControl(simulator).invariants()).toEqual([]);
  });
});
