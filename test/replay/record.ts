/**
 * Records histories of the cases: `npx tsx test/replay/record.ts [--again] [name…]`. A name is a workflow type (`resourceMove`) or one case
 * (`resourceMove/happy`); all cases are meant when none is named. A history that exists stays as it is: it stands for the runs that were
 * started when it was recorded. `--again` replaces it, and without names removes what no case stands for any more, which is right only while
 * no run of that time exists anywhere.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Dependencies } from '../../activities/ports/dependencies';
import type { ArtifactRef } from '../../contracts/run/artifact';
import findServers from '../support/find-servers';
import { CASES } from './cases';
import type { Cases, Played } from './cases/cases';
import { fileOf, manifestFile, readManifest, sha256 } from './histories';

/** Where the files are, by their references; each worker of a rig reads what the others wrote. */
const known = new Map<string, string>();

/** References name no folder of the machine that recorded. */
function anywhere(deps: Dependencies): Dependencies {
  const { artifacts } = deps;
  const renamed = (ref: ArtifactRef): ArtifactRef => {
    const uri = `file:///artifacts/${path.posix.basename(ref.uri)}`;
    known.set(uri, ref.uri);
    return { ...ref, uri };
  };
  return {
    ...deps,
    artifacts: {
      write: async (name, value) => renamed(await artifacts.write(name, value)),
      writeList: async (name, pages) => renamed(await artifacts.writeList(name, pages)),
      read: (ref) => artifacts.read({ ...ref, uri: known.get(ref.uri) ?? ref.uri }),
    },
  };
}

/** Without who and where: neither is read by a replay. */
function anonymous(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(anonymous);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'identity') return [key, 'recorder'];
      return [key, key === 'stackTrace' ? '' : anonymous(inner)];
    }),
  );
}

async function keep(name: string, { handle }: Played, flag: 'w' | 'wx'): Promise<void> {
  const history = anonymous(JSON.parse(JSON.stringify(await handle.fetchHistory())) as unknown);
  mkdirSync(path.dirname(fileOf(name)), { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify(history)}\n`, { flag });
  const manifest = { ...readManifest(), [name]: sha256(readFileSync(fileOf(name))) };
  writeFileSync(manifestFile(), `${JSON.stringify(manifest, undefined, 2)}\n`);
  process.stdout.write(`recorded ${name}\n`);
}

/** Removes histories whose case is gone: nobody could record them again. */
function removeOthers(cases: string[]): void {
  const [kept, gone] = [true, false].map((is) => Object.entries(readManifest()).filter(([name]) => cases.includes(name) === is));
  for (const [name] of gone ?? []) {
    rmSync(fileOf(name), { force: true });
    process.stdout.write(`removed ${name}\n`);
  }
  writeFileSync(manifestFile(), `${JSON.stringify(Object.fromEntries(kept ?? []), undefined, 2)}\n`);
}

async function record({ type, open }: Cases, wanted: string[], flag: 'w' | 'wx'): Promise<void> {
  const stage = await open(anywhere);
  try {
    for (const name of wanted) await keep(`${type}/${name}`, await stage.play(name, `${type}-${name}`), flag);
  } finally {
    await stage.close();
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { again: { type: 'boolean' } }, allowPositionals: true });
  const all = CASES.flatMap(({ type, names }) => names.map((name) => `${type}/${name}`));
  const types = CASES.map(({ type }) => type);
  const unknown = positionals.filter((name) => ![...types, ...all].includes(name));
  if (unknown.length > 0) throw new Error(`No case has the name ${unknown.join(', ')}.`);
  const isNamed = (...names: string[]) => positionals.length === 0 || names.some((name) => positionals.includes(name));
  if (values.again && positionals.length === 0) removeOthers(all);
  await findServers();
  for (const one of CASES) {
    const recorded = values.again ? {} : readManifest();
    const wanted = one.names.filter((name) => {
      const key = `${one.type}/${name}`;
      return isNamed(one.type, key) && !(key in recorded);
    });
    if (wanted.length > 0) await record(one, wanted, values.again ? 'w' : 'wx');
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
