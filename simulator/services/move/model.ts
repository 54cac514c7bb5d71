import type { ArmResource, ProviderContext } from '../../kernel/arm-types';

/** What a move request is judged by. Ids as sent. */
export interface MoveRequest {
  source: { subscriptionId: string; resourceGroup: string };
  target: { subscriptionId: string; resourceGroup: string };
  resources: string[];
}

/** What the rules need to know of the world beside the resources. */
export interface MoveFacts extends ProviderContext {
  tenantOf(subscriptionId: string): string | undefined;
  stateOf(subscriptionId: string): string | undefined;
  isRegistered(subscriptionId: string, namespace: string): boolean;
  /** What the subscription may have in the region of what a quota counts; undefined for a quota that is not counted. */
  quota(subscriptionId: string, location: string, name: string): number | undefined;
  /** What moves under way will bring the subscription from others. */
  arriving(subscriptionId: string): ArmResource[];
  groupExists(subscriptionId: string, resourceGroup: string): boolean;
  /** Ids of locks with this level in force at the group (its own or inherited from the subscription). */
  locks(subscriptionId: string, resourceGroup: string, level: 'ReadOnly' | 'CanNotDelete'): string[];
  /** True while a move or a delete works on the group. */
  groupIsBusy(subscriptionId: string, resourceGroup: string): boolean;
}
