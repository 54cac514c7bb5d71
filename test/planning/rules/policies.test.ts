import type { PolicyFacts } from '../../../contracts/azure/destination';
import { policyJudge, type PolicyVerdict } from '../../../planning/rules/policies';

const SUBSCRIPTION = '/subscriptions/22222222-0000-4000-8000-000000000002';
const GROUP = `${SUBSCRIPTION}/resourceGroups/app`;

const policy = (condition: unknown, more: Partial<PolicyFacts> = {}, effect = 'deny'): PolicyFacts => ({
  id: `${SUBSCRIPTION}/providers/Microsoft.Authorization/policyAssignments/p`,
  displayName: 'P',
  scope: SUBSCRIPTION,
  notScopes: [],
  parameters: {},
  rule: { if: condition, then: { effect } },
  ...more,
});
const account = {
  id: '/subscriptions/x/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/books',
  type: 'Microsoft.Storage/storageAccounts',
  name: 'books',
  kind: 'StorageV2',
  location: 'West Europe',
  tags: { Team: 'shop' },
};
const HERE = { field: 'location', equals: 'westeurope' };
const ALIAS = { field: 'Microsoft.Storage/storageAccounts/sku.name', equals: 'Premium_LRS' };

describe('whether a policy denies a resource', () => {
  it.each<[string, PolicyFacts, PolicyVerdict]>([
    ['a region, however it is written', policy(HERE), 'denies'],
    ['another region', policy({ field: 'location', equals: 'northeurope' }), 'lets in'],
    ['notEquals', policy({ field: 'Type', notEquals: 'microsoft.storage/storageaccounts' }), 'lets in'],
    [
      'a list that is a parameter',
      policy({ field: 'location', notIn: "[parameters('at')]" }, { parameters: { AT: ['East US 2'] } }),
      'denies',
    ],
    ['a list that has it', policy({ not: { field: 'location', in: ['westEurope'] } }), 'lets in'],
    ['like', policy({ field: 'name', like: 'bo*' }), 'denies'],
    ['notLike', policy({ field: 'kind', notLike: 'storage*' }), 'lets in'],
    ['a tag that is there', policy({ field: "tags['team']", exists: 'false' }), 'lets in'],
    ['a tag that is not', policy({ field: 'tags.owner', exists: false }), 'denies'],
    ['all of', policy({ allOf: [HERE, { field: 'name', equals: 'other' }] }), 'lets in'],
    ['any of', policy({ anyOf: [HERE, { field: 'name', equals: 'other' }] }), 'denies'],
    ['an alias alone', policy(ALIAS), 'not told'],
    ['an alias that does not matter: all of', policy({ allOf: [ALIAS, { field: 'name', equals: 'other' }] }), 'lets in'],
    ['an alias that does not matter: any of', policy({ anyOf: [ALIAS, HERE] }), 'denies'],
    ['an alias that matters', policy({ allOf: [HERE, { not: ALIAS }] }), 'not told'],
    ['a function', policy({ field: 'name', equals: "[concat('bo', 'oks')]" }), 'not told'],
    ['a count, a value, an operator of its own', policy({ value: '1', equals: '1' }), 'not told'],
    ['another effect', policy(HERE, {}, 'Audit'), 'lets in'],
    ['an effect that is a parameter', policy(HERE, { parameters: { effect: 'Deny' } }, "[parameters('effect')]"), 'denies'],
    ['an effect that is switched off', policy(HERE, { parameters: { effect: 'Disabled' } }, "[parameters('effect')]"), 'lets in'],
    ['an effect that nobody gave', policy(HERE, {}, "[parameters('effect')]"), 'not told'],
    ['an initiative', { ...policy(HERE), rule: undefined } as unknown as PolicyFacts, 'not told'],
    ['at a management group', policy(HERE, { scope: '/providers/Microsoft.Management/managementGroups/all' }), 'denies'],
    ['at the group itself', policy(HERE, { scope: GROUP.toUpperCase() }), 'denies'],
    ['at another group', policy(HERE, { scope: `${SUBSCRIPTION}/resourceGroups/other` }), 'lets in'],
    ['left out there', policy(HERE, { notScopes: [GROUP] }), 'lets in'],
  ])('%s', (_what, one, expected) => {
    expect(policyJudge(one)(account, GROUP)).toBe(expected);
  });
});
