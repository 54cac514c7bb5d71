import type { ArmResource } from '../../../contracts/azure/inventory';
import { RULES } from '../../../planning/rules';
import { findingFor, idOf, plan, refusalOf, resource } from '../inventory-builder';
import { EXAMPLES, vm } from './rule-examples';

describe.each(EXAMPLES)('$rule', ({ rule, verdict, holds, passes }) => {
  const judge = (resources: ArmResource[]) => {
    const made = plan(resources);
    const id = resources[0]?.id ?? '';
    return { finding: findingFor(made, id), refusal: refusalOf(made, id) };
  };

  test('holds what it is about', () => {
    const { finding, refusal } = judge(holds);
    expect(finding).toMatchObject({ rule, verdict });
    expect(finding.doneBy).toBe(verdict === 'MODIFY' ? 'person' : undefined);
    expect(refusal).toMatchObject({ rule, reason: finding.reason, fix: finding.fix });
    expect(refusal?.because).toBeUndefined();
  });

  test('lets the near miss pass', () => {
    expect(judge(passes).finding.rule).not.toBe(rule);
  });
});

test('every rule has an example', () => {
  const exampled = EXAMPLES.map(({ rule }) => rule).concat('group.managed');
  expect(RULES.map(({ name }) => name).filter((name) => !exampled.includes(name))).toEqual([]);
});

test('every rule says its reason and its fix in sentences', () => {
  for (const { name, reason, fix } of RULES)
    for (const text of [reason, fix])
      if (typeof text === 'string') expect([name, text]).toEqual([name, expect.stringMatching(/^[A-Z].*\.$/)]);
});

test('group.managed: what a service put into its own group stays', () => {
  const made = plan(
    [resource('mc', 'Microsoft.Compute/disks/d')],
    {},
    {
      source: {
        resourceGroups: [{ name: 'mc', location: 'westeurope', managedBy: idOf('g', 'Microsoft.Databricks/workspaces/w') }],
      },
    },
  );
  expect(findingFor(made, idOf('mc', 'Microsoft.Compute/disks/d'))).toMatchObject({ verdict: 'BLOCKED', rule: 'group.managed' });
});

test('a block outweighs what a person could mend', () => {
  const both = vm({ osProfile: { secrets: [{}] } }, { plan: { name: 'byol', publisher: 'vendor' } });
  expect(findingFor(plan([both]), both.id)).toMatchObject({ verdict: 'BLOCKED', rule: 'virtualMachine.marketplacePlan' });
});

test('what stands alone and can go has no issues, and says who needs it otherwise', () => {
  const account = resource('g', 'Microsoft.Storage/storageAccounts/acct1');
  const machine = vm({ diagnosticsProfile: { bootDiagnostics: { storageUri: 'https://acct1.blob.core.windows.net/' } } });
  expect(findingFor(plan([account]), account.id)).toEqual({
    id: account.id,
    type: account.type,
    verdict: 'NO ISSUES',
    dependents: [],
  });
  expect(findingFor(plan([account, machine]), account.id).dependents).toEqual([machine.id]);
});
