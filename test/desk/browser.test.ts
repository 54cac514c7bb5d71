import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { documentDigest } from '../../contracts/people/document';
import { planDigest } from '../../planning/plan/digest';
import { move, PLAN } from './support/move-run';
import { ADDRESSES, asking, form, transfer } from './support/fake-runs';
import { findings, hasBrowser, PHONE, serveRig, startBrowser } from './support/browser';

/** Real Chromium. People sign without JavaScript; it is on only where axe-core has to run. */
(hasBrowser ? describe : describe.skip)('the desk in a browser', () => {
  let desk: Awaited<ReturnType<typeof serveRig>>;
  let browser: Browser;

  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    desk = await serveRig();
    const view = transfer();
    view.waitingFor.push(asking('sourcePartner'));
    desk.rig.runs.add(view);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await desk.stop();
  });

  type Role = keyof typeof ADDRESSES;
  async function visit(role: Role, options: BrowserContextOptions = { javaScriptEnabled: false }): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(`${desk.url}/sign?t=${await desk.rig.link(role)}`);
    return page;
  }

  const sign = (page: Page) => page.getByRole('button', { name: 'Sign', exact: true });

  test('three people sign from three browsers, without JavaScript, each by their own link', async () => {
    const names: Record<Role, string> = { customer: 'Dana Doe', sourcePartner: 'Sam Source', destinationPartner: 'Nora North' };
    const pages = await Promise.all((Object.keys(names) as Role[]).map(async (role) => ({ role, page: await visit(role) })));
    for (const { role, page } of pages) {
      expect(page.url()).not.toContain('?');
      const form = page.locator('form.act');
      for (const tick of await form.getByRole('checkbox').all()) await tick.check();
      await form.getByLabel('Your full name').fill(names[role]);
      await sign(page).click();
      await page.getByRole('heading', { name: 'Signed', level: 1 }).waitFor();
      expect(await page.content()).toContain(names[role]);
    }
    const decided = desk.rig.view().decisions;
    expect(decided.map(({ party, name, digest, email }) => ({ party, name, digest, email }))).toEqual(
      pages.map(({ role }) => ({ party: role, name: names[role], digest: documentDigest(form()), email: ADDRESSES[role] })),
    );
    expect(decided.every(({ proof }) => proof !== 'localStack')).toBe(true);
    // What one signed the others see.
    const [first] = pages;
    await first?.page.getByRole('link', { name: 'Status' }).click();
    expect(await first?.page.content()).toContain('Nora North');
  });

  test('by keyboard alone: from the top of the page to the signature', async () => {
    const page = await visit('destinationPartner');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    const pressUntil = async (id: string) => {
      for (let presses = 0; presses < 20; presses++) {
        await page.keyboard.press('Tab');
        if ((await page.locator(':focus').getAttribute('id')) === id) return;
      }
      throw new Error(`the keyboard does not reach ${id}`);
    };
    await pressUntil('approve-read');
    await page.keyboard.press('Space');
    await pressUntil('approve-states.contract');
    await page.keyboard.press('Space');
    await pressUntil('approve-name');
    await page.keyboard.type('Nora North');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Signed', level: 1 }).waitFor();
    expect(desk.rig.view().decisions).toMatchObject([{ party: 'destinationPartner', states: ['contract'] }]);
  });

  test('sent back with a changed field, on a phone, without JavaScript', async () => {
    const page = await visit('customer', { javaScriptEnabled: false, viewport: PHONE, isMobile: true, hasTouch: true });
    await page.getByText('Send back with changes').tap();
    await page.getByLabel('Contact', { exact: true }).fill('Noah North');
    await page.getByLabel('What has to be changed').fill('Nora has left');
    await page.locator('#sendBack-name').fill('Dana Doe');
    await page.getByRole('button', { name: 'Send back' }).tap();
    await page.getByRole('heading', { name: 'Sent back', level: 1 }).waitFor();
    expect(desk.rig.view().decisions).toMatchObject([{ choice: 'sendBack', changes: { 'destination.contact': 'Noah North' } }]);
  });

  describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
    test('axe-core finds nothing on any page, wide or narrow, and nothing sticks out of a phone', async () => {
      for (const viewport of [{ width: 1280, height: 900 }, PHONE]) {
        const page = await visit('destinationPartner', { colorScheme, viewport });
        const check = async (what: string) => {
          expect({ what, found: await findings(page) }).toEqual({ what, found: [] });
          const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
          expect({ what, tooWide: wide > viewport.width }).toEqual({ what, tooWide: false });
        };
        const { pathname } = new URL(page.url());
        const base = pathname.split('/').slice(0, 3).join('/');
        await check('the question');
        for (const summary of await page.locator('summary').all()) await summary.click();
        await check('the question with all forms open');
        await page.evaluate("document.querySelector('#decline-comment').removeAttribute('required')");
        await page.locator('#decline-name').fill('Nora');
        await page.getByRole('button', { name: 'Decline' }).click();
        await check('a form that was not complete');
        await page.goto(`${desk.url}${base}/inbox`);
        await check('the inbox');
        await page.goto(`${desk.url}${base}/status/csp-transfer-1`);
        await check('the status');
        desk.rig.plan = { digest: planDigest(PLAN), plan: PLAN };
        desk.rig.runs.add(move());
        const claims = { workflowId: 'move-1', step: 'approve', digest: planDigest(PLAN) };
        await page.goto(`${desk.url}/sign?t=${await desk.rig.link('customer', claims)}`);
        await check('the plan of a move');
        await page.goto(`${desk.url}/sign?t=nothing`);
        await check('a link that is not valid');
        await page.goto(`${desk.url}${pathname}`);
        await page.locator('#approve-read').check();
        await page.locator('[id="approve-states.contract"]').check();
        await page.locator('#approve-name').fill('Nora North');
        await sign(page).click();
        await page.getByRole('heading', { name: 'Signed', level: 1 }).waitFor();
        await check('the answer');
        desk.rig.view().waitingFor = [asking('destinationPartner', { document: form({ version: 3 }) })];
        await page.reload();
        await check('the answer, with a newer version asked');
        desk.rig.runs.add(transfer());
      }
    });
  });
});
