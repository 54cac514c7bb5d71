import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Logger, WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle';

const ROOT = path.join(__dirname, '../..');

/** Everything that can be in the bundle: our own sources and the versions of the rest. */
function sourcesHash(entry: string | undefined): string {
  const hash = createHash('sha256').update(readFileSync(path.join(ROOT, 'package-lock.json')));
  const add = (file: string) => {
    if (statSync(file).isDirectory()) for (const name of readdirSync(file).sort()) add(path.join(file, name));
    else hash.update(file).update(readFileSync(file));
  };
  for (const folder of ['contracts', 'workflows']) add(path.join(ROOT, folder));
  if (entry) add(entry);
  return hash.digest('hex').slice(0, 16);
}

/** The workflows' bundle, made once for all test files of the same sources: bundling takes seconds, and each file is a process of its own. */
export async function testBundle(logger: Logger, entry?: string): Promise<WorkflowBundleWithSourceMap> {
  const file = path.join(tmpdir(), `handover-test-bundle-${sourcesHash(entry)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as WorkflowBundleWithSourceMap;
  const bundle = await bundleWorkflows(logger, entry);
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, JSON.stringify(bundle));
  renameSync(aside, file);
  return bundle;
}
