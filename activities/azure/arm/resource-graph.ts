import type { ResourceManagementClient } from '@azure/arm-resources';
import type { ArmResource } from '../../../contracts/azure/inventory';
import type { ReadById } from './existence';
import { refused, send, translate } from '../http/request';

const API_VERSION = '2022-10-01';
/** Resource Graph's largest page. */
const PAGE = 1000;
const EVERYTHING = 'Resources | order by id asc';
/** What Azure Backup protects: below a vault, in none of ARM's lists, and the reason why a machine cannot go. */
const BACKUPS =
  "RecoveryServicesResources | where type =~ 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems' | order by id asc";

/**
 * Every resource with its properties by Azure Resource Graph: one request a thousand resources, where ARM's list answers without properties
 * and a GET each would meet the read limit (azure-apis: 250 reads, then 25 a second). Resource Graph lags behind ARM by seconds: what it
 * does not know yet is read from ARM, what is gone by now is left out.
 */
export async function inventory(
  client: ResourceManagementClient,
  endpoint: string,
  read: ReadById,
  subscriptionId: string,
  resourceGroups?: string[],
): Promise<ArmResource[]> {
  const doing = `read the inventory of ${subscriptionId}`;
  const wanted = resourceGroups && new Set(resourceGroups.map((name) => name.toLowerCase()));
  const isWanted = (id: string) => !wanted || wanted.has(/\/resourcegroups\/([^/]+)/i.exec(id)?.[1]?.toLowerCase() ?? '');
  try {
    const known = new Map<string, ArmResource>();
    for await (const row of graph(client, endpoint, subscriptionId, EVERYTHING, doing)) known.set(row.id.toLowerCase(), row);
    const found: ArmResource[] = [];
    for await (const listed of client.resources.list()) {
      const id = listed.id ?? '';
      if (!isWanted(id)) continue;
      const row = known.get(id.toLowerCase()) ?? (await read(id));
      if (row === 'absent') continue;
      found.push(row === 'unknown' ? ({ ...listed, id, type: listed.type ?? '' } as ArmResource) : row);
    }
    for await (const row of graph(client, endpoint, subscriptionId, BACKUPS, doing)) if (isWanted(row.id)) found.push(row);
    return found;
  } catch (error) {
    throw translate(error, doing);
  }
}

async function* graph(
  client: ResourceManagementClient,
  endpoint: string,
  subscriptionId: string,
  query: string,
  doing: string,
): AsyncGenerator<ArmResource> {
  let skipToken: string | undefined;
  do {
    const answer = await send(
      client,
      'POST',
      `${endpoint}/providers/Microsoft.ResourceGraph/resources?api-version=${API_VERSION}`,
      {
        subscriptions: [subscriptionId],
        query,
        options: { $top: PAGE, resultFormat: 'objectArray', ...(skipToken ? { $skipToken: skipToken } : {}) },
      },
    );
    if (answer.status !== 200) throw refused(answer, doing);
    const page = answer.body as { data: GraphRow[]; $skipToken?: string };
    for (const { resourceGroup: _group, subscriptionId: _subscription, tenantId: _tenant, ...resource } of page.data)
      yield resource;
    skipToken = page.$skipToken;
  } while (skipToken);
}

/** Columns that Resource Graph adds to what ARM answers. */
type GraphRow = ArmResource & { resourceGroup?: string; subscriptionId?: string; tenantId?: string };
