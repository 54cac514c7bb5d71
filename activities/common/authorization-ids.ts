/** The last segment of an ARM id: a role definition's GUID, a lock's name. */
export function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** Takes a lock's id apart: `{scope}/providers/Microsoft.Authorization/locks/{name}`. */
export function lockAddress(id: string): { scope: string; name: string } {
  const at = id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/locks/');
  return { scope: id.slice(0, at), name: lastPart(id) };
}

/** Role definitions are named under a subscription: this role under the scope's. `role` is its GUID. */
export function roleDefinitionAt(scope: string, role: string): string {
  const subscription = /^\/subscriptions\/[^/]+/i.exec(scope)?.[0] ?? '';
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
}
