/** Pictures of an assessment: of the example in the documentation, which has something of everything. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const VIEWPORT = { width: 1440, height: 1000 };

/**
 * @param {{browser: import('playwright-core').Browser, root: string, images: string, folder: string}} where
 *   `root` of the repository, `images` where the pictures go, `folder` for what is needed on the way
 */
export async function photographAssessment({ browser, root, images, folder }) {
  const example = join(root, 'docs', 'examples', 'assessment');
  const out = join(folder, 'assessment.html');
  const args = [
    ...['assess', '--input', join(example, 'inventory.json'), '--usage', join(example, 'usage.csv')],
    ...[
      '--rate-card',
      join(example, 'rate-card.json'),
      '--discount',
      '15',
      '--at',
      '2026-11-23',
      '--customer',
      'Fabrikam',
      '--out',
      out,
    ],
  ];
  const { status } = spawnSync(process.execPath, [join(root, 'bin', 'handover'), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`handover assess ended with ${status}`);
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(pathToFileURL(out).href);
  await page.screenshot({ path: join(images, 'assessment.png') });
  await page.getByRole('img').screenshot({ path: join(images, 'assessment-dependencies.png') });
  await page.close();
}
