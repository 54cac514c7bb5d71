import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { LinkClaims } from '../../contracts/people/link';
import type { Party } from '../../contracts/people/parties';
import type { PortsFile } from '../../contracts/stack-file';
import type { ProgressView } from '../../contracts/run/progress';
import { hasBrowser, startBrowser } from '../desk/support/browser';
import { simulatorControl } from '../support/simulator-control';
import { ended, openShell, type Shell } from './cli-stack';

/** A partner change from the first question to its end, answered by three people in three browsers, by the links of their mails. */
const withAll = process.env['HANDOVER_TEMPORAL_CLI'] && hasBrowser ? describe : describe.skip;

jest.setTimeout(240_000);

const ID = 'transfer-1';
const INPUT = {
  customer: {
    tenantId: 'fab00000-0000-4000-8000-000000000003',
    name: 'Fabrikam',
    domain: 'fabrikam.onmicrosoft.com',
    country: 'US',
    contact: { name: 'Dana', email: 'dana@fabrikam.example' },
  },
  sourcePartner: {
    tenantId: 'c0000000-0000-4000-8000-000000000001',
    name: 'Contoso',
    mpnId: '4711001',
    contact: { name: 'Carl', email: 'carl@contoso.example' },
  },
  destinationPartner: {
    tenantId: '70000000-0000-4000-8000-000000000002',
    name: 'Northwind',
    mpnId: '4711002',
    contact: { name: 'Nora', email: 'nora@northwind.example' },
  },
  // Of the default world: legacy, sold by Contoso, so it goes by ticket and a form that all three sign.
  subscriptions: ['c5000000-0000-4000-8000-000000000201'],
};
const ADDRESSES: Partial<Record<Party, string>> = {
  customer: INPUT.customer.contact.email,
  sourcePartner: INPUT.sourcePartner.contact.email,
  destinationPartner: INPUT.destinationPartner.contact.email,
};

