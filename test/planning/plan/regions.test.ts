import { findingFor, idOf, linesOf, plan, referring, resource } from '../inventory-builder';
import { ACCOUNT, NIC, nic, VM, vm, VNET, vnet } from './network-builder';

describe('regions', () => {
  const inRegion = (group: string, path: string, location: string, ...refs: string[]) => ({
    ...referring(group, path, ...refs),
    location,
  });

  test('a storage account of another region goes in a request of its own, after or before the other, never with it', () => {
    const account = inRegion('app', ACCOUNT, 'North Europe', idOf('app', VM));
    const made = plan([vm('app', 'app'), nic('app', 'app'), vnet('app'), account]);
    expect(linesOf(made)).toEqual(['move app > app: acct1', 'move app > app: vm, nic, vnet']);
    expect(made.batches[1]?.after).toEqual(['b001']);
    expect(findingFor(made, account.id)).toMatchObject({ rule: 'storage.otherRegion', doneBy: 'handover' });
  });

  test('accounts of the same region, and what has no region, stay with the others', () => {
    const made = plan([
      vnet('app'),
      inRegion('app', ACCOUNT, 'West Europe', idOf('app', VNET)),
      inRegion('app', 'Microsoft.Network/trafficManagerProfiles/tm', 'global', idOf('app', VNET)),
    ]);
    expect(linesOf(made)).toEqual(['move app > app: tm, vnet, acct1']);
  });

  test('an account beside resources of two regions goes alone', () => {
    const made = plan([
      inRegion('app', VNET, 'westeurope'),
      inRegion('app', NIC, 'northeurope', idOf('app', VNET)),
      inRegion('app', ACCOUNT, 'westeurope', idOf('app', VNET)),
    ]);
    expect(linesOf(made)).toEqual(['move app > app: nic, vnet', 'move app > app: acct1']);
  });

  test('machines of two regions go in one request when no account is there', () => {
    expect(linesOf(plan([inRegion('app', VNET, 'westeurope'), inRegion('app', VM, 'northeurope')]))).toEqual([
      'move app > app: vm, vnet',
    ]);
  });

  test('boot diagnostics in another group hold nothing back and order the two', () => {
    const machine = resource('app', VM, {
      diagnosticsProfile: { bootDiagnostics: { storageUri: 'https://acct1.blob.core.windows.net/' } },
    });
    const made = plan([machine, resource('diag', ACCOUNT)]);
    expect(linesOf(made)).toEqual(['move app > app: vm', 'move diag > diag: acct1']);
    expect(made.batches[1]?.after).toEqual(['b001']);
    const without = plan([machine, resource('diag', ACCOUNT)], { exclude: [idOf('diag', ACCOUNT)] });
    expect(linesOf(without)).toEqual(['move app > app: vm']);
  });
});
