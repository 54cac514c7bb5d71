import type { Component } from '../inventory/components';
import { by, type TopResource } from '../inventory/index-inventory';
import type { Stop } from '../rules/rule';

/**
 * Azure moves nothing of Microsoft.Network or Microsoft.Compute into or out of a group that holds a virtual network on which
 * something is in a failed state, even when it is on another network. Adds a stop for each such bystander.
 */
export function holdBystanders(components: Component[], stops: Map<string, Stop>): void {
  const failedIn = new Map<string, TopResource>();
  for (const { members } of components) {
    const failed = members.find((top) => stops.get(top.key)?.rule === 'resource.failed' && isNetworked(top));
    if (!failed) continue;
    for (const top of members)
      if (top.type === 'microsoft.network/virtualnetworks') failedIn.set(top.group.name, failedIn.get(top.group.name) ?? failed);
  }
  if (failedIn.size === 0) return;
  for (const { members } of components) {
    const cause = members
      .map((top) => failedIn.get(top.group.name))
      .filter((failed) => failed !== undefined)
      .sort(by((failed) => failed.key))[0];
    if (!cause || members.some((top) => stops.has(top.key))) continue;
    for (const top of members) if (isNetworked(top)) stops.set(top.key, bystander(cause));
  }
}

function isNetworked(top: TopResource): boolean {
  return /^microsoft\.(compute|network)\//.test(top.type);
}

function bystander(failed: TopResource): Stop {
  return {
    rule: 'group.failedNetwork',
    verdict: 'MODIFY',
    reason: `${failed.id} has failed, and while it is on a virtual network of this group Azure moves no machine and no network in or out.`,
    fix: 'Repair or delete the failed resource, and plan again.',
    because: failed.id,
  };
}