withAll('the desk, end to end', () => {
  let shell: Shell;
  let stack: ChildProcess;
  let ports: PortsFile;
  let browser: Browser;

  beforeAll(async () => {
    shell = openShell();
    ({ process: stack, ports } = await shell.up('--clock-rate', '2000'));
    browser = await startBrowser();
    const simulator = { url: ports.azure, caPem: readFileSync(ports.caFile, 'utf8') };
    // Four hours are seven seconds: the old partner is asked, and answers on its page, before Microsoft has moved.
    await simulatorControl(simulator).post('engineer', [{ behaviour: 'confirm', confirmAfter: '1m', moveAfter: '4h' }]);
  });
  afterAll(async () => {
    await browser.close();
    stack.kill('SIGTERM');
    await ended(stack);
    shell.close();
  });

  const view = () => JSON.parse(shell.handover('show', ID, '-o', 'json').out) as ProgressView;

  test('a partner change is signed by all three, each decision proven, and ends well', async () => {
    const file = join(shell.folder, 'transfer.json');
    writeFileSync(file, JSON.stringify(INPUT));
    expect(shell.handover('start', 'csp-transfer', '--input', file, '--id', ID).err).toBe('');
    const pages = new Map<Party, Page>();
    const answered = new Set<string>();
    for (;;) {
      shell.handover('wait', ID, '--until', 'waiting', '--timeout', '60s');
      const seen = view();
      if (seen.status !== 'waiting' && seen.status !== 'running') break;
      for (const { party, step, digest, states } of seen.waitingFor) {
        if (digest === undefined || answered.has(`${party} ${digest}`)) continue;
        const page = pages.get(party) ?? (await (await browser.newContext({ javaScriptEnabled: false })).newPage());
        pages.set(party, page);
        await page.goto(await linkInMail(shell, ADDRESSES[party] ?? party, { workflowId: ID, step, digest }));
        const form = page.locator('form.act');
        for (const tick of await form.getByRole('checkbox').all()) await tick.check();
        expect(await form.getByRole('checkbox').count()).toBe(1 + (states?.length ?? 0));
        await form.getByLabel('Your full name').fill(`${party} in person`);
        await page.getByRole('button', { name: 'Sign', exact: true }).click();
        await page.getByRole('heading', { name: 'Signed', level: 1 }).waitFor();
        answered.add(`${party} ${digest}`);
      }
    }
    const last = view();
    expect({ status: last.status, failure: last.failure }).toEqual({ status: 'done', failure: undefined });
    expect(new Set(last.decisions.map(({ party }) => party))).toEqual(new Set(Object.keys(ADDRESSES)));
    for (const { party, name, email, proof } of last.decisions) {
      expect({ name, email }).toEqual({ name: `${party} in person`, email: ADDRESSES[party] });
      expect(proof).toMatchObject({ signature: expect.any(String) });
    }
    // Its own link still shows what was signed, and how it ended.
    const page = pages.get('customer');
    await page?.getByRole('link', { name: 'Status', exact: true }).click();
    expect(await page?.locator('main').innerText()).toContain('Done');
  });

  test('a colleague is mailed a link; ended, it opens nothing, and the address on file has one that does', async () => {
    const id = 'transfer-2';
    const file = join(shell.folder, 'transfer-2.json');
    writeFileSync(file, JSON.stringify({ ...INPUT, subscriptions: ['c5000000-0000-4000-8000-000000000202'] }));
    shell.handover('start', 'csp-transfer', '--input', file, '--id', id);
    const dana = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await dana.goto(await linkInMail(shell, 'dana@fabrikam.example', { workflowId: id, links: 0 }));
    await dana.getByText('Let a colleague answer').click();
    await dana.locator('#contact-email').fill('eve@fabrikam.example');
    await dana.locator('#contact-name').fill('Dana Doe');
    await dana.getByRole('button', { name: 'Send a link' }).click();
    await dana.getByRole('heading', { name: 'Your colleague is written to' }).waitFor();

    const eve = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await eve.goto(await linkInMail(shell, 'eve@fabrikam.example', { workflowId: id }));
    const { href } = new URL(eve.url());
    // Says what the page shows instead, if it is not the question.
    expect(await eve.locator('main').innerText()).toContain('End all links sent so far');
    await eve.locator('summary', { hasText: 'End all links sent so far' }).click();
    await eve.locator('#revoke-name').fill('Eve Evans');
    await eve.getByRole('button', { name: 'End all links sent so far' }).click();
    await eve.getByRole('heading', { name: 'All links are ended' }).waitFor();
    expect((await eve.goto(href))?.status()).toBe(410);

    await dana.goto(await linkInMail(shell, 'dana@fabrikam.example', { workflowId: id, links: 1 }));
    await dana.locator('summary', { hasText: 'Decline' }).click();
    await dana.locator('#decline-comment').fill('Not this year');
    await dana.locator('#decline-name').fill('Dana Doe');
    await dana.getByRole('button', { name: 'Decline' }).click();
    await dana.getByRole('heading', { name: 'Declined', level: 1 }).waitFor();
    expect(shell.handover('wait', id).code).toBe(5);
  });

  test('the desk takes what the simulated Partner Center signs', async () => {
    const azure = simulatorControl({ url: ports.azure, caPem: readFileSync(ports.caFile, 'utf8') });
    const WebhookUrl = `${ports.desk}/hooks/partner-center/${INPUT.sourcePartner.tenantId}`;
    await azure.arm('POST', '/webhooks/v1/registration', { WebhookUrl, WebhookEvents: ['update-transfer', 'test-created'] });
    const { correlationId } = await azure.arm<{ correlationId: string }>('POST', '/webhooks/v1/registration/validationEvents');
    const results = () => azure.arm<{ status: string }>('GET', `/webhooks/v1/registration/validationEvents/${correlationId}`);
    for (let left = 40; (await results()).status !== 'completed'; left--) {
      if (left === 0) throw new Error(JSON.stringify(await results()));
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  });

  test('no log of the stack holds a token', () => {
    for (const log of filesBelow(shell.folder, '.log')) {
      expect(readFileSync(log, 'utf8')).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
    }
  });
});

/** The newest signing link with these claims that was mailed to an address; mails may be under way. */
async function linkInMail(shell: Shell, address: string, sought: Partial<LinkClaims>): Promise<string> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    for (const file of filesBelow(shell.folder, '.eml').reverse()) {
      for (const [link] of plain(readFileSync(file, 'utf8')).matchAll(/http:\/\/127\.0\.0\.1:\d+\/sign\?t=[\w.-]+/g)) {
        const claimed = claims(link);
        const wanted = Object.entries({ ...sought, email: address });
        if (wanted.every(([name, value]) => claimed[name] === value)) return link;
      }
    }
    if (Date.now() > deadline) throw new Error(`no mail to ${address}: ${JSON.stringify(sought)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function claims(link: string): Record<string, unknown> {
  const [, body = ''] = link.slice(link.indexOf('?t=')).split('.');
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<string, unknown>;
}

/** Quoted-printable undone: mail wraps its lines. */
function plain(mail: string): string {
  return mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function filesBelow(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));
}
