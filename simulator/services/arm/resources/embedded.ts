import type { ArmResource } from '../../../kernel/arm-types';
import { keyOf } from '../../../kernel/ids';
import type { Store } from '../../../kernel/state/store';

type Json = Record<string, unknown>;

/** Where a child that is part of its parent's body stands: network's children (subnets, rules, peerings) are written both ways. */
function place(store: Store, id: string): { parent: ArmResource; list: string; name: string } | undefined {
  const parts = id.split('/');
  const parent = store.find(parts.slice(0, -2).join('/'))?.resource;
  if (!parent || !/^microsoft\.network\//i.test(parent.type) || parts.length < 11) return undefined;
  const wanted = (parts.at(-2) as string).toLowerCase();
  const list = Object.keys(parent.properties ?? {}).find(
    (key) => key.toLowerCase() === wanted && Array.isArray(parent.properties?.[key]),
  );
  return { parent, list: list ?? (parts.at(-2) as string), name: parts.at(-1) as string };
}

const entries = (parent: ArmResource, list: string) => (parent.properties?.[list] as Json[] | undefined) ?? [];

/** The child as it stands in its parent's body. */
export function embeddedChild(store: Store, id: string, type: string): ArmResource | undefined {
  const at = place(store, id);
  const child = at && entries(at.parent, at.list).find((one) => keyOf(String(one['name'])) === keyOf(at.name));
  return child && ({ ...child, id: child['id'] ?? id, name: child['name'], type } as ArmResource);
}

/** Replaces a child that stands in its parent's body, or takes it out. Answers false when it does not stand there. */
export function setEmbeddedChild(store: Store, id: string, child: ArmResource | undefined, now: number): boolean {
  const at = place(store, id);
  if (!at) return false;
  const stored = store.find(at.parent.id);
  if (!stored) return false;
  const before = entries(at.parent, at.list);
  const index = before.findIndex((one) => keyOf(String(one['name'])) === keyOf(at.name));
  if (index < 0) return false;
  const after = [...before];
  if (child) after[index] = child;
  else after.splice(index, 1);
  store.putResource({
    ...stored,
    resource: { ...at.parent, properties: { ...at.parent.properties, [at.list]: after } },
    changedAt: now,
  });
  return true;
}
