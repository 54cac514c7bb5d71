import type { ResourceManagementClient } from '@azure/arm-resources';
import type { ArmResource } from '../../../contracts/azure/inventory';
import { refused, send, translate } from '../http/request';

/** Requests at once: far from the read limit, and quick enough for the 800 of a batch. */
const AT_ONCE = 8;

/** `absent`: a GET answered 404. `unknown`: the type has no api-version to ask with. */
export type ReadById = (id: string) => Promise<ArmResource | 'absent' | 'unknown'>;

/** GET by id. It needs the type's api-version: the newest stable one that its provider names, asked once a namespace. */
export function readById(client: ResourceManagementClient, endpoint: string): ReadById {
  const asked = new Map<string, Promise<Map<string, string>>>();
  const versionsOf = (namespace: string): Promise<Map<string, string>> => {
    const known =
      asked.get(namespace.toLowerCase()) ??
      client.providers.get(namespace).then(({ resourceTypes = [] }) => {
        const newest = resourceTypes.map(({ resourceType = '', apiVersions = [] }) => {
          const version = apiVersions.find((v) => !v.includes('preview')) ?? apiVersions[0] ?? '';
          return [resourceType.toLowerCase(), version] as const;
        });
        return new Map(newest);
      });
    asked.set(namespace.toLowerCase(), known);
    return known;
  };
  return async (id) => {
    const doing = `read ${id}`;
    try {
      const [, namespace, rest] = /^.*\/providers\/([^/]+)\/(.+)$/i.exec(id) ?? [];
      if (!namespace || !rest) return 'unknown';
      const type = rest
        .split('/')
        .filter((_, i) => i % 2 === 0)
        .join('/')
        .toLowerCase();
      const apiVersion = (await versionsOf(namespace)).get(type);
      if (!apiVersion) return 'unknown';
      const answer = await send(client, 'GET', `${endpoint}${id}?api-version=${apiVersion}`);
      if (answer.status === 404) return 'absent';
      if (answer.status !== 200) throw refused(answer, doing);
      return answer.body as ArmResource;
    } catch (error) {
      throw translate(error, doing);
    }
  };
}

/** Lower-case ids of those that a GET does not find. Unlike a list, a GET does not lag. */
export async function absentOf(read: ReadById, ids: readonly string[]): Promise<Set<string>> {
  const absent = new Set<string>();
  const waiting = [...ids];
  const lane = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      if ((await read(id)) === 'absent') absent.add(id.toLowerCase());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return absent;
}
