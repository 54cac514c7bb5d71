import type { AssessmentReport, AssessmentRow, CostRow } from '../../../contracts/processes/assessment';
import { headWithoutRun } from '../../../planning/assessment/head';
import type { Verdict } from '../../../contracts/azure/plan';

export const DEV = '60e5990f-d7cd-4894-b095-bded8682484b';
const DESTINATION = '22222222-0000-4000-8000-000000000002';

/** Formula, markup, quotes: names and messages come from outside. */
export const HOSTILE = `=cmd|'/C calc'!A0<img src=x onerror=alert(1)>"&`;

export function assessmentRow(group: string, type: string, name: string, more: Partial<AssessmentRow> = {}): AssessmentRow {
  return {
    subscriptionId: DEV,
    resourceGroup: group,
    id: `/subscriptions/${DEV}/resourceGroups/${group}/providers/${type}/${name}`,
    name,
    type,
    location: 'westeurope',
    verdict: 'NO ISSUES',
    dependents: [],
    approach: type.startsWith('Microsoft.Classic') ? 'ASM to CSP (two steps migration)' : 'ARM to CSP (one step migration)',
    availableInCsp: 'yes',
    ...more,
  };
}

const because = (verdict: Verdict, rule: string, reason: string, fix: string): Partial<AssessmentRow> => ({
  verdict,
  rule,
  reason,
  fix,
  doneBy: 'person',
});

const WEB = assessmentRow('app', 'Microsoft.Compute/virtualMachines', 'web-01');
const NIC = assessmentRow('app', 'Microsoft.Network/networkInterfaces', 'web-01-nic');
const DISK = assessmentRow('app', 'Microsoft.Compute/disks', 'web-01-os');
const ADDRESS = assessmentRow(
  'app',
  'Microsoft.Network/publicIPAddresses',
  'web-01-ip',
  because(
    'MODIFY',
    'publicIp.standardSku',
    'A Standard public IP address moves only without what it is bound to.',
    'Unbind it before the move, and bind it again afterwards.',
  ),
);
const NETWORK = assessmentRow('net', 'Microsoft.Network/virtualNetworks', 'hub');
const GATEWAY = assessmentRow(
  'net',
  'Microsoft.Network/applicationGateways',
  'front-door-of-the-house-with-a-long-name',
  because('BLOCKED', 'type.notMovable', 'Azure does not move application gateways.', 'Create it anew in the destination.'),
);
const VAULT = assessmentRow('shared', 'Microsoft.KeyVault/vaults', 'secrets');
const BOOKS = assessmentRow('shared', 'Microsoft.Storage/storageAccounts', 'books');
const HOSTED = assessmentRow('Default', 'Microsoft.ClassicCompute/virtualMachines', 'legacy', { availableInCsp: 'unknown' });
const EVIL = assessmentRow(
  'shared',
  'Microsoft.Web/sites',
  HOSTILE,
  because('MODIFY', 'webApp', '<script>alert(1)</script>', '@SUM(1)'),
);

const ROWS = [WEB, NIC, DISK, ADDRESS, NETWORK, GATEWAY, VAULT, BOOKS, HOSTED, EVIL];

function line(
  row: AssessmentRow,
  meterName: string,
  [quantity, rateBefore, costBefore]: [number, number, number],
  after?: [number, number, number],
): CostRow {
  return {
    subscriptionId: DEV,
    resourceGroup: row.resourceGroup,
    resourceId: row.id,
    consumedService: row.type.split('/')[0] ?? '',
    meterId: 'ec2457ae-8775-48bf-8bdc-f1c94e96eb56',
    meterCategory: 'Virtual Machines',
    meterSubCategory: 'A0 VM (Windows)',
    meterName,
    unit: '1 Hour',
    quantity,
    rateBefore,
    costBefore,
    ...(after ? { rateAfter: after[0], costAfter: after[1], difference: after[2] } : {}),
  };
}

