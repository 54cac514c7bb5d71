import { MOVE_SUPPORT_FACTS } from './move-support-facts';

type MoveSupport = 'both' | 'group' | 'subscription' | 'neither' | 'unknown';

/**
 * Tells where resources of a type can be moved to. Types are case-insensitive; a child type is answered as its top-level type.
 * `unknown` is not a no: the table does not have the type.
 */
export function moveSupportOf(type: string): MoveSupport {
  const known = SUPPORT.get(type);
  if (known) return known;
  const [namespace, topLevel] = type.toLowerCase().split('/');
  return SUPPORT.get(`${namespace}/${topLevel}`) ?? 'unknown';
}

export function movesBetweenGroups(type: string): boolean {
  const support = moveSupportOf(type);
  return support === 'both' || support === 'group';
}

export function movesBetweenSubscriptions(type: string): boolean {
  const support = moveSupportOf(type);
  return support === 'both' || support === 'subscription';
}

const SUPPORT = new Map<string, MoveSupport>();
for (const [provider, facts] of Object.entries(MOVE_SUPPORT_FACTS))
  for (const support of ['both', 'group', 'subscription', 'neither'] as const)
    for (const type of facts[support]?.split(' ') ?? []) SUPPORT.set(`microsoft.${provider}/${type}`, support);
