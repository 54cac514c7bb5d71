import { isAppService } from '../inventory/app-service';
import type { TopResource } from '../inventory/index-inventory';

/** What Handover itself does so that a resource can go. */
export interface Care {
  rule: string;
  reason: string;
  fix: string;
}

/** Place in which a component is gathered before it leaves the subscription. */
export interface Placement {
  members: TopResource[];
  /** Name of the group that all members are in when they leave. */
  home: string;
  /** The source group that the home is, or stands in for: a staging group is made because of it. */
  base: string;
  staging: boolean;
}

/** How a resource that goes travels. */
export interface Travel {
  top: TopResource;
  placement: Placement;
  /** A storage account that goes in another request than the rest of its component. */
  splitOff: boolean;
  /** A ReadOnly lock holds on its group, or on the subscription. */
  locked: boolean;
  /** Stays, at the destination, in the group that its home became, though it came from another. */
  staysInHome: boolean;
}

interface CareRule {
  rule: string;
  applies(travel: Travel): boolean;
  reason(travel: Travel): string;
  fix: string;
}

/** The first that applies is told: the ones that surprise most come first. */
const CARES: CareRule[] = [
  {
    rule: 'redistribute.staysInHome',
    applies: ({ staysInHome }) => staysInHome,
    reason: ({ placement }) =>
      `It is gathered in group ${placement.home} with what it depends on, and stays at the destination in the group of that name: App Service moves on only to an empty group and as a whole.`,
    fix: 'Handover moves it there; nothing has to be done.',
  },
  {
    rule: 'storage.otherRegion',
    applies: ({ splitOff }) => splitOff,
    reason: ({ top }) =>
      `Its region (${top.region}) is not that of what depends on it, and Azure moves storage accounts one region at a time.`,
    fix: 'Handover moves it in a request of its own, next to the others.',
  },
  {
    rule: 'lock.readOnly',
    applies: ({ locked }) => locked,
    reason: () => 'A ReadOnly lock on its group or subscription forbids every move.',
    fix: 'Handover lifts the lock before the move and puts it back after.',
  },
  {
    rule: 'group.consolidated',
    applies: ({ top, placement }) => top.group.name.toLowerCase() !== placement.home.toLowerCase(),
    reason: ({ placement }) =>
      `What depends on one another lies in several groups and has to leave from one: group ${placement.home}.`,
    fix: 'Handover moves it there first, and on to a group of its old name at the destination when that is wanted.',
  },
  {
    rule: 'appService.set',
    applies: ({ top }) => isAppService(top.type),
    reason: () => 'App Service plans, apps and certificates of one group move as a whole.',
    fix: 'Handover moves the whole set in one request.',
  },
  {
    rule: 'availabilitySet.together',
    applies: ({ top, placement }) =>
      placement.members.length > 1 &&
      ['microsoft.compute/availabilitysets', 'microsoft.compute/virtualmachines'].includes(top.type),
    reason: () => 'An availability set moves with all its machines, and a machine with its disks and network.',
    fix: 'Handover moves them in one request.',
  },
  {
    rule: 'dependency.together',
    applies: ({ placement }) => placement.members.length > 1,
    reason: ({ placement }) => `It and ${placement.members.length - 1} more depend on one another and have to move at once.`,
    fix: 'Handover moves them in one request.',
  },
];

export function careOf(travel: Travel): Care | undefined {
  const care = CARES.find((candidate) => candidate.applies(travel));
  return care && { rule: care.rule, reason: care.reason(travel), fix: care.fix };
}
