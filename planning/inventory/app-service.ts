import type { TopResource } from './index-inventory';

const SET = new Set(['microsoft.web/serverfarms', 'microsoft.web/sites', 'microsoft.web/certificates']);

/** Belongs to an App Service set. API connections share the namespace and move on their own. */
export function isAppService(type: string): boolean {
  return SET.has(type.toLowerCase());
}

/** Name (lower case) of the group in which a plan, app or certificate was created, from its web space (`group-WestEuropewebspace`); undefined when it does not say. */
export function originalGroupOf(top: TopResource): string | undefined {
  const webSpace = top.resource?.properties?.webSpace;
  return typeof webSpace === 'string' ? /^(.+)-[a-z0-9]+webspace(-linux)?$/i.exec(webSpace)?.[1]?.toLowerCase() : undefined;
}

/** Names (lower case) of the groups whose set it belongs to: where it was created and where it is. */
export function appServiceGroups(top: TopResource): string[] {
  const current = top.group.name.toLowerCase();
  const original = originalGroupOf(top);
  return original === undefined || original === current ? [current] : [current, original];
}
