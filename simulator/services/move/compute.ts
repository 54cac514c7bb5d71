import type { ArmResource } from '../../kernel/arm-types';
import { keyOf, topLevelKey } from '../../kernel/ids';
import { at, listOf, textOf } from '../providers/json';
import { idsIn, idsOf } from '../providers/resource-id';
import type { MoveCase } from './move-case';
import { cannotMove, type Objection } from './refusals';
import { hasType } from './resource-tests';

const ENCRYPTION_EXTENSIONS = new Set(['azurediskencryption', 'azurediskencryptionforlinux']);

/** What Microsoft.Compute does not let go to another subscription. */
export function computeRules(move: MoveCase): Objection[] {
  return [...move.named.values()].flatMap((resource) =>
    reasonsToStay(resource, move).map((reason) => cannotMove(resource, reason)),
  );
}

function reasonsToStay(resource: ArmResource, move: MoveCase): string[] {
  if (hasType(resource, 'Microsoft.Compute/virtualMachines')) return machineReasons(resource, move);
  if (hasType(resource, 'Microsoft.Compute/virtualMachineScaleSets')) return scaleSetReasons(resource, move);
  if (
    hasType(resource, 'Microsoft.Compute/disks') &&
    at(resource, 'properties', 'encryptionSettingsCollection', 'enabled') === true
  )
    return [`Disk '${resource.id}' is encrypted with keys of a vault (Azure Disk Encryption).`];
  return [];
}

function machineReasons(machine: ArmResource, move: MoveCase): string[] {
  const name = `Virtual machine '${machine.id}'`;
  const reasons: string[] = [];
  if (listOf(at(machine, 'properties', 'osProfile', 'secrets')).length > 0)
    reasons.push(`${name} has certificates of a key vault in osProfile.secrets. Remove them before the move.`);
  if (hasPlan(machine)) reasons.push(`${name} was made from a marketplace image with a plan.`);
  if (isLowPriority(at(machine, 'properties', 'priority'))) reasons.push(`${name} has low priority or is a spot machine.`);
  if (isEncrypted(machine, move)) reasons.push(`${name} uses Azure Disk Encryption. Disable the encryption before the move.`);
  const points = move.source.find(
    (other) =>
      hasType(other, 'Microsoft.Compute/restorePointCollections') && idsOf(other).some((id) => keyOf(id) === keyOf(machine.id)),
  );
  if (points) reasons.push(`${name} has restore points of a backup in '${points.id}'. Delete that collection before the move.`);
  return reasons;
}

function scaleSetReasons(scaleSet: ArmResource, move: MoveCase): string[] {
  const name = `Scale set '${scaleSet.id}'`;
  const profile = at(scaleSet, 'properties', 'virtualMachineProfile');
  const reasons: string[] = [];
  if (isLowPriority(at(profile, 'priority'))) reasons.push(`${name} has low priority or spot machines.`);
  if (hasPlan(scaleSet)) reasons.push(`${name} was made from a marketplace image with a plan.`);
  if (listOf(at(profile, 'osProfile', 'secrets')).length > 0)
    reasons.push(`${name} has certificates of a key vault in osProfile.secrets.`);
  const standard = idsIn(at(profile, 'networkProfile'))
    .map((id) => move.facts.find(topLevelKey(id) ?? id))
    .find((other) => other !== undefined && textOf(at(other, 'sku', 'name'))?.toLowerCase() === 'standard');
  if (standard) reasons.push(`${name} is behind '${standard.id}', whose SKU is Standard.`);
  return reasons;
}

function isEncrypted(machine: ArmResource, move: MoveCase): boolean {
  const settings = at(machine, 'properties', 'storageProfile', 'osDisk', 'encryptionSettings');
  if (settings !== undefined && at(settings, 'enabled') !== false) return true;
  return (move.below.get(keyOf(machine.id)) ?? []).some(
    (child) =>
      hasType(child, 'Microsoft.Compute/virtualMachines/extensions') &&
      ENCRYPTION_EXTENSIONS.has((textOf(at(child, 'properties', 'type')) ?? '').toLowerCase()),
  );
}

function hasPlan(resource: ArmResource): boolean {
  return resource.plan !== undefined && textOf(resource.plan['name']) !== undefined;
}

function isLowPriority(priority: unknown): boolean {
  return ['low', 'spot'].includes((textOf(priority) ?? '').toLowerCase());
}
