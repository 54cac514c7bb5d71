/** Pictures of the desk's pages: a partner change on a local stack of its own, up to the form that three parties sign. */
import { spawn, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A legacy subscription of the default world that Contoso sells, so it goes by ticket and a form. */
const SUBSCRIPTION = 'c5000000-0000-4000-8000-000000000201';
const RUN = 'fabrikam-to-northwind';
const WIDE = { width: 1000, height: 900 };
/** Exit code. */
const WAITING_ON_PERSON = 4;
const PHONE = { width: 360, height: 740 };

const INPUT = {
  customer: {
    tenantId: 'fab00000-0000-4000-8000-000000000003',
    name: 'Fabrikam',
    domain: 'fabrikam.onmicrosoft.com',
    country: 'US',
    contact: { name: 'Dana Doe', email: 'dana@fabrikam.example' },
  },
  sourcePartner: {
    tenantId: 'c0000000-0000-4000-8000-000000000001',
    name: 'Contoso',
    mpnId: '4711001',
    contact: { name: 'Carl Cole', email: 'carl@contoso.example' },
  },
  destinationPartner: {
    tenantId: '70000000-0000-4000-8000-000000000002',
    name: 'Northwind',
    mpnId: '4711002',
    contact: { name: 'Nora North', email: 'nora@northwind.example' },
  },
  subscriptions: [SUBSCRIPTION],
};

/**
 * @param {{browser: import('playwright-core').Browser, root: string, images: string, folder: string}} where
 *   `root` of the repository, `images` where the pictures go, `folder` for what is needed on the way
 */
export async function photographDesk({ browser, root, images, folder }) {
  const handover = join(root, 'bin', 'handover');
  const portsFile = join(folder, 'ports.json');
  const stack = spawn(process.execPath, [handover, 'up', '--clock-rate', '2000', '--ports-file', portsFile, '-o', 'jsonl'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await firstLine(stack);
    /** @type {unknown} */
    const ports = JSON.parse(await readFile(portsFile, 'utf8'));
    const { desk } = /** @type {{desk: string}} */ (ports);
    const input = join(folder, 'transfer.json');
    await writeFile(input, JSON.stringify(INPUT));
    run(handover, ['start', 'csp-transfer', '--input', input, '--id', RUN]);
    const people = await peopleOf(browser, desk, () => waiting(handover));
    await people.sign('customer', 'Dana Doe');
    await people.sign('sourcePartner', 'Carl Cole');

    const { customer, sourcePartner } = people.pages;
    await people.open('customer');
    await customer.screenshot({ path: join(images, 'desk-inbox.png'), clip: { x: 0, y: 0, width: WIDE.width, height: 420 } });
    await people.question('customer');
    await customer.screenshot({ path: join(images, 'desk-sign.png'), fullPage: true });
    await customer.emulateMedia({ colorScheme: 'dark' });
    await customer.setViewportSize(PHONE);
    await customer.screenshot({ path: join(images, 'desk-sign-phone-dark.png') });
    await sourcePartner.getByRole('link', { name: 'Status', exact: true }).click();
    await sourcePartner.screenshot({
      path: join(images, 'desk-status.png'),
      clip: { x: 0, y: 0, width: WIDE.width, height: 1500 },
      fullPage: true,
    });
  } finally {
    const ended = new Promise((resolve) => stack.once('exit', resolve));
    stack.kill('SIGINT');
    await ended;
  }
}

/**
 * Each party in a browser of its own.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} desk
 * @param {() => void} waiting returns when the run waits for a person
 */
async function peopleOf(browser, desk, waiting) {
  const page = async () => (await browser.newContext({ viewport: WIDE })).newPage();
  const pages = { customer: await page(), sourcePartner: await page() };
  const names = { customer: 'Fabrikam', sourcePartner: 'Contoso' };
  /** @param {'customer' | 'sourcePartner'} party */
  const open = async (party) => {
    waiting();
    await pages[party].goto(desk);
    await pages[party].getByRole('button', { name: `Open the inbox of ${names[party]}` }).click();
    await pages[party].getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
  };
  /** @param {'customer' | 'sourcePartner'} party */
  const question = async (party) => {
    await open(party);
    await pages[party].locator('main h2 a').first().click();
    await pages[party].locator('form.act').waitFor();
  };
  return {
    pages,
    open,
    question,
    /**
     * @param {'customer' | 'sourcePartner'} party
     * @param {string} name
     */
    sign: async (party, name) => {
      await question(party);
      const form = pages[party].locator('form.act');
      for (const tick of await form.getByRole('checkbox').all()) await tick.check();
      await form.getByLabel('Your full name').fill(name);
      await form.getByRole('button', { name: 'Sign', exact: true }).click();
      await pages[party].getByRole('heading', { name: 'Signed', level: 1 }).waitFor();
    },
  };
}

/** @param {string} handover */
function waiting(handover) {
  run(handover, ['wait', RUN, '--until', 'waiting', '--timeout', '60s']);
}

/**
 * @param {string} handover
 * @param {string[]} args
 */
function run(handover, args) {
  const { status, stderr } = spawnSync(process.execPath, [handover, ...args], { encoding: 'utf8' });
  if (status !== 0 && status !== WAITING_ON_PERSON) throw new Error(stderr);
}

/**
 * Resolves when the stack is ready; rejects when it ends before.
 *
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, null>} stack
 * @returns {Promise<void>}
 */
function firstLine(stack) {
  return new Promise((resolve, reject) => {
    stack.once('exit', (code) => reject(new Error(`the stack ended with ${code}`)));
    createInterface(stack.stdout).once('line', () => resolve());
  });
}
