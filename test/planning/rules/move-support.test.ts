import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { moveSupportOf, movesBetweenGroups, movesBetweenSubscriptions } from '../../../planning/rules/move-support';

test.each([
  ['Microsoft.Compute/virtualMachines', 'both'],
  ['MICROSOFT.COMPUTE/VIRTUALMACHINES/extensions', 'both'],
  ['Microsoft.Network/bastionHosts', 'group'],
  ['Microsoft.Web/certificates', 'subscription'],
  ['Microsoft.Network/applicationGateways', 'neither'],
  ['Microsoft.Network/virtualNetworkGateways', 'both'],
  ['Contoso.Own/things', 'unknown'],
])('%s: %s', (type, support) => expect(moveSupportOf(type)).toBe(support));

test('a known no is not taken for an unknown, nor for a yes', () => {
  expect(movesBetweenGroups('Microsoft.Web/certificates')).toBe(false);
  expect(movesBetweenSubscriptions('Microsoft.Web/certificates')).toBe(true);
  expect(movesBetweenGroups('Microsoft.Network/networkWatchers')).toBe(true);
  expect(movesBetweenSubscriptions('Microsoft.Network/networkWatchers')).toBe(false);
  expect(movesBetweenSubscriptions('Contoso.Own/things')).toBe(false);
});

const TABLE = path.join(__dirname, '../../../../shared/azure/move-support.csv');
const maybe = existsSync(TABLE) ? describe : describe.skip;

maybe('against the published table (skipped without the shared data)', () => {
  const rows = existsSync(TABLE) ? readFileSync(TABLE, 'utf8').trim().split(/\r?\n/).slice(1) : [];
  const CORRECTED = ['microsoft.network/virtualnetworkgateways'];

  test('every top-level type is known as the table has it', () => {
    const differing = rows
      .map((row) => row.split(','))
      .filter(([type = '']) => type.split('/').length === 2 && !type.includes('(') && !CORRECTED.includes(type.toLowerCase()))
      .filter(([type = '', group, subscription]) => {
        const twin = rows.some((row) => row.toLowerCase().startsWith(`${type.toLowerCase()},1,1`));
        const expected =
          twin || group === '1'
            ? twin || subscription === '1'
              ? 'both'
              : 'group'
            : subscription === '1'
              ? 'subscription'
              : 'neither';
        return moveSupportOf(type) !== expected;
      });
    expect(differing).toEqual([]);
    expect(rows.length).toBeGreaterThan(700);
  });
});
