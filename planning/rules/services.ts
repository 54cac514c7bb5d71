import { textAt, valueAt, type Rule } from './rule';

export const serviceRules: Rule[] = [
  {
    name: 'redis.inVirtualNetwork',
    verdict: 'BLOCKED',
    types: ['microsoft.cache/redis'],
    applies: ({ resource }) => textAt(resource.properties, 'subnetId') !== '',
    reason: 'A Redis cache inside a virtual network does not move to another subscription.',
    fix: 'Export its data, create it anew at the destination and import them.',
  },
  {
    name: 'apiManagement.consumptionSku',
    verdict: 'BLOCKED',
    types: ['microsoft.apimanagement/service'],
    applies: ({ resource }) => textAt(resource.sku, 'name') === 'consumption',
    reason: 'An API Management service of the Consumption SKU does not move to another subscription.',
    fix: 'Create it anew at the destination and import its APIs.',
  },
  {
    name: 'workspace.linkedAutomationAccount',
    verdict: 'MODIFY',
    types: ['microsoft.operationalinsights/workspaces'],
    applies: ({ top }) =>
      top.children.some(
        (child) =>
          child.type.toLowerCase() === 'microsoft.operationalinsights/workspaces/linkedservices' &&
          /\/microsoft\.automation\/automationaccounts\//.test(textAt(child.properties, 'resourceId')),
      ),
    reason: 'It is linked to an automation account, and a linked workspace does not move.',
    fix: 'Remove the link (and the solutions that need it), plan again, and link the two after the move.',
  },
  {
    name: 'dataFactory.integrationRuntime',
    verdict: 'MODIFY',
    types: ['microsoft.datafactory/factories'],
    applies: ({ top }) =>
      top.children.some(
        (child) =>
          child.type.toLowerCase() === 'microsoft.datafactory/factories/integrationruntimes' &&
          valueAt(child.properties, 'typeProperties', 'ssisProperties') !== undefined,
      ),
    reason: 'It has an SSIS integration runtime, and the provider refuses to move it with one.',
    fix: 'Delete the integration runtime, plan again, and create it anew after the move.',
  },
  {
    name: 'managedIdentity.userAssigned',
    verdict: 'BLOCKED',
    types: ['microsoft.managedidentity/userassignedidentities'],
    applies: () => true,
    reason: 'A user-assigned identity does not move.',
    fix: 'Create a new identity at the destination, give it the same roles, and assign it in the place of this one before planning again.',
  },
];
