/**
 * Makes the pictures of the documentation: draws what `npm start` prints; plays the sample and photographs its run in Temporal's Web UI and
 * its report; then an assessment; then begins a partner change and photographs the desk's pages. `npm run screenshots -- start`, `-- desk` or
 * `-- assessment` makes those alone.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as browsers } from 'playwright-core';
import { photographAssessment } from './lib/assessment-picture.mjs';
import { photographDesk } from './lib/desk-pictures.mjs';
import { recordSample } from './lib/record-sample.mjs';
import { terminalAnimation } from './lib/terminal-animation.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const IMAGES = join(ROOT, 'docs', 'images');
/** The Web UI draws its timeline after its texts; there is no event to wait for. */
const DRAWN_AFTER_MS = 8_000;
/** Pixels. The panes scroll by themselves when the mouse is over them. */
const LEFT_OF_THE_PANES = 78;
const SCROLL_TO_TIMELINE = 640;
const SCROLL_TO_UPGRADE = 480;
const TIMELINE = { x: 64, y: 76, width: 1376, height: 368 };

/**
 * @param {string} line what the sample prints
 * @returns {{link: string, files: string[]}}
 */
function played(line) {
  /** @type {unknown} */
  const answer = JSON.parse(line);
  return /** @type {{link: string, files: string[]}} */ (answer);
}

/**
 * Plays the sample; resolves when its run has ended. The stack stays up until the process gets SIGINT.
 *
 * @param {string} folder for the report files
 * @returns {Promise<{sample: import('node:child_process').ChildProcess, link: string, files: string[]}>}
 */
function playSample(folder) {
  const args = [join(ROOT, 'bin', 'handover'), 'sample', '--stay', '--folder', folder, '--output', 'jsonl'];
  const sample = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    sample.once('exit', (code) => reject(new Error(`the sample ended with ${code}`)));
    createInterface(sample.stdout).once('line', (line) => {
      const { link, files } = played(line);
      resolve({ sample, link, files });
    });
  });
}

/** @param {import('node:child_process').ChildProcess} sample */
async function stop(sample) {
  const exited = new Promise((resolve) => sample.once('exit', resolve));
  sample.kill('SIGINT');
  await exited;
}

/** @param {string} folder for the report files */
async function photographSample(folder) {
  const { sample, link, files } = await playSample(folder);
  const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: chromium.args, headless: true });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, deviceScaleFactor: 1 });
    await page.goto(link);
    await page.getByText('resourceMove').first().waitFor({ timeout: 60_000 });
    await page.waitForTimeout(DRAWN_AFTER_MS);
    // Down to the timeline: above it stand input and result, with paths of this machine.
    await page.mouse.move(LEFT_OF_THE_PANES, 500);
    await page.mouse.wheel(0, SCROLL_TO_TIMELINE);
    await page.waitForTimeout(1_000);
    await page.mouse.move(TIMELINE.width / 2, TIMELINE.y + TIMELINE.height / 2);
    await page.mouse.wheel(0, SCROLL_TO_UPGRADE);
    await page.waitForTimeout(1_000);
    await page.screenshot({ path: join(IMAGES, 'run.png'), clip: TIMELINE });

    const report = files.find((file) => file.endsWith('.html'));
    if (!report) throw new Error('the sample wrote no .html report');
    await page.goto(pathToFileURL(report).href);
    await page.screenshot({ path: join(IMAGES, 'report.png') });
  } finally {
    await browser.close();
    await stop(sample);
  }
}

/**
 * @param {string} folder for what is needed on the way
 * @param {typeof photographDesk} photograph
 */
async function photographPages(folder, photograph) {
  // The package's own arguments put all contexts into one process, which ends with the first of them.
  const options = { executablePath: await chromium.executablePath(), args: ['--no-sandbox', '--disable-gpu'], headless: true };
  const browser = await browsers.launch(options);
  try {
    await photograph({ browser, root: ROOT, images: IMAGES, folder });
  } finally {
    await browser.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'handover-screenshots-'));
try {
  await mkdir(IMAGES, { recursive: true });
  const [, , only] = process.argv;
  /** @param {string} what */
  const wanted = (what) => only === undefined || only === what;
  if (wanted('start')) {
    const lines = await recordSample(ROOT, folder);
    const description =
      'npm start plays a migration on a local Azure: people approve the plan, a provider is upgraded, 14 of 15 resources move';
    await writeFile(join(IMAGES, 'npm-start.svg'), terminalAnimation(lines, description));
  }
  if (wanted('run')) await photographSample(folder);
  if (wanted('assessment')) await photographPages(folder, photographAssessment);
  if (wanted('desk')) await photographPages(folder, photographDesk);
} finally {
  await rm(folder, { recursive: true, force: true });
}
