import { type Simulator, startSimulator } from '../../../simulator';
import { simulatorControl } from '../../support/simulator-control';
import { canReplay, recordedUsers, replay, type Score } from './drive';

const maybe = canReplay ? describe : describe.skip;

/** Recorded traffic of the providers that the simulator covers, played to it as it was sent to Azure. Recordings are read by the check only. */
maybe('replay of recorded traffic (skipped without ../shared or python3)', () => {
  let simulator: Simulator;
  let score: Score;

  beforeAll(async () => {
    simulator = await startSimulator();
    const [subscription] = simulator.subscriptions;
    const control = simulatorControl(simulator);
    await control.post('clock', { rate: 500 });
    await control.post('seed', { principals: recordedUsers(subscription?.tenantId ?? '') });
    score = await replay(simulator, subscription?.subscriptionId ?? '', /^(azure-cli|support|managementpartner)\./, [
      'Microsoft.Network',
      'Microsoft.Compute',
      'Microsoft.Authorization',
      'Microsoft.Resources',
      'Microsoft.KeyVault',
      'Microsoft.Support',
      'Microsoft.ManagementPartner',
    ]);
  });

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
    'support.test_support_tickets_create_validations',
    'managementpartner.test_create_managementpartner',
    'managementpartner.test_delete_managementpartner',
  ])('%s: every answer is alike', (name) => {
    const [alike, requests] = score.recordings.get(name) ?? [0, 0];
    expect(requests).toBeGreaterThan(0);
    expect({ name, alike, differences: score.differences }).toEqual({ name, alike: requests, differences: score.differences });
  });

  /** One answer each is of another's making: 24 older tickets of all kinds, and 25 roles that customers have defined. */
  test.each([
    ['support.test_support_tickets', 'supportTickets'],
    ['test_role_assignment_audits', 'roleDefinitions'],
  ])('%s: every answer is alike but for the list of %s', (name, list) => {
    const [alike, requests] = score.recordings.get(name) ?? [0, 0];
    const others = score.differences.filter((line) => new RegExp(`GET \\S+/${list} `).test(line));
    expect({ name, alike: alike + others.length }).toEqual({ name, alike: requests });
  });

  test('95 % of all answers are alike', () => {
    expect(score.requests).toBeGreaterThan(100);
    expect(score.alike / score.requests).toBeGreaterThanOrEqual(0.95);
  });
});
