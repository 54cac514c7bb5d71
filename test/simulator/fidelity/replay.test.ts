import { startSimulator, type Simulator } from '../../../simulator';
import { simulatorControl } from '../../support/simulatorControl';
import { canReplay, replay, type Score } from './drive';

const maybe = canReplay ? describe : describe.skip;

/** Recorded traffic of the providers that the simulator covers, played to it as it was sent to Azure. Recordings are read by the check only. */
maybe('replay of recorded traffic (skipped without ../shared or python3)', () => {
  let simulator: Simulator;
  let score: Score;

  beforeAll(async () => {
    simulator = await startSimulator();
    await simulatorControl(simulator).post('clock', { rate: 500 });
    const [subscription] = simulator.subscriptions;
    score = await replay(simulator, subscription?.subscriptionId ?? '', /^azure-cli\./, [
      'Microsoft.Network',
      'Microsoft.Compute',
      'Microsoft.Authorization',
      'Microsoft.Resources',
      'Microsoft.KeyVault',
    ]);
  }, 180_000);

  afterAll(() => simulator.stop());

  test.each([
    'test_resource_move',
    'test_cannotdelete_resource_lock',
    'test_cannotdelete_resource_group_lock',
    'test_subscription_locks',
    'test_network_public_ip',
    'test_resource_link_scenario',
    'test_tag_update_resourcegroup',
    'test_vm_create_linux_secrets',
    'test_vm_secret_e2e_test',
  ])('%s: every answer is alike', (name) => {
    const [alike, requests] = score.recordings.get(name) ?? [0, 0];
    expect(requests).toBeGreaterThan(0);
    expect({ name, alike, differences: score.differences }).toEqual({ name, alike: requests, differences: score.differences });
  });

  test('95 % of all answers are alike', () => {
    expect(score.requests).toBeGreaterThan(100);
    expect(score.alike / score.requests).toBeGreaterThanOrEqual(0.95);
  });
});
