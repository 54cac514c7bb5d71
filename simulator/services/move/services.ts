import type { ArmResource } from '../../kernel/arm-types';
import { keyOf } from '../../kernel/ids';
import { at, textOf } from '../providers/json';
import { describeId } from '../providers/resource-id';
import type { MoveCase } from './move-case';
import { cannotMove, type Objection } from './refusals';
import { hasType } from './resource-tests';

/** What further services do not let go to another subscription. */
export function serviceRules(move: MoveCase): Objection[] {
  const stays = [...move.named.values()].flatMap((resource) => {
    const reason = reasonToStay(resource, move);
    return reason === undefined ? [] : [cannotMove(resource, reason)];
  });
  return [...stays, ...ssisRules(move)];
}

function reasonToStay(resource: ArmResource, move: MoveCase): string | undefined {
  if (hasType(resource, 'Microsoft.Cache/Redis') && at(resource, 'properties', 'subnetId') !== undefined)
    return `Cache '${resource.id}' is in a virtual network.`;
  if (
    hasType(resource, 'Microsoft.ApiManagement/service') &&
    textOf(at(resource, 'sku', 'name'))?.toLowerCase() === 'consumption'
  )
    return `Service '${resource.id}' has the SKU Consumption.`;
  if (hasType(resource, 'Microsoft.OperationalInsights/workspaces') && isLinkedToAutomation(resource, move))
    return `Workspace '${resource.id}' is linked to an automation account. Unlink it before the move.`;
  return undefined;
}

function isLinkedToAutomation(workspace: ArmResource, move: MoveCase): boolean {
  return childrenOf(workspace, 'linkedServices', move).some((link) => {
    const account = describeId(textOf(at(link, 'properties', 'resourceId')) ?? '');
    return account?.type.toLowerCase() === 'microsoft.automation/automationaccounts';
  });
}

/** A factory with an SSIS runtime: its provider answers in its own words. */
function ssisRules(move: MoveCase): Objection[] {
  return [...move.named.values()].flatMap((factory) => {
    if (!hasType(factory, 'Microsoft.DataFactory/factories')) return [];
    const runtime = childrenOf(factory, 'integrationRuntimes', move).find(
      (child) => at(child, 'properties', 'typeProperties', 'ssisProperties') !== undefined,
    );
    if (!runtime) return [];
    const summary = 'The data factory cannot be moved.';
    return [
      {
        type: factory.type,
        code: 'BadRequest',
        summary,
        target: factory.id,
        message: `It has the SSIS integration runtime '${runtime.id}'.`,
      },
    ];
  });
}

function childrenOf(parent: ArmResource, collection: string, move: MoveCase): ArmResource[] {
  const prefix = `${keyOf(parent.id)}/${collection.toLowerCase()}/`;
  return (move.below.get(keyOf(parent.id)) ?? []).filter((resource) => keyOf(resource.id).startsWith(prefix));
}
