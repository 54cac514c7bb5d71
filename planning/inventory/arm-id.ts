import type { GroupAddress } from '../../contracts/azure/plan';

/** An ARM id taken apart. Case is kept as it came; compare with `sameId` or `idKey`. */
interface ArmId {
  subscriptionId: string;
  /** Absent for what lives directly in the subscription. */
  resourceGroup?: string;
  /** `Microsoft.Network/virtualNetworks/subnets`; of an extension resource: its own type. */
  type: string;
  name: string;
  /** Id of the resource that a move request names: this one, or the first ancestor that is no child and no extension. */
  topLevelId: string;
  /** Type of that resource. */
  topLevelType: string;
  topLevelName: string;
}

const SHAPE = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?\/providers\/([^/]+)\/([^/]+)\/([^/]+)((?:\/[^/]+)*)\/?$/i;

/** The parts of a resource's id; undefined for anything else (a group's or subscription's id, a URL, half an id). */
export function parseArmId(id: string): ArmId | undefined {
  const match = SHAPE.exec(id);
  if (!match) return undefined;
  const [, subscriptionId = '', resourceGroup, namespace = '', topType = '', topLevelName = '', tail = ''] = match;
  const own = ownTypeAndName(`${namespace}/${topType}`, topLevelName, tail.split('/').slice(1));
  return own === undefined
    ? undefined
    : {
        subscriptionId,
        ...(resourceGroup === undefined ? {} : { resourceGroup }),
        ...own,
        topLevelId: tail === '' ? id.replace(/\/$/, '') : id.slice(0, id.lastIndexOf(tail)),
        topLevelType: `${namespace}/${topType}`,
        topLevelName,
      };
}

/** `segments`: what follows the top-level name, child types and names by turns; `providers` starts an extension. */
function ownTypeAndName(type: string, name: string, segments: string[]): { type: string; name: string } | undefined {
  for (let at = 0; at < segments.length;) {
    const isExtension = segments[at]?.toLowerCase() === 'providers' && segments.length >= at + 4;
    const [typePart, namePart] = isExtension
      ? [`${segments[at + 1]}/${segments[at + 2]}`, segments[at + 3]]
      : [segments[at], segments[at + 1]];
    if (namePart === undefined) return undefined;
    type = isExtension ? `${typePart}` : `${type}/${typePart}`;
    name = namePart;
    at += isExtension ? 4 : 2;
  }
  return { type, name };
}

/** The form in which ids are compared and used as keys: ARM ids are case-insensitive. */
export function idKey(id: string): string {
  return id.toLowerCase().replace(/\/$/, '');
}

export function sameId(a: string, b: string): boolean {
  return idKey(a) === idKey(b);
}

/** Id of the resource that a move request has to name for this id to go along; undefined when `id` is no resource's id. */
export function topLevelOf(id: string): string | undefined {
  return parseArmId(id)?.topLevelId;
}

/**
 * The id that a resource (also a child or an extension) has in another group.
 * @throws Error when `id` is not the id of something inside a resource group.
 */
export function rebase(id: string, to: GroupAddress): string {
  const tail = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+(\/providers\/.+)$/i.exec(id)?.[1];
  if (tail === undefined) throw new Error(`${id} is not the id of a resource in a resource group`);
  return `${groupId(to)}${tail}`;
}

export function groupId(group: GroupAddress): string {
  return `/subscriptions/${group.subscriptionId}/resourceGroups/${group.resourceGroup}`;
}

/** Scope that a lock protects: its id's part before its own provider. Undefined when `lockId` is no lock's id. */
export function lockScope(lockId: string): string | undefined {
  return /^(.*)\/providers\/Microsoft\.Authorization\/locks\/[^/]+\/?$/i.exec(lockId)?.[1];
}
