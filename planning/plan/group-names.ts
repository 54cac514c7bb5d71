import type { MoveOptions } from '../../contracts/azure/plan';
import { isAppService } from '../inventory/app-service';
import type { TopResource } from '../inventory/index-inventory';
import { movesBetweenGroups } from '../rules/move-support';

const MAX_GROUP_NAME = 90;

/** Name of the destination group that a source group's resources go to. */
export function destinationGroupName(options: Pick<MoveOptions, 'naming'>, sourceGroup: string): string {
  return options.naming.split('{name}').join(sourceGroup);
}

/** Name of a group that the plan creates because something that is to be gathered in `base` has a namesake there. */
export function stagingGroupName(base: string, number: number): string {
  const suffix = `-handover-${number}`;
  return `${base.slice(0, MAX_GROUP_NAME - suffix.length)}${suffix}`;
}

/** Does it go on, at the destination, from the home of its component to the group of its original name? */
export function goesOn(top: TopResource, home: string, options: MoveOptions): boolean {
  return (
    options.redistribute &&
    top.group.name.toLowerCase() !== home.toLowerCase() &&
    movesBetweenGroups(top.type) &&
    !isAppService(top.type)
  );
}
