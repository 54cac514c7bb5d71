import type { TokenCredential } from '@azure/core-auth';
import { ServiceClient } from '@azure/core-client';
import type { Directory } from '../../ports/partner-center';
import type { Connection } from '../http/connection';
import { refused, send, translated } from '../http/request';

/** getByIds takes 1,000 ids at once (learn.microsoft.com/graph/api/directoryobject-getbyids). */
const AT_ONCE = 1_000;

interface Page {
  value?: { id?: string; displayName?: string }[];
}

/**
 * Microsoft Graph v1.0, with rights to read directory objects.
 * @param graph its URL without a slash at the end; the audience of its tokens too
 * @param ownTenantId the directory that `groupNamed` and `ownPrincipal` look in
 */
export function createDirectory(connection: Connection, graph: string, ownTenantId: string): Directory {
  const { tlsOptions, retryOptions } = connection.options;
  const scope = `${graph}/.default`;
  const clients = new Map<string, ServiceClient>();
  const client = (tenantId: string): ServiceClient => {
    const known =
      clients.get(tenantId) ??
      new ServiceClient({
        credential: connection.credential(tenantId),
        credentialScopes: [scope],
        endpoint: graph,
        retryOptions,
        ...(tlsOptions ? { tlsOptions } : {}),
      });
    clients.set(tenantId, known);
    return known;
  };
  const ask = (tenantId: string, doing: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Page> =>
    translated(doing, async () => {
      const answer = await send(client(tenantId), method, `${graph}/v1.0${path}`, body);
      if (answer.status !== 200) throw refused(answer, doing);
      return answer.body as Page;
    });

  return {
    async groupNamed(displayName) {
      const filter = encodeURIComponent(`displayName eq '${displayName.replaceAll("'", "''")}'`);
      const doing = `look up the group ${displayName} in ${ownTenantId}`;
      const { value = [] } = await ask(ownTenantId, doing, 'GET', `/groups?$filter=${filter}&$select=id,displayName`);
      return value[0]?.id?.toLowerCase();
    },

    async namesOf(tenantId, objectIds) {
      const names = new Map<string, string>();
      const ids = [...new Set(objectIds.map((id) => id.toLowerCase()))];
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const body = { ids: ids.slice(at, at + AT_ONCE) };
        const { value = [] } = await ask(
          tenantId,
          `look up ${ids.length} names in ${tenantId}`,
          'POST',
          '/directoryObjects/getByIds',
          body,
        );
        // What the identity may not read comes with its id alone: it is there all the same.
        for (const { id, displayName } of value) if (id) names.set(id.toLowerCase(), displayName ?? '');
      }
      return names;
    },

    ownPrincipal: () => translated('sign in', () => objectIdOf(connection.credential(ownTenantId), scope)),
  };
}

/** The token says who it was given to: no other request is needed. */
export async function objectIdOf(credential: TokenCredential, scope: string): Promise<string | undefined> {
  const [, claims] = (await credential.getToken(scope))?.token.split('.') ?? [];
  if (claims === undefined) return undefined;
  try {
    const { oid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { oid?: unknown };
    return typeof oid === 'string' ? oid.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
