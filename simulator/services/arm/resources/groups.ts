import { ArmError } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import { badRequest, groupNotFound, notImplemented } from '../../../kernel/http/errors';
import { page } from '../../../kernel/http/paging';
import { type Answer, type ArmRequest, objectBody, option } from '../../../kernel/http/request';
import { groupId } from '../../../kernel/ids';
import { acceptedJob, jobName, underEffects } from '../../../kernel/operations';
import type { ResourceGroup } from '../../../kernel/state/model';
import { assertNothingClassicIn } from '../../classic/arm-guards';
import { LOCATIONS, normalLocation } from '../../providers/locations';
import type { GroupDeletion } from '../complete';
import { matchesFilter, parseFilter } from '../http/filter';
import { deniedBy } from '../scopes/policy';
import { assertDeletable, assertNotBusy, assertWritable } from '../scopes/scope-guards';

const TYPE = 'Microsoft.Resources/resourceGroups';
/** Virtual seconds: an empty group is deleted in half a minute, and every resource in it takes a little longer. */
const DELETE_SECONDS = 30;
const DELETE_SECONDS_PER_RESOURCE = 5;
const NAME = /^[-\w._()]{0,89}[-\w_()]$/u;

function view(group: ResourceGroup): Record<string, unknown> {
  const deleting = group.busy.some((one) => one.doing === 'deleting');
  return {
    id: group.id,
    name: group.name,
    type: TYPE,
    location: group.location,
    ...(group.managedBy === undefined ? {} : { managedBy: group.managedBy }),
    ...(group.tags === undefined ? {} : { tags: group.tags }),
    properties: { provisioningState: deleting ? 'Deleting' : 'Succeeded' },
  };
}

/** @throws ArmError 404 ResourceGroupNotFound */
export function existingGroup(azure: Azure, subscriptionId: string, name: string): ResourceGroup {
  const group = azure.store.group(subscriptionId, name);
  if (!group) throw groupNotFound(name);
  return group;
}

/** @throws ArmError 400 when it is not an object of strings, or has too many */
export function tagsOf(value: unknown): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value) || Object.values(value).some((one) => typeof one !== 'string'))
    throw badRequest('InvalidTags', 'Tags must be an object whose values are strings.');
  if (Object.keys(value).length > 50) throw badRequest('InvalidTags', 'A resource or resource group may have 50 tags at most.');
  return value as Record<string, string>;
}

export function listGroups(azure: Azure, request: ArmRequest, subscriptionId: string): Answer {
  const filter = option(request, '$filter');
  const clauses = filter === undefined ? [] : parseFilter(filter);
  const groups = azure.store.groups(subscriptionId).filter((group) => matchesFilter(clauses, { ...group, type: TYPE }));
  return page(request, groups.map(view));
}

export function getGroup(azure: Azure, subscriptionId: string, name: string): Answer {
  return { status: 200, body: view(existingGroup(azure, subscriptionId, name)) };
}

export function headGroup(azure: Azure, subscriptionId: string, name: string): Answer {
  return { status: azure.store.group(subscriptionId, name) ? 204 : 404 };
}

export function putGroup(azure: Azure, request: ArmRequest, subscriptionId: string, name: string): Answer {
  const body = objectBody(request);
  if (!NAME.test(name))
    throw badRequest(
      'InvalidResourceGroupName',
      `The provided resource group name '${name}' has these invalid characters or ends with a dot. The name can only be letters, digits, '-', '.', '(', ')' or '_', 90 at most.`,
    );
  const id = groupId(subscriptionId, name);
  assertWritable(azure, id);
  assertNotBusy(azure, id);
  const there = azure.store.group(subscriptionId, name);
  const location = typeof body['location'] === 'string' ? normalLocation(body['location']) : '';
  if (location === '' && !there) throw badRequest('LocationRequired', 'The location property is required for this definition.');
  if (there && location !== '' && location !== there.location) {
    throw new ArmError(409, {
      code: 'InvalidResourceGroupLocation',
      message: `Invalid resource group location '${location}'. The Resource group already exists in location '${there.location}'.`,
    });
  }
  if (!there && !LOCATIONS.has(location)) {
    throw badRequest(
      'LocationNotAvailableForResourceGroup',
      `The provided location '${location}' is not available for resource group. List of available regions is '${[...LOCATIONS.keys()].join(',')}'.`,
    );
  }
  const tags = tagsOf(body['tags']);
  const denied = deniedBy(azure, {
    id,
    name,
    type: 'Microsoft.Resources/subscriptions/resourceGroups',
    location,
    ...(tags ? { tags } : {}),
  });
  if (denied) throw new ArmError(403, denied);
  const managedBy = typeof body['managedBy'] === 'string' ? body['managedBy'] : there?.managedBy;
  const { tags: _before, ...kept } = there ?? { id, name, subscriptionId, location, createdAt: azure.clock.now(), busy: [] };
  const group: ResourceGroup = {
    ...kept,
    ...(managedBy === undefined ? {} : { managedBy }),
    ...(tags === undefined ? {} : { tags }),
  };
  azure.store.putGroup(group);
  return { status: there ? 200 : 201, body: view(group) };
}

export function patchGroup(azure: Azure, request: ArmRequest, subscriptionId: string, name: string): Answer {
  const group = existingGroup(azure, subscriptionId, name);
  assertWritable(azure, group.id);
  assertNotBusy(azure, group.id);
  const body = objectBody(request);
  const tags = tagsOf(body['tags']);
  if (tags !== undefined) group.tags = tags;
  if (typeof body['managedBy'] === 'string') group.managedBy = body['managedBy'];
  return { status: 200, body: view(group) };
}

export function deleteGroup(azure: Azure, request: ArmRequest, subscriptionId: string, name: string): Answer {
  const group = existingGroup(azure, subscriptionId, name);
  assertNotBusy(azure, group.id);
  assertDeletable(azure, group.id);
  assertNothingClassicIn(azure, group.id);
  const seconds = DELETE_SECONDS + DELETE_SECONDS_PER_RESOURCE * azure.store.membersIn(group.id.toLowerCase()).size;
  const operation = underEffects(
    request,
    {
      id: jobName('RESOURCEGROUPDELETIONJOB', group.name, group.location),
      kind: 'deleteGroup',
      subscriptionId,
      startedAt: azure.clock.now(),
      state: 'running',
      successStatus: 200,
      work: { groupId: group.id } satisfies GroupDeletion,
    },
    seconds,
  );
  azure.begin(operation);
  group.busy.push({ operation: operation.id, doing: 'deleting' });
  return acceptedJob(azure, request, operation);
}

/** Only an empty group can be exported: templates are not modelled. */
export function exportTemplate(azure: Azure, subscriptionId: string, name: string): Answer {
  const group = existingGroup(azure, subscriptionId, name);
  if (azure.store.membersIn(group.id.toLowerCase()).size > 0)
    throw notImplemented('exportTemplate of a group that has resources');
  const $schema = 'https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#';
  return {
    status: 200,
    body: { template: { $schema, contentVersion: '1.0.0.0', parameters: {}, variables: {}, resources: [] } },
  };
}
