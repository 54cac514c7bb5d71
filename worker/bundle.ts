import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleWorkflowCode, type Logger, type WorkflowBundleOption } from '@temporalio/worker';

const ROOT = path.join(__dirname, '..');
const ENTRY = path.join(ROOT, 'workflows/index.ts');
/** Modules without state. The sandbox evaluates them once and shares them, frozen: zod anew is a quarter of what the start of an execution costs. */
const SHARED = ['zod'];
/** Beside the packages that the bundle holds: an install removes both. */
const CACHE = path.join(ROOT, 'node_modules/.cache/handover');

/** The workflows as one bundle for the sandbox. Making it takes seconds, so one is kept for as long as the sources stay the same. */
export async function bundleWorkflows(logger: Logger, entry = ENTRY): Promise<WorkflowBundleOption> {
  const codePath = path.join(CACHE, `workflows-${sourcesHash(entry)}.js`);
  if (existsSync(codePath)) return { codePath };
  const bundle = await bundleWorkflowCode({ workflowsPath: entry, logger, preloadModules: SHARED });
  try {
    mkdirSync(CACHE, { recursive: true });
    const aside = `${codePath}.${process.pid}`;
    writeFileSync(aside, bundle.code);
    renameSync(aside, codePath);
    return { codePath };
  } catch {
    // An installation that nobody may write to makes its bundle at each start.
    return bundle;
  }
}

/** A digest of everything that can be in the bundle: our own sources, the versions of the rest, and where they are, which stack traces name. */
function sourcesHash(entry: string): string {
  const hash = createHash('sha256')
    .update(entry)
    .update(readFileSync(__filename))
    .update(readFileSync(path.join(ROOT, 'package-lock.json')));
  const add = (file: string) => {
    if (statSync(file).isDirectory()) for (const name of readdirSync(file).sort()) add(path.join(file, name));
    else hash.update(file).update(readFileSync(file));
  };
  for (const folder of ['contracts', 'workflows']) add(path.join(ROOT, folder));
  if (entry !== ENTRY) add(entry);
  return hash.digest('hex').slice(0, 16);
}
