import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PARTIES } from '../contracts/people/parties';

const text = z.string().min(1);

/** A worker's configuration file (YAML or JSON). It holds secrets: mode 0600. */
export const WorkerConfig = z.strictObject({
  azure: z.strictObject({
    endpoint: z.url().default('https://management.azure.com'),
    authority: z.url().default('https://login.microsoftonline.com'),
    audience: z.string().optional(),
    partnerCenter: z.url().default('https://api.partnercenter.microsoft.com'),
    graph: z.url().default('https://graph.microsoft.com'),
    /** A local Azure's EA portal and Account Center. Left out: Microsoft's have no interface, and people are told what to click there. */
    eaPortal: z.url().optional(),
    /** `transferType` of new transfers: Microsoft's pages contradict each other (3 or 5). Left out: 3, as published clients send it. */
    transferType: text.optional(),
    /** PEM file of a CA to trust beside the system's. */
    caFile: text.optional(),
  }),
  /** One per organisation this worker may act for. None: the machine's own identity. `name`: for `handover worker --party`. */
  credentials: z
    .array(
      z.strictObject({
        party: z.enum(PARTIES),
        name: text.optional(),
        tenantId: text,
        clientId: text,
        clientSecret: text,
      }),
    )
    .default([]),
  /** The desk, at which people sign. `publicKey`: Ed25519, base64url of 32 bytes. `linkKey`: only where notices with signed links are sent from. */
  desk: z
    .strictObject({
      url: z.url(),
      publicKey: z.string().regex(/^[\w-]{43}$/),
      linkKey: z
        .string()
        .regex(/^[\w-]{43}$/, 'is not 32 bytes in base64url')
        .optional(),
    })
    .optional(),
  /** Who runs Handover: told of what needs a ruling or an approval of the operator. */
  operator: z.strictObject({ name: text, email: z.email() }).optional(),
  /** How parties are told; every channel that is named is used. None: the log. */
  notices: z
    .strictObject({
      /** A folder of .eml files, or a mail server. */
      email: z.union([z.strictObject({ folder: text }), z.strictObject({ smtp: z.url(), from: z.email() })]).optional(),
      /** Workflow URL of a Teams channel, by party. */
      teams: z.partialRecord(z.enum(PARTIES), z.url()).optional(),
      /** Gets every notice as JSON, signed: `X-Handover-Signature: sha256=…` (HMAC with the secret). */
      webhook: z.strictObject({ url: z.url(), secret: text }).optional(),
    })
    .prefault({}),
  /** Folder of the artifact store. */
  artifacts: text,
  /** The store that passwords of new administrators go to. Left out: a folder beside `artifacts`, named after it and `-secrets`. */
  secrets: z
    .union([
      z.strictObject({ folder: text }),
      z.strictObject({ keyVault: z.url({ protocol: /^https$/, error: 'is not an https address' }) }),
    ])
    .optional(),
  /** Encrypts what is put aside there to be put back later: 32 bytes, base64url. Needed where secrets are removed. */
  artifactKey: z
    .string()
    .regex(/^[\w-]{43}$/, 'is not 32 bytes in base64url')
    .optional(),
  /** A stack of one machine: any user may answer for any party, and every result says so. */
  local: z.boolean().default(false),
  /** The local Azure's clock rate; 1 against real Azure. */
  timeScale: z.number().min(1).default(1),
});
export type WorkerConfig = z.infer<typeof WorkerConfig>;

export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
  }
}

/** Reads and checks; throws `ConfigError` with every problem at once, each with its path. Relative paths are taken from the file's folder. */
export function readWorkerConfig(file: string): WorkerConfig {
  let raw: unknown;
  try {
    raw = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigError([`${file}: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const parsed = WorkerConfig.safeParse(raw);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${file}: ${issue.path.join('.') || '(file)'}: ${issue.message}`));
  const config = parsed.data;
  if (config.timeScale > 1 && !config.local)
    throw new ConfigError([`${file}: timeScale: only a local stack may run faster than real time`]);
  if (config.local && !['127.0.0.1', 'localhost', '[::1]'].includes(new URL(config.azure.endpoint).hostname)) {
    throw new ConfigError([`${file}: local: approvals of a local stack prove nothing: azure.endpoint must be on the loopback`]);
  }
  if (config.local && config.secrets && 'keyVault' in config.secrets)
    throw new ConfigError([`${file}: secrets.keyVault: a local stack keeps its secrets in a folder`]);
  const here = (p: string) => path.resolve(path.dirname(file), p);
  return {
    ...config,
    artifacts: here(config.artifacts),
    ...(config.secrets && 'folder' in config.secrets ? { secrets: { folder: here(config.secrets.folder) } } : {}),
    ...(config.notices.email && 'folder' in config.notices.email
      ? { notices: { ...config.notices, email: { folder: here(config.notices.email.folder) } } }
      : {}),
    azure: { ...config.azure, ...(config.azure.caFile ? { caFile: here(config.azure.caFile) } : {}) },
  };
}
