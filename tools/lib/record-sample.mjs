import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Lines that tell nothing of the story: addresses of this machine, and what the next line says again. */
const LEFT_OUT = [/127\.0\.0\.1/, /^started /, /\bstatus \w+$/, /No worker answers/, /approve done|prepare done|validate done/];
/** The summary goes on with a table of every resource; the report has it. */
const OF_THE_SUMMARY = /^(Moved|Stayed|Carried over): |\(ContainerInstance/;

/**
 * Plays the sample migration and keeps what it prints, with the time of each line.
 *
 * @param {string} root of the repository
 * @param {string} folder for the report files
 * @returns {Promise<import('./terminal-animation.mjs').Line[]>}
 */
export async function recordSample(root, folder) {
  const began = Date.now();
  const sample = spawn(process.execPath, [join(root, 'bin', 'handover'), 'sample', '--folder', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  /** @type {import('./terminal-animation.mjs').Line[]} */
  const lines = [{ at: 0, text: '$ npm start' }];
  /** @param {string} text */
  const keep = (text) => void lines.push({ at: Date.now() - began, text });
  createInterface(sample.stderr).on('line', (text) => {
    if (text.trim() !== '' && !LEFT_OUT.some((pattern) => pattern.test(text))) keep(text);
  });
  createInterface(sample.stdout).on('line', (text) => {
    if (OF_THE_SUMMARY.test(text)) keep(text);
  });
  /** @type {number | null} */
  const code = await new Promise((resolve) => sample.once('close', resolve));
  if (code !== 0) throw new Error(`the sample ended with ${code ?? 'a signal'}`);
  return lines;
}
