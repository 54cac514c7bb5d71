import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { check, readDocument } from '../api/input-file';
import { HandoverError } from '../api/errors';
import { signingKeyFrom } from '../api/desk-keys';

const LOOPBACK = ['127.0.0.1', 'localhost', '::1', '[::1]'];

const isLoopback = (host: string) => LOOPBACK.includes(host);

/** The desk's configuration file (YAML or JSON). It holds the key that signs for everybody: mode 0600. */
export const DeskConfig = z
  .strictObject({
    listen: z.strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: z.number().int().min(1).max(65535),
      /** True: callers are told apart by the last address of X-Forwarded-For, which a proxy in front writes. */
      behindProxy: z.boolean().default(false),
    }),
    /** Where people's browsers find the desk; links in notices begin with it. */
    url: z.url().transform((url) => url.replace(/\/+$/, '')),
    /** 32 bytes, base64url: the worker that sends notices has the same. */
    linkKey: z.string().regex(/^[\w-]{43}$/, 'is not 32 bytes in base64url: make one with `handover desk keys`'),
    /** Ed25519 private key, PKCS#8 PEM or the seed of 32 bytes in base64url. Runs pin its public key when they start. */
    signingKey: z.string().refine(isSigningKey, 'is not an Ed25519 private key: make one with `handover desk keys`'),
    /** The desk of a local stack: whoever reaches it opens any party's inbox. */
    local: z.boolean().default(false),
    partnerCenterWebhook: z
      .strictObject({
        /** PEM of the authorities that may have issued the signing certificate; absent: the system's roots. */
        caFile: z.string().min(1).optional(),
        /** Host names that signing certificates may be fetched from. */
        certificateHosts: z.array(z.string().min(1)).min(1),
      })
      .optional(),
  })
  .refine(({ local, listen }) => !local || isLoopback(listen.host), {
    path: ['local'],
    message: 'opens every inbox to whoever reaches the desk: listen.host must be on the loopback',
  })
  .refine(({ url }) => url.startsWith('https:') || (url.startsWith('http:') && isLoopback(new URL(url).hostname)), {
    path: ['url'],
    message: 'must be https: links carry what opens a page',
  });
export type DeskConfig = z.infer<typeof DeskConfig>;

/**
 * Reads and checks. Relative paths are taken from the file's folder.
 * Throws HandoverError `badInput` with every problem at once, and for a file that others may read.
 */
export function readDeskConfig(file: string): DeskConfig {
  const config = check(DeskConfig as unknown as z.ZodType<DeskConfig>, readDocument(file, '--config'), file);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new HandoverError('badInput', `${file} can be read by others.`, {
      problems: [{ path: 'signingKey', message: 'whoever has it signs for every party' }],
      wayOut: `Take their rights: chmod 600 ${file}`,
    });
  }
  const webhook = config.partnerCenterWebhook;
  if (webhook?.caFile === undefined) return config;
  return { ...config, partnerCenterWebhook: { ...webhook, caFile: resolve(dirname(file), webhook.caFile) } };
}

function isSigningKey(text: string): boolean {
  try {
    signingKeyFrom(text);
    return true;
  } catch {
    return false;
  }
}
