import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle';
import { logger } from '../support/runtime';

const CACHE = path.join(realpathSync(path.join(__dirname, '../../node_modules')), '.cache');

const fileOf = (bundle: WorkflowBundleOption): string => ('codePath' in bundle ? bundle.codePath : 'not kept');

test('a bundle is kept until the sources change', async () => {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, 'handover-bundle-'));
  const made: string[] = [];
  const bundle = async (source: string) => {
    writeFileSync(path.join(folder, 'index.js'), source);
    const file = fileOf(await bundleWorkflows(logger, path.join(folder, 'index.js')));
    made.push(file);
    return { file, writtenAt: statSync(file).mtimeMs };
  };
  try {
    const first = await bundle('exports.one = async () => undefined;');
    const other = await bundle('exports.other = async () => undefined;');
    expect(other.file).not.toBe(first.file);
    expect(await bundle('exports.one = async () => undefined;')).toEqual(first);
  } finally {
    for (const each of [folder, ...made]) rmSync(each, { recursive: true, force: true });
  }
});
