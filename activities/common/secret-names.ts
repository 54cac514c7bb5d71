import { createHash } from 'node:crypto';

/**
 * A secret's name as stores take it (Key Vault: letters, digits and hyphens, 127 at most). What is lost of the name is made up for by a part of
 * its digest, so that two names are two secrets.
 */
export function secretKey(name: string): string {
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100);
  return `${readable}-${createHash('sha256').update(name.toLowerCase()).digest('hex').slice(0, 12)}`;
}
