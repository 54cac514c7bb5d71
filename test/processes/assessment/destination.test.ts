import { failure } from '../../../activities/failures/failure';
import type { AssessmentReport } from '../../../contracts/processes/assessment';
import { asked, canSkipTime } from '../../support/rig';
import { resource, SOURCE } from '../../support/worlds';
import { type Assessments, machine, openAssessments, twoAnd } from '../support/assessments';
import { rule } from '../support/endings';

const ALLOWED_LOCATIONS = '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c';

(canSkipTime ? describe : describe.skip)('assessment: what the destination says', () => {
  let a: Assessments;
  beforeAll(async () => {
    a = await openAssessments();
  });
  afterAll(async () => a.close());

  /** The customer's CSP subscription with groups of these names. */
  const destination = async (
    name: string,
    groups: string[],
    parts: { resources?: Record<string, unknown>[]; facts?: Record<string, unknown> } = {},
  ) =>
    a.subscription(name, {
      groups: groups.map((name) => ({ subscriptionId: SOURCE, name, location: 'westeurope' })),
      facts: { offerId: 'MS-AZR-0145P', ...parts.facts },
      ...(parts.resources ? { resources: parts.resources } : {}),
    });
  const assessed = async (workflowId: string, subscription: string, to: string): Promise<AssessmentReport> => {
    await a.assess(workflowId, { subscriptions: [subscription], destination: { subscriptionId: to } });
    return a.reportOf((await a.resultOf(workflowId)).report);
  };
  const rowOf = ({ rows }: AssessmentReport, name: string) => rows.find((row) => row.name === name);

  it('nothing in the way: Azure is asked against the plan’s own group, says yes, and no row changes', async () => {
    const from = await a.subscription('Free', twoAnd('rg'));
    const report = await assessed('free', from, await destination('Open', ['RG']));
    expect(report.destination).toEqual({
      findings: [],
      batches: [{ subscriptionId: from, batchId: 'b001', outcome: 'accepted' }],
    });
    expect(report.rows.map(({ verdict }) => verdict)).toEqual(['NO ISSUES', 'NO ISSUES']);
  });

  it('a policy of the destination: read, judged, told on the row; Azure refuses for it as well', async () => {
    const far = resource('rg', 'Microsoft.Network/networkSecurityGroups', 'far', { securityRules: [] });
    const from = await a.subscription('Far', twoAnd('rg', { ...far, location: 'northeurope' }));
    const to = await destination('Places', ['rg']);
    await a.rig.azure.post('seed', {
      policyAssignments: [
        {
          scope: `/subscriptions/${to}`,
          name: 'places',
          displayName: 'Only West Europe',
          policyDefinitionId: ALLOWED_LOCATIONS,
          parameters: { listOfAllowedLocations: { value: ['West Europe'] } },
        },
        {
          scope: `/subscriptions/${to}`,
          name: 'audited',
          policyRule: { if: { field: 'location', exists: 'true' }, then: { effect: 'audit' } },
        },
        {
          scope: `/subscriptions/${to}/resourceGroups/rg`,
          name: 'elsewhere',
          displayName: 'Left out here',
          policyRule: { if: { field: 'location', exists: 'true' }, then: { effect: 'deny' } },
          properties: { enforcementMode: 'DoNotEnforce' },
        },
      ],
    });
    const report = await assessed('places', from, to);
    expect(rowOf(report, 'far')).toMatchObject({
      verdict: 'MODIFY',
      rule: 'destination.policyDenies',
      reason: expect.stringContaining('Policy “Only West Europe” of the destination denies it.'),
      fix: expect.stringContaining('exemption'),
      doneBy: 'person',
    });
    expect(rowOf(report, 'rg-nsg0')).toMatchObject({ verdict: 'NO ISSUES' });
    const policies = report.destination?.findings.filter(({ kind }) => kind === 'policy');
    expect(policies).toEqual([expect.objectContaining({ name: 'Only West Europe', resources: 1, doneBy: 'person' })]);
    expect(report.subscriptions[0]).toMatchObject({ verdict: 'MODIFY', noIssues: 2, modify: 1 });
  });

  it('a policy that only Azure can judge: said not to be judged, and Azure’s refusal is the row’s', async () => {
    const account = resource('rg', 'Microsoft.Storage/storageAccounts', 'books', {}, { sku: { name: 'Standard_LRS' } });
    const from = await a.subscription('Alias', twoAnd('rg', account));
    const to = await destination('Strict', ['rg']);
    await a.rig.azure.post('seed', {
      policyAssignments: [
        {
          scope: `/subscriptions/${to}`,
          name: 'premium',
          displayName: 'Premium only',
          policyRule: {
            if: {
              allOf: [
                { field: 'type', equals: 'Microsoft.Storage/storageAccounts' },
                { field: 'Microsoft.Storage/storageAccounts/sku.name', notEquals: 'Premium_LRS' },
              ],
            },
            then: { effect: 'deny' },
          },
        },
      ],
    });
    const report = await assessed('alias', from, to);
    expect(report.caveats).toContainEqual(expect.stringContaining('“Premium only” of the destination was not judged'));
    expect(rowOf(report, 'books')).toMatchObject({
      verdict: 'MODIFY',
      rule: 'RequestDisallowedByPolicy',
      reason: expect.stringMatching(/^Azure’s validation: Resource 'books' was disallowed by policy/),
      fix: expect.stringContaining('exemption'),
    });
    expect(rowOf(report, 'rg-nsg0')).toMatchObject({ verdict: 'NO ISSUES' });
    expect(report.destination).toMatchObject({
      findings: [{ kind: 'validation', name: 'RequestDisallowedByPolicy', resources: 1 }],
      batches: [{ outcome: 'refused', why: expect.stringContaining('RequestDisallowedByPolicy') }],
    });
  });

  it('a provider that is not registered: named, Azure is not asked and nothing is registered', async () => {
    const from = await a.subscription('Unknown there', twoAnd('rg'));
    const to = await destination('Bare', ['rg'], { facts: { registeredProviders: [] } });
    const report = await assessed('bare', from, to);
    expect(report.destination).toEqual({
      findings: [
        expect.objectContaining({
          kind: 'provider',
          name: 'Microsoft.Network',
          doneBy: 'handover',
          resources: 2,
          verdict: 'MODIFY',
        }),
      ],
      batches: [
        {
          subscriptionId: from,
          batchId: 'b001',
          outcome: 'not asked',
          why: 'The destination has not registered Microsoft.Network yet.',
        },
      ],
    });
    expect(report.rows.every(({ verdict }) => verdict === 'NO ISSUES')).toBe(true);
    expect(report.caveats).toContain('Limits of Microsoft.Network are not known: the destination has not registered it.');
    const provider = `/subscriptions/${to}/providers/Microsoft.Network?api-version=2021-04-01`;
    const { registrationState } = await a.rig.azure.arm<{ registrationState: string }>('GET', provider);
    expect(registrationState).toBe('NotRegistered');
  });

  it('a limit: what is in use and what is needed, of all subscriptions together; Azure refuses a batch that alone is too much', async () => {
    const box = (name: string, vmSize: string) =>
      resource('rg', 'Microsoft.Compute/virtualMachines', name, { hardwareProfile: { vmSize } });
    const [one, two] = [
      await a.subscription('Eight', twoAnd('rg', box('eight', 'Standard_D8s_v3'))),
      await a.subscription('Sixteen', {
        ...twoAnd('rg2'),
        resources: [
          resource('rg2', 'Microsoft.Compute/virtualMachines', 'big', { hardwareProfile: { vmSize: 'Standard_D16s_v3' } }),
        ],
      }),
    ];
    const there = resource('rg', 'Microsoft.Compute/virtualMachines', 'old', { hardwareProfile: { vmSize: 'Standard_A2' } });
    const to = await destination('Small', ['rg', 'rg2'], { resources: [there] });
    await a.rig.azure.post('seed', { quotas: [{ subscriptionId: to, name: 'standardDSv3Family', limit: 15 }] });
    await a.assess('limits', { subscriptions: [one, two], destination: { subscriptionId: to } });
    const result = await a.resultOf('limits');
    const report = await a.reportOf(result.report);
    expect(report.destination?.findings.filter(({ kind }) => kind === 'limit')).toEqual([
      expect.objectContaining({
        name: 'Total Regional vCPUs',
        verdict: 'MODIFY',
        resources: 2,
        limit: { region: 'westeurope', inUse: 2, limit: 20, needed: 24 },
        fix: expect.stringContaining('at least 26 by a support request'),
      }),
      expect.objectContaining({
        name: 'Standard DSv3 Family vCPUs',
        limit: { region: 'westeurope', inUse: 0, limit: 15, needed: 24 },
      }),
    ]);
    expect(rowOf(report, 'eight')).toMatchObject({
      verdict: 'MODIFY',
      rule: 'destination.limit',
      reason: expect.stringContaining('Total Regional vCPUs in westeurope: 24 more needed, 2 of 20 in use'),
      doneBy: 'person',
    });
    expect(report.destination?.batches.map(({ subscriptionId, outcome }) => [subscriptionId, outcome])).toEqual([
      [one, 'accepted'],
      [two, 'refused'],
    ]);
    expect(result.subscriptions.map(({ modify }) => modify)).toEqual([1, 1]);
  });

  it('no group of the plan’s name: another of the destination stands in, the emptiest without these names; none, and Azure is not asked', async () => {
    const from = await a.subscription('New group', twoAnd('rg'));
    const taken = resource('twin', 'Microsoft.Network/networkSecurityGroups', 'rg-nsg0', {});
    const others = ['b', 'c'].map((name) => resource('full', 'Microsoft.Network/networkSecurityGroups', name, {}));
    const to = await destination('Others', ['twin', 'full'], { resources: [taken, ...others] });
    const report = await assessed('stands in', from, to);
    expect(report.destination?.batches).toEqual([
      { subscriptionId: from, batchId: 'b001', outcome: 'accepted', standIn: 'full' },
    ]);

    const empty = await assessed('no group', from, await destination('Empty', []));
    expect(empty.destination?.batches).toEqual([
      {
        subscriptionId: from,
        batchId: 'b001',
        outcome: 'not asked',
        why: 'The destination has no group rg yet, and none that could stand in for it.',
      },
    ]);
  });

  it('what the target group holds itself is told of the batch, and no row is blamed', async () => {
    const from = await a.subscription('Neighbour', twoAnd('rg'));
    const subnet = `/subscriptions/${SOURCE}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/net/subnets/s`;
    const to = await destination('Broken', ['rg'], {
      resources: [
        resource('rg', 'Microsoft.Network/virtualNetworks', 'net', { subnets: [{ id: subnet, name: 's', properties: {} }] }),
        resource('rg', 'Microsoft.Network/networkInterfaces', 'card', {
          provisioningState: 'Failed',
          ipConfigurations: [{ name: 'ip', properties: { subnet: { id: subnet } } }],
        }),
      ],
    });
    const report = await assessed('neighbour', from, to);
    expect(report.destination).toMatchObject({
      findings: [],
      batches: [{ outcome: 'refused', why: expect.stringMatching(/NotInSucceededState: .*\/card' is in state Failed/) }],
    });
    expect(report.rows.every(({ verdict }) => verdict === 'NO ISSUES')).toBe(true);
  });

  it('a lock, and what has to be brought together first: not asked, with why', async () => {
    const from = await a.subscription('Spread', machine());
    const to = await destination('For spread', ['app', 'net']);
    const spread = await assessed('spread', from, to);
    expect(spread.destination?.batches.map(({ outcome, why }) => [outcome, why])).toEqual([
      ['accepted', undefined],
      ['not asked', 'Its resources are brought to its group by batches before it.'],
      ['not asked', 'Its resources are brought to its group by batches before it.'],
    ]);
    await a.rig.azure.post('seed', { locks: [{ scope: `/subscriptions/${from}/resourceGroups/app`, level: 'ReadOnly' }] });
    const locked = await assessed('locked', from, to);
    expect(locked.destination?.batches[0]).toMatchObject({
      outcome: 'not asked',
      why: expect.stringContaining('A ReadOnly lock on app'),
    });
  });

  it('writes nothing: of all that was sent only validations and Resource Graph are no reads', async () => {
    const from = await a.subscription('Untouched', machine());
    const to = await destination('Untouched too', ['app', 'net']);
    const before = await a.requestsSoFar();
    const both = async () => [await a.rig.azure.idsIn(from), await a.rig.azure.idsIn(to)];
    const things = await both();
    await assessed('untouched', from, to);
    const others = await a.writesSince(before);
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter(({ method, path }) => method !== 'POST' || !/\/validateMoveResources\b/i.test(path))).toEqual([]);
    expect(await both()).toEqual(things);
  });

  it('policies that may not be read wait for the operator; limits that may not be read are said', async () => {
    const from = await a.subscription('Unseen', twoAnd('rg'));
    const to = await destination('Closed', ['rg']);
    const denied = () => {
      throw failure('AccessDenied', 'may not read it');
    };
    a.wires.lay({ workflowId: 'closed', call: 'policies' }, denied);
    a.wires.lay({ workflowId: 'closed', call: 'limits' }, denied);
    const handle = await a.assess('closed', { subscriptions: [from], destination: { subscriptionId: to } });
    const { waitingFor } = await asked(handle, 'operator', 'plan');
    expect(waitingFor[0]?.what).toContain('could not compare the plans with the destination: AccessDenied: may not read it');
    await rule({ handle }, { step: 'plan', verdict: 'done', reason: 'go on' });
    const report = await a.reportOf((await a.resultOf('closed')).report);
    expect(report.caveats).toContainEqual('Policies and limits of the destination could not be read: may not read it');
    expect(report.destination).toMatchObject({ findings: [], batches: [{ outcome: 'accepted' }] });

    a.wires.lay({ workflowId: 'no limits', call: 'limits' }, denied);
    const without = await assessed('no limits', from, to);
    expect(without.caveats).toContain('Limits of Microsoft.Network in westeurope could not be read: may not read it');
  });

  it('who may not validate is told so, and the assessment ends well', async () => {
    const from = await a.subscription('Reader', twoAnd('rg'));
    const to = await destination('Readable', ['rg']);
    a.wires.lay({ workflowId: 'reader', call: 'startValidation' }, () => {
      throw failure('AccessDenied', 'needs resourceGroups/write');
    });
    const report = await assessed('reader', from, to);
    expect(report.destination?.batches).toEqual([
      expect.objectContaining({ outcome: 'not asked', why: 'Azure would not validate it now: needs resourceGroups/write' }),
    ]);
  });
});
