import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { temporal } from '@temporalio/proto';

const HISTORIES = path.join(__dirname, 'histories');
const MANIFEST = path.join(HISTORIES, 'manifest.json');

/** `{type}/{case}` of every retained history → SHA-256 of its file. */
type Manifest = Record<string, string>;

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

export const fileOf = (name: string) => path.join(HISTORIES, `${name}.json`);

export const manifestFile = () => MANIFEST;

export function readManifest(): Manifest {
  return existsSync(MANIFEST) ? (JSON.parse(readFileSync(MANIFEST, 'utf8')) as Manifest) : {};
}

type History = temporal.api.history.v1.IHistory;

export function readHistory(name: string): History {
  const raw = JSON.parse(readFileSync(fileOf(name), 'utf8')) as Record<string, unknown>;
  return temporal.api.history.v1.History.fromObject(raw);
}

/** Every history that lies in the folder, whether the manifest knows it or not. */
function recorded(): string[] {
  if (!existsSync(HISTORIES)) return [];
  return readdirSync(HISTORIES, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json') && name !== 'manifest.json')
    .map((name) => name.slice(0, -'.json'.length).split(path.sep).join('/'))
    .sort();
}

/** What keeps the retained histories from being a gate: an empty list when they are one. */
export function problems(manifest: Manifest, workflowTypes: readonly string[]): string[] {
  const names = Object.keys(manifest);
  return [
    ...(names.length === 0 ? ['no history is retained'] : []),
    ...workflowTypes.filter((type) => !names.some((name) => name.startsWith(`${type}/`))).map((type) => `${type} has no history`),
    ...recorded()
      .filter((name) => !(name in manifest))
      .map((name) => `${name} is not in the manifest`),
    ...names.flatMap((name) => {
      if (!existsSync(fileOf(name))) return [`${name} is missing`];
      return sha256(readFileSync(fileOf(name))) === manifest[name] ? [] : [`${name} was changed`];
    }),
  ];
}