/** Figures of the seed's table, and one line that the rate card does not know. */
export const ASSESSMENT: AssessmentReport = {
  ...headWithoutRun({
    id: 'assessment-60e5990f',
    at: '2026-11-23T08:00:00.000Z',
    customer: 'Fabrikam <b>& Sons</b>',
  }),
  cloud: 'global',
  destinationSubscriptionId: DESTINATION,
  subscriptions: [
    {
      subscriptionId: DEV,
      displayName: 'Dev',
      verdict: 'BLOCKED',
      resources: 10,
      noIssues: 7,
      modify: 2,
      blocked: 1,
      cost: { before: 0.56, after: 0.47, difference: 0.09 },
      plan: {
        digest: 'a'.repeat(64),
        batches: [
          {
            id: 'b001',
            stage: 'move',
            from: { subscriptionId: DEV, resourceGroup: 'app' },
            to: { subscriptionId: DESTINATION, resourceGroup: 'app' },
            resources: [WEB.id, NIC.id, DISK.id],
            after: [],
            expectedSeconds: 240,
          },
        ],
        refusals: [
          {
            id: GATEWAY.id,
            type: GATEWAY.type,
            rule: 'type.notMovable',
            reason: 'Azure does not move it.',
            fix: 'Create it anew.',
          },
          {
            id: NETWORK.id,
            type: NETWORK.type,
            rule: 'stays.with',
            reason: 'It stays with what needs it.',
            fix: 'Move both.',
            because: GATEWAY.id,
          },
        ],
        expectedSeconds: 240,
      },
    },
  ],
  rows: ROWS,
  edges: [
    [WEB.id, NIC.id],
    [WEB.id, DISK.id],
    [NIC.id, ADDRESS.id],
    [NIC.id, NETWORK.id],
    [GATEWAY.id, NETWORK.id],
    [EVIL.id, BOOKS.id],
  ],
  cost: {
    summary: {
      currency: 'USD',
      discountPercent: 15,
      from: '2026-10-24',
      to: '2026-11-22',
      services: 4,
      sumOfRoundedRows: { before: 0.56, after: 0.47, difference: 0.08 },
      roundedSum: { before: 0.56, after: 0.47, difference: 0.09 },
      withoutRate: 1,
    },
    rows: [
      line(WEB, 'Compute Hours', [24, 0.02, 0.48], [0.017, 0.408, 0.072]),
      line(BOOKS, 'Standard IO - Page Blob/Disk (GB)', [0.7829, 0.095, 0.0744], [0.0808, 0.0632, 0.0112]),
      line(NETWORK, 'Data Transfer Out (GB)', [0.0408, 0.087, 0.0036], [0.0739, 0.003, 0.0005]),
      line(EVIL, '=1+1', [1, 2, 2]),
    ],
  },
  badRows: [{ source: 'usage.csv', line: 7, message: 'the quantity "a lot" is no number', fix: 'Export the usage again.' }],
  caveats: ['Dev: 1 of 10 resources comes without properties, so what depends on it is not seen.'],
  changes: {
    since: '2026-11-01T08:00:00.000Z',
    appeared: [VAULT.id],
    gone: [`/subscriptions/${DEV}/resourceGroups/app/providers/Microsoft.Compute/disks/old`],
    verdicts: [{ id: GATEWAY.id, from: 'MODIFY', to: 'BLOCKED' }],
    cost: { from: { before: 0.5, after: 0.4, difference: 0.1 }, to: { before: 0.56, after: 0.47, difference: 0.09 } },
  },
};

/** A subscription of many groups, in each a machine with what it needs; groups share networks. */
export function largeAssessment(resources: number): AssessmentReport {
  const rows: AssessmentRow[] = [];
  const edges: [string, string][] = [];
  for (let group = 0; rows.length < resources; group++) {
    const name = `team-${group}`;
    const vm = assessmentRow(name, 'Microsoft.Compute/virtualMachines', `vm-${group}`);
    const parts = ['a', 'b', 'c', 'd'].map((part) =>
      assessmentRow(
        name,
        'Microsoft.Compute/disks',
        `disk-${group}-${part}`,
        part === 'd'
          ? because(
              'MODIFY',
              'disk.zone',
              `The disk of team ${group} is in a zone, and those do not move as they are.`,
              'Make a copy of it without a zone, and attach that.',
            )
          : {},
      ),
    );
    const network = assessmentRow(name, 'Microsoft.Network/virtualNetworks', `net-${group}`);
    rows.push(vm, ...parts, network);
    edges.push(...[...parts, network].map(({ id }): [string, string] => [vm.id, id]));
    if (group % 3 > 0)
      edges.push([vm.id, network.id.replace(`team-${group}/`, `team-${group - 1}/`).replace(`net-${group}`, `net-${group - 1}`)]);
  }
  rows.length = resources;
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const [subscription] = ASSESSMENT.subscriptions;
  return {
    ...ASSESSMENT,
    rows,
    edges,
    subscriptions: subscription
      ? [{ ...subscription, resources, noIssues: count('NO ISSUES'), modify: count('MODIFY'), blocked: 0, verdict: 'MODIFY' }]
      : [],
    ...(ASSESSMENT.cost
      ? {
          cost: {
            ...ASSESSMENT.cost,
            rows: rows.map((row) => line(row, 'Compute Hours', [24, 0.02, 0.48], [0.017, 0.408, 0.072])),
          },
        }
      : {}),
  };
}
