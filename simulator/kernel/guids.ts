import { createHash, randomUUID } from 'node:crypto';

export const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The same words, the same GUID (version 5's form): default identities and assignments are the same in every run. */
export function guidFrom(...words: string[]): string {
  const hex = createHash('sha1').update(words.join('\n').toLowerCase()).digest('hex');
  const variant = ((parseInt(hex[16] as string, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const newGuid: () => string = randomUUID;
