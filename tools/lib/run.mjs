import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [shell] for `.cmd` files on Windows
 * @property {(line: string) => void} [onErrorLine] called for each line of standard error
 */

/**
 * Runs a program without input and collects what it prints.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{code: number, stdout: string, stderr: string}>} code 127 when the program does not exist or may not be run
 */
export function run(command, args, { cwd, env, shell, onErrorLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    /** @type {string[]} */
    const errorLines = [];
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    createInterface(child.stderr).on('line', (line) => {
      errorLines.push(line);
      onErrorLine?.(line);
    });
    child.once('error', (error) => resolve({ code: 127, stdout, stderr: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, stderr: errorLines.join('\n') }));
  });
}

/**
 * Runs a program on our own terminal, and lets it decide what Ctrl-C means.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Pick<RunOptions, 'cwd' | 'env' | 'shell'>} [options]
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it, as shells count
 */
export function runAttached(command, args, { cwd, env, shell } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: 'inherit' });
    // The terminal sends Ctrl-C to the child as well; leaving before it would cut its shutdown short.
    const wait = () => undefined;
    const forward = () => child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', forward);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', wait).off('SIGTERM', forward);
      resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGKILL' ? 137 : 143));
    });
  });
}
