import { ResourceManagementClient } from '@azure/arm-resources';
import { POLICY_KINDS, type DirectoryBound, type PolicyItem, type PolicyKind } from '../../ports/ea-portal-and-directory';
import type { Connection } from '../http/connection';
import { allPages } from '../http/pages';
import { refused, send, translated } from '../http/request';

const API_VERSION: Record<PolicyKind, string> = {
  policyDefinitions: '2023-04-01',
  policySetDefinitions: '2023-04-01',
  policyAssignments: '2023-04-01',
  policyExemptions: '2022-07-01-preview',
};
/** A list of definitions holds all of Azure's own ones unless this is asked for. */
const OWN = '&$filter=atExactScope()';

/** Azure Policy (Microsoft.Authorization) of one tenant, which the SDKs in use do not cover. */
export function policies(connection: Connection, tenantId: string): Pick<DirectoryBound, 'policies' | 'putPolicy'> {
  const { options } = connection;
  const client = (subscriptionId: string) =>
    new ResourceManagementClient(connection.credential(tenantId), subscriptionId, options);

  async function list(subscriptionId: string, kind: PolicyKind): Promise<PolicyItem[]> {
    const scope = `/subscriptions/${subscriptionId}`;
    const filter = kind === 'policyDefinitions' || kind === 'policySetDefinitions' ? OWN : '';
    const found = await allPages<Omit<PolicyItem, 'kind'>>(
      client(subscriptionId),
      `${options.endpoint}${scope}/providers/Microsoft.Authorization/${kind}?api-version=${API_VERSION[kind]}${filter}`,
      `list the ${kind} of ${subscriptionId}`,
    );
    // A list shows what is inherited from management groups too.
    return found
      .filter(({ id }) => id.toLowerCase().startsWith(`${scope.toLowerCase()}/`))
      .map(({ id, properties, identity, location }) => ({
        id,
        kind,
        properties,
        ...(identity ? { identity } : {}),
        ...(location ? { location } : {}),
      }));
  }

  return {
    async policies(subscriptionId) {
      const found: PolicyItem[] = [];
      for (const kind of POLICY_KINDS) found.push(...(await list(subscriptionId, kind)));
      return found;
    },

    async putPolicy({ id, kind, properties, identity, location }) {
      const doing = `write ${id}`;
      const [, subscriptionId = ''] = /^\/subscriptions\/([^/]+)/i.exec(id) ?? [];
      // Azure says itself where an assignment is.
      const { scope: _scope, ...own } = properties;
      await translated(doing, async () => {
        const answer = await send(client(subscriptionId), 'PUT', `${options.endpoint}${id}?api-version=${API_VERSION[kind]}`, {
          properties: kind === 'policyAssignments' ? own : properties,
          ...(identity ? { identity: asked(identity) } : {}),
          ...(location ? { location } : {}),
        });
        if (![200, 201].includes(answer.status)) throw refused(answer, doing);
      });
    },
  };
}

/** An identity as it is asked for: whose it becomes is Azure's to say. */
function asked({ type, userAssignedIdentities }: Record<string, unknown>): Record<string, unknown> {
  const ids = Object.keys(userAssignedIdentities ?? {});
  return { type, ...(ids.length > 0 ? { userAssignedIdentities: Object.fromEntries(ids.map((id) => [id, {}])) } : {}) };
}
