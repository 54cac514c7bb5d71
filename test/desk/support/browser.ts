import { readFileSync } from 'node:fs';
import { createAdaptorServer } from '@hono/node-server';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as browsers, type Page } from 'playwright-core';
import { freePort } from '../../../client/local-stack/free-port';
import { DeskRig } from './rig';

/** The bundled browser is a Linux one; elsewhere the suite says that it is skipped. */
export const hasBrowser = process.platform === 'linux' && process.arch === 'x64';

/** A phone that is narrower than any sold today. */
export const PHONE = { width: 320, height: 640 };

/** Not with the package's own arguments: they switch off what keeps sites apart, and put all contexts into one process. */
export async function startBrowser(): Promise<Browser> {
  return browsers.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu'],
    headless: true,
  });
}

/** The desk over runs in memory, on a port of the loopback. */
export async function serveRig(): Promise<{ rig: DeskRig; url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const rig = new DeskRig({ url, listen: { host: '127.0.0.1', port, behindProxy: false }, local: false });
  const server = createAdaptorServer({ fetch: rig.app.fetch });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { rig, url, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What axe-core finds wrong with the page, each with the element; empty when nothing. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate<AxeResult>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`));
}
