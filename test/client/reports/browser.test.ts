import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { AssessmentReport, CostRow } from '../../../contracts/processes/assessment';
import { documentOf } from '../../../client/processes/reports';
import { writeReport } from '../../../client/reports/write';
import type { ReportDocument } from '../../../client/reports/document';
import { findings, hasBrowser, PHONE, startBrowser } from '../../desk/support/browser';
import { ASSESSMENT, largeAssessment } from './sample-assessment';
import { REPORT } from './sample-report';

(hasBrowser ? describe : describe.skip)('a report in a browser', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'handover-page-'));
    browser = await startBrowser();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** The page, and whatever it complained of or asked the outside for. */
  async function open(
    document: ReportDocument,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const file = join(folder, 'report.html');
    await writeReport(file, document);
    const page = await (await browser.newContext(options)).newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (request.url() !== pathToFileURL(file).href) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }

  const assessed = (report: AssessmentReport, options?: BrowserContextOptions) => open(documentOf(report), options);
  const resources = (page: Page) => page.getByRole('region', { name: 'Resources', exact: true }).locator('tbody tr');
  const visible = async (page: Page) => ((await resources(page).all()).length === 0 ? [] : await shownTexts(page));
  const shownTexts = (page: Page) =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll('#t0 tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.cells[1].textContent)`,
    );

  test('pages of 50 entries, forwards, backwards and longer', async () => {
    const { page, complaints } = await assessed(largeAssessment(130));
    const section = page.locator('#t0');
    expect(await visible(page)).toHaveLength(50);
    await expect(section.getByRole('status').textContent()).resolves.toBe('Showing 1 to 50 of 130 entries');
    await section.getByRole('button', { name: 'Next' }).click();
    await section.getByRole('button', { name: 'Next' }).click();
    await expect(section.getByRole('status').textContent()).resolves.toBe('Showing 101 to 130 of 130 entries');
    expect(await section.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
    expect(await visible(page)).toHaveLength(30);
    await section.getByRole('button', { name: 'Previous' }).click();
    await expect(section.getByRole('status').textContent()).resolves.toBe('Showing 51 to 100 of 130 entries');
    await section.getByRole('combobox').selectOption('200');
    expect(await visible(page)).toHaveLength(130);
    expect(complaints).toEqual([]);
  });

  test('search takes several words in any column, in any case, and says how many it found', async () => {
    const { page } = await assessed(largeAssessment(130));
    const section = page.locator('#t0');
    await section.getByRole('searchbox', { name: 'Search Resources' }).fill('TEAM-7 storage');
    await expect(section.getByRole('status').textContent()).resolves.toBe('No entries found (of 130 in all)');
    await section.getByRole('searchbox').fill('team-7/ Disks');
    await expect(section.getByRole('status').textContent()).resolves.toBe('Showing 1 to 4 of 4 entries (of 130 in all)');
    expect(await visible(page)).toEqual(['disk-7-d', 'disk-7-a', 'disk-7-b', 'disk-7-c']);
    await section.getByRole('searchbox').fill('');
    await expect(section.getByRole('status').textContent()).resolves.toBe('Showing 1 to 50 of 130 entries');
  });

  test('a heading sorts all pages, up and down: names by their numbers, numbers by value, also what is searched', async () => {
    const { page } = await assessed(largeAssessment(130));
    const section = page.locator('#t0');
    const heading = section.getByRole('button', { name: 'Resource Name' });
    await heading.click();
    expect((await visible(page)).slice(0, 3)).toEqual(['disk-0-a', 'disk-0-b', 'disk-0-c']);
    await heading.click();
    expect((await visible(page)).slice(0, 2)).toEqual(['vm-21', 'vm-20']);
    expect(await section.getByRole('columnheader', { name: 'Resource Name' }).getAttribute('aria-sort')).toBe('descending');
    await section.getByRole('searchbox').fill('vm-1');
    expect((await visible(page)).slice(0, 2)).toEqual(['vm-19', 'vm-18']);
    await heading.click();
    expect((await visible(page)).slice(0, 3)).toEqual(['vm-1', 'vm-10', 'vm-11']);

    const { cost, ...plain } = ASSESSMENT;
    const rows = [-2, 0.5, -0.25, 10].map((difference) => ({ ...cost?.rows[0], difference }) as CostRow);
    const dearer = await assessed({ ...plain, ...(cost ? { cost: { ...cost, rows } } : {}) });
    await dearer.page.locator('#t1').getByRole('button', { name: 'Cost Diff' }).click();
    const differences = await dearer.page.locator('#t1 tbody tr td:nth-child(10)').allTextContents();
    expect(differences).toEqual(['-2.0000', '-0.2500', '0.5000', '10.0000']);
  });

  test('without JavaScript every row is there, and nothing that would not work', async () => {
    const { page } = await assessed(largeAssessment(130), { javaScriptEnabled: false });
    const rows = await resources(page).all();
    expect(rows).toHaveLength(130);
    expect(await rows.at(-1)?.isVisible()).toBe(true);
    expect(await page.getByRole('searchbox').count()).toBe(0);
    expect(await page.locator('button').count()).toBe(0);
    expect(await page.getByText('BLOCKED: 1 of').or(page.getByText('MODIFY: 21 of 130')).isVisible()).toBe(true);
  });

  test('on paper every row is there, in the order that was chosen, and what cannot be pressed there is not', async () => {
    const { page } = await assessed(largeAssessment(130));
    await page.locator('#t0').getByRole('searchbox').fill('vm-3');
    await page.locator('#t0').getByRole('button', { name: 'Resource Name' }).click();
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    await page.emulateMedia({ media: 'print' });
    const printed = await visible(page);
    expect(printed).toHaveLength(130);
    expect(printed.slice(0, 2)).toEqual(['disk-0-a', 'disk-0-b']);
    expect(await page.getByRole('searchbox').count()).toBe(0);
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.getByText('Left off paper: ').first().isVisible()).toBe(true);
    // What stands on paper fits on it: A4 landscape less its margins, at 96 dots an inch.
    await page.setViewportSize({ width: 1032, height: 700 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1032);
  });

  describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
    test.each([
      ['an assessment', documentOf(ASSESSMENT)],
      ['one with pages', documentOf(largeAssessment(40))],
      ['one of groups alone', documentOf(largeAssessment(400))],
      ['a move', documentOf(REPORT)],
    ])(
      'axe-core finds nothing in %s',
      async (_, document) => {
        const { page, complaints } = await open(document, { colorScheme });
        expect(await findings(page)).toEqual([]);
        expect(complaints).toEqual([]);
        const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
        expect(background).toBe(colorScheme === 'dark' ? 'rgb(18, 23, 30)' : 'rgb(255, 255, 255)');
      },
      60_000,
    );
  });

  test('nothing sticks out of a phone', async () => {
    const { page } = await assessed(largeAssessment(40), { viewport: PHONE });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
  });

  test('the picture says in words what it shows', async () => {
    const { page } = await assessed(ASSESSMENT);
    const picture = page.getByRole('img', { name: '10 resources in 4 resource groups with 6 dependencies.' });
    expect(await picture.isVisible()).toBe(true);
    expect(
      await page
        .getByText(/^10 resources in 4 resource groups with 6 dependencies\. An arrow goes/)
        .first()
        .isVisible(),
    ).toBe(true);
    expect(await page.getByRole('region', { name: 'Dependencies', exact: true }).locator('tbody tr').count()).toBe(6);
  });

  test('10,000 resources open and are searched and sorted without freezing', async () => {
    const opened = performance.now();
    const { page } = await assessed(largeAssessment(10_000));
    expect(performance.now() - opened).toBeLessThan(20_000);
    const took = await page.evaluate<{ search: number; sort: number; found: string }>(`(async () => {
      const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const timed = async (act) => { const begun = performance.now(); act(); await drawn(); return performance.now() - begun; };
      const section = document.querySelector('#t0');
      const box = section.querySelector('input');
      const search = await timed(() => { box.value = 'vm-777'; box.dispatchEvent(new Event('input')); });
      const found = section.querySelector('.status').textContent;
      box.value = ''; box.dispatchEvent(new Event('input'));
      return { search, found, sort: await timed(() => section.querySelectorAll('th button')[1].click()) };
    })()`);
    expect(took.found).toBe('Showing 1 to 1 of 1 entries (of 10000 in all)');
    // Unloaded: 0.1 s each.
    expect(took.search).toBeLessThan(2_000);
    expect(took.sort).toBeLessThan(2_000);
  });
});
