import {
  POLICY_KINDS,
  type DirectoryBound,
  type PolicyItem,
  type PolicyKind,
  type SubscriptionSnapshot,
} from '../ports/ea-portal-and-directory';
import type { Settings } from '../ports/dependencies';
import { lastPart } from '../common/authorization-ids';
import { failure, isFailure } from '../failures/failure';
import { failingByItself, lookedLongEnough, waitForLists } from '../reading/lagging-lists';

const WORDS: Record<PolicyKind, string> = {
  policyDefinitions: 'policy definition',
  policySetDefinitions: 'policy set',
  policyAssignments: 'policy assignment',
  policyExemptions: 'policy exemption',
};

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const key = (id: string) => id.toLowerCase();

/** Its display name, else its name; where it is, for what is said about a scope. */
export function policyName({ id, kind, properties }: PolicyItem): string {
  const name = text(properties['displayName']) || lastPart(id);
  const scope = id.slice(0, id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/'));
  return kind === 'policyAssignments' || kind === 'policyExemptions' ? `${name} at ${scope}` : name;
}

/** Ids that have to be there before it. */
function needs({ kind, properties }: PolicyItem): string[] {
  if (kind === 'policyAssignments') return [text(properties['policyDefinitionId'])];
  if (kind === 'policyExemptions') return [text(properties['policyAssignmentId'])];
  const members = kind === 'policySetDefinitions' ? properties['policyDefinitions'] : undefined;
  return Array.isArray(members) ? members.map((one: Record<string, unknown>) => text(one['policyDefinitionId'])) : [];
}

const hasIdentity = ({ identity }: PolicyItem) => !['', 'None'].includes(text(identity?.['type']));

/** Why it has no place in another directory than its own, a sentence; undefined: it has one. */
function tieTo(item: PolicyItem): string | undefined {
  if (hasIdentity(item))
    return 'it acts as a managed identity of the old directory: assign it anew, and give its new identity its roles';
  const named = /[^"]*\/userAssignedIdentities\/[^"]*/i.exec(JSON.stringify(item.properties))?.[0];
  if (named) return `it names the managed identity ${lastPart(named)}, which was of the old directory: assign it anew`;
  const above = needs(item).find((id) => /\/managementGroups\//i.test(id));
  if (above) return `it needs ${above}, of a management group of the old directory: define that anew, then this`;
  return undefined;
}

interface Restoring {
  bound: DirectoryBound;
  settings: Settings;
  back: boolean;
}

/**
 * Writes what of Azure Policy the snapshot has and is not there: definitions, sets, assignments, exemptions, in that order. What is named as
 * restored has been seen in a list. On the way `back` everything is tried; else what is tied to the old directory is named and left.
 * Throws `NotReplicated` while what was written is not seen.
 */
export async function restorePolicies(
  { bound, settings, back }: Restoring,
  { subscriptionId, displayName, policies }: SubscriptionSnapshot,
  { restored, notRestored }: { restored: string[]; notRestored: string[] },
): Promise<void> {
  if (policies.length === 0) return;
  const listed = async () => new Set((await bound.policies(subscriptionId)).map(({ id }) => key(id)));
  const there = await listed();
  const own = new Set(policies.map(({ id }) => key(id)));
  const lost = new Set<string>();
  const written: { id: string; what: string }[] = [];
  for (const item of POLICY_KINDS.flatMap((kind) => policies.filter((one) => one.kind === kind))) {
    const what = `${WORDS[item.kind]} ${policyName(item)} (${displayName})`;
    const why = await leaving(item);
    if (why === undefined) written.push({ id: item.id, what });
    else {
      notRestored.push(`${what}: ${why}`);
      lost.add(key(item.id));
    }
    if (back && why === undefined && /SystemAssigned/i.test(text(item.identity?.['type'])))
      notRestored.push(`${what} has a new managed identity: give it its roles anew`);
  }
  const now = await listed();
  const unseen = written.filter(({ id }) => !now.has(key(id)));
  waitForLists(
    unseen.map(({ id }) => id),
    settings,
  );
  restored.push(...written.filter((one) => !unseen.includes(one)).map(({ what }) => what));
  notRestored.push(...unseen.map(({ what }) => `${what}: it was written, and is not listed`));

  /** Why it is not there after this, a sentence. */
  async function leaving(item: PolicyItem): Promise<string | undefined> {
    if (there.has(key(item.id))) return undefined;
    const missing = needs(item).find((id) => lost.has(key(id)));
    const why = back ? undefined : tieTo(item);
    if (why !== undefined) return why;
    if (missing !== undefined) return `it needs ${lastPart(missing)}, which was not put back`;
    try {
      await bound.putPolicy(item);
      return undefined;
    } catch (error) {
      // What was written a moment ago is not known everywhere yet.
      const isYoung = isFailure(error, 'NotFound') && needs(item).some((id) => own.has(key(id)));
      const late = isYoung ? failure('NotReplicated', error.message) : error;
      if (!failingByItself(late) && !lookedLongEnough(late)) throw late;
      return error instanceof Error ? error.message : String(error);
    }
  }
}
