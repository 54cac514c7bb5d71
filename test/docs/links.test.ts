import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const ROOT = join(__dirname, '../..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => existsSync(join(ROOT, file)));
const pages = files.filter((file) => file.endsWith('.md'));
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const FENCE = /^ *(`{3,})(?!`)[^`\n]*\n.*?^ *\1 *$/gms;
const proseOf = (page: string) => textOf(page).replace(FENCE, '');
const fencesOf = (page: string) => (textOf(page).match(FENCE) ?? []).join('\n');

/** The anchor that GitHub makes of a heading. */
function anchorOf(heading: string): string {
  const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return text.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}

const anchorsOf = (page: string) => [...proseOf(page).matchAll(/^#+ +(.+?) *$/gm)].map(([, heading = '']) => anchorOf(heading));

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, target = '']) => target);

function isDead(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : posix.normalize(posix.join(dirname(page), decodeURI(path)));
  if (!existsSync(join(ROOT, target))) return true;
  return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
}

test.each(pages)('every relative link of %s leads somewhere', (page) => {
  const links = matches(proseOf(page), /\]\(([^)\s]+)\)/g).filter((link) => !/^[a-z]+:/.test(link));
  expect(links.filter((link) => isDead(page, link))).toEqual([]);
});

// The guide names files that are to be made, and test/docs/add-a-process.test.ts makes them.
const guides = /^docs\/contributing\/add-/;

test.each(pages.filter((page) => !guides.test(page)))('every file of the tree that %s names is there', (page) => {
  const PATH = /`((?:contracts|planning|workflows|activities|worker|client|simulator|test|tools|docs)\/[\w./-]+\.[a-z]+)`/g;
  const EXAMPLE = /\b(docs\/examples\/[\w./-]+)/g;
  const named = [...matches(proseOf(page), PATH), ...matches(fencesOf(page), EXAMPLE)];
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test('every page can be reached from README', () => {
  const reached = new Set(['README.md']);
  for (const page of reached)
    for (const link of matches(proseOf(page), /\]\(([^)\s#]+\.md)(?:#[^)]*)?\)/g))
      if (!/^[a-z]+:/.test(link)) reached.add(posix.normalize(posix.join(dirname(page), link)));
  expect(pages.filter((page) => !reached.has(page))).toEqual([]);
});
