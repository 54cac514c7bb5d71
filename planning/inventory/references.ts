import { idKey, parseArmId } from './arm-id';

/** A mention of another resource somewhere in a resource's JSON. */
interface Reference {
  /** JSON pointer to the value, or to the key, that mentions it. */
  pointer: string;
  /** The id as it is written there, or the storage account's name. */
  to: { id: string } | { storageAccount: string };
}

const BLOB_HOST = /https?:\/\/([a-z0-9]{3,24})\.blob\./gi;
/** Portal links such as `hidden-link:/subscriptions/…` are written into tag names. */
const HIDDEN_LINK = /^hidden-[a-z-]+:/i;

/** Every id of a resource, and every blob host, found in the JSON at any depth: in values and in keys. */
export function referencesIn(json: Record<string, unknown>): Reference[] {
  const found: Reference[] = [];
  walk(json, '', found);
  return found;
}

function walk(value: unknown, pointer: string, found: Reference[]): void {
  if (typeof value === 'string') look(value, pointer, found);
  else if (Array.isArray(value)) value.forEach((item, index) => walk(item, `${pointer}/${index}`, found));
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) {
      const at = `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
      if (key.includes('/')) look(key, at, found);
      walk(member, at, found);
    }
}

function look(text: string, pointer: string, found: Reference[]): void {
  const id = text.replace(HIDDEN_LINK, '');
  if (id.startsWith('/') && /^\/subscriptions\//i.test(id)) {
    if (parseArmId(id)?.resourceGroup !== undefined) found.push({ pointer, to: { id: idKey(id) } });
  } else if (text.includes('.blob.'))
    for (const [, account = ''] of text.matchAll(BLOB_HOST))
      found.push({ pointer, to: { storageAccount: account.toLowerCase() } });
}
