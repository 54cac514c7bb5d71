import { createHash } from 'node:crypto';

/** A GUID (version 5 layout) that is the same for the same parts: a role assignment put twice is one assignment. Case of the parts does not matter. */
export function deterministicGuid(...parts: string[]): string {
  const hex = createHash('sha1').update(parts.join('\n').toLowerCase()).digest('hex');
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
