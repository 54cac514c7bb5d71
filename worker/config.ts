import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PARTIES } from '../contracts/parties';

const text = z.string().min(1);

/** A worker's configuration file (YAML or JSON). It holds secrets: mode 0600. */
export const WorkerConfig = z.strictObject({
  azure: z.strictObject({
    endpoint: z.url().default('https://management.azure.com'),
    authority: z.url().default('https://login.microsoftonline.com'),
    audience: z.string().optional(),
    /** PEM file of a CA to trust beside the system's. */
    caFile: text.optional(),
  }),
  /** One per tenant this worker may act in. None: the machine's own identity. */
  credentials: z
    .array(z.strictObject({ party: z.enum(PARTIES), tenantId: text, clientId: text, clientSecret: text }))
    .default([]),
  /** Folder of the artifact store. */
  artifacts: text,
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
  const here = (p: string) => path.resolve(path.dirname(file), p);
  return {
    ...config,
    artifacts: here(config.artifacts),
    azure: { ...config.azure, ...(config.azure.caFile ? { caFile: here(config.azure.caFile) } : {}) },
  };
}
