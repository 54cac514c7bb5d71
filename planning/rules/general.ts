import { moveSupportOf, movesBetweenSubscriptions } from './move-support';
import { textAt, type Rule, type Subject } from './rule';

/** What the type, the group or the state decides, whatever the service. */
export const generalRules: Rule[] = [
  {
    name: 'classic.twoSteps',
    verdict: 'MODIFY',
    outweighs: true,
    applies: ({ top }) => top.type.startsWith('microsoft.classic'),
    reason: 'It is of the classic deployment model, which a CSP subscription does not take.',
    fix: 'Upgrade it to Azure Resource Manager first, then plan again.',
  },
  {
    name: 'type.groupOnly',
    verdict: 'BLOCKED',
    applies: ({ top }) => moveSupportOf(top.type) === 'group',
    reason: ({ resource }) => `${resource.type} moves between groups of one subscription, not to another subscription.`,
    fix: 'Create it anew at the destination, or leave it.',
  },
  {
    name: 'type.unknown',
    verdict: 'BLOCKED',
    applies: ({ top }) => moveSupportOf(top.type) === 'unknown',
    reason: ({ resource }) => `Whether ${resource.type} can be moved is not known.`,
    fix: 'Ask Azure to validate a move of this resource alone; move it by hand or create it anew at the destination.',
  },
  {
    name: 'type.notMovable',
    verdict: 'BLOCKED',
    applies: ({ top }) => !movesBetweenSubscriptions(top.type),
    reason: ({ resource }) => `Azure does not move resources of the type ${resource.type}.`,
    fix: 'Create it anew at the destination, or leave it.',
  },
  {
    name: 'resource.failed',
    verdict: 'MODIFY',
    applies: hasFailed,
    reason: 'Its last operation, or that of one of its parts, failed, and Azure moves only what is in the state Succeeded.',
    fix: 'Repair it (a redeploy or an update without changes often does) or delete it, and plan again.',
  },
  {
    name: 'group.managed',
    verdict: 'BLOCKED',
    applies: ({ top }) => top.group.managedBy !== undefined && top.group.managedBy !== '',
    reason: ({ top }) => `Its group belongs to ${top.group.managedBy}, which alone may change what is in it.`,
    fix: 'Create the managing resource anew at the destination; it makes this one again.',
  },
];

/** Lists without properties tell the state beside them. What is still being created or updated will have settled when the move is validated. */
function hasFailed({ top, resource }: Subject): boolean {
  return [resource, ...top.children].some((part) => {
    const state = textAt(part.properties, 'provisioningState') || textAt(part, 'provisioningState');
    return state === 'failed' || state === 'canceled';
  });
}
