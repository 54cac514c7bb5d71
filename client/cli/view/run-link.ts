import type { WebUi } from '../command';

/** Page of a run in Temporal's Web UI; undefined when the UI is not known. */
export function runLink(web: WebUi, id: string): string | undefined {
  return web.ui === undefined ? undefined : `${web.ui}/namespaces/${web.namespace}/workflows/${encodeURIComponent(id)}`;
}
