import { ArmError, type ArmResource, type ProviderContext, type PutOutcome } from '../../../simulator/kernel/arm-types';
import { keyOf } from '../../../simulator/kernel/ids';
import { behaviours } from '../../../simulator/services/providers/behaviours';
import { describeId } from '../../../simulator/services/providers/resource-id';

const SUBSCRIPTION = '11111111-0000-4000-8000-000000000001';

export function id(path: string): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/${path}`;
}

/** A subscription in memory whose types behave; PUT stores what it comes to when settled. */
export class Subscription {
  readonly resources = new Map<string, ArmResource>();
  private guids = 0;

  readonly context: ProviderContext = {
    now: () => new Date('2026-01-02T03:04:05.678Z'),
    newGuid: () => `00000000-0000-4000-8000-${String((this.guids += 1)).padStart(12, '0')}`,
    apiVersion: '2023-11-01',
    find: (wanted) => this.resources.get(keyOf(wanted)),
    list: () => [...this.resources.values()],
  };

  put(resourceId: string, body: Record<string, unknown>): PutOutcome {
    const outcome = this.behaviourOf(resourceId).put(this.context, resourceId, body, this.resources.get(keyOf(resourceId)));
    this.resources.set(keyOf(resourceId), outcome.resource);
    return outcome;
  }

  /** What a GET answers. */
  get(resourceId: string, expand?: string): ArmResource {
    const stored = this.resources.get(keyOf(resourceId));
    if (!stored) throw new Error(`not there: ${resourceId}`);
    return this.behaviourOf(resourceId).view?.(this.context, stored, expand) ?? stored;
  }

  /** Status and code of the refusal; `undefined` when it may go. */
  refusalToRemove(resourceId: string): string | undefined {
    const stored = this.resources.get(keyOf(resourceId));
    if (!stored) throw new Error(`not there: ${resourceId}`);
    try {
      this.behaviourOf(resourceId).remove?.(this.context, stored);
      return undefined;
    } catch (error) {
      if (error instanceof ArmError) return `${error.status} ${error.body.code}`;
      throw error;
    }
  }

  private behaviourOf(resourceId: string) {
    const type = describeId(resourceId)?.type ?? '';
    const behaviour = behaviours.get(type.toLowerCase());
    if (!behaviour) throw new Error(`no behaviour: ${type}`);
    return behaviour;
  }
}
