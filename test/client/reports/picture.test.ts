import type { Picture, PictureNode } from '../../../client/reports/document';
import { dependencyPicture } from '../../../client/processes/assessment/dependency-picture';
import { layered } from '../../../client/reports/picture/layers';
import { layoutOf, type Box } from '../../../client/reports/picture/layout';
import { svg } from '../../../client/reports/picture/svg';
import { ASSESSMENT, largeAssessment } from './sample-assessment';

const node = (id: string): PictureNode => ({ id, label: id, detail: 'NO ISSUES', tone: 'good' });
const nodes = (...ids: string[]) => ids.map(node);

function columns(ids: string[], edges: Picture['edges']): Record<string, number> {
  return Object.fromEntries(layered(nodes(...ids), edges).map(({ node: { id }, column }) => [id, column]));
}

test('what is needed stands right of all that need it', () => {
  expect(
    columns(
      ['vm', 'nic', 'ip', 'net'],
      [
        ['vm', 'nic'],
        ['nic', 'ip'],
        ['nic', 'net'],
        ['vm', 'net'],
      ],
    ),
  ).toEqual({ vm: 0, nic: 1, ip: 2, net: 2 });
});

test('a circle, a self-reference and an edge to nowhere end', () => {
  const placed = columns(
    ['a', 'b', 'c'],
    [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['a', 'a'],
      ['a', 'gone'],
    ],
  );
  expect(placed).toEqual({ a: 0, b: 1, c: 2 });
});

test('a chain of thousands does not overflow the stack', () => {
  const ids = Array.from({ length: 5_000 }, (_, n) => `n${n}`);
  const placed = columns(
    ids,
    ids.slice(1).map((id, n): [string, string] => [`n${n}`, id]),
  );
  expect(placed.n4999).toBe(4_999);
});

const overlap = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const inside = (a: Box, b: Box) => a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

describe.each([10, 60, 300])('%d resources', (resources) => {
  const picture = dependencyPicture(largeAssessment(resources));
  if (!picture) throw new Error('nothing is drawn');
  const layout = layoutOf(picture);

  test('each has a place of its own, in the frame of its group', () => {
    expect(layout.nodes).toHaveLength(resources);
    for (const [index, box] of layout.nodes.entries()) {
      expect(layout.nodes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
      expect(layout.frames.filter((frame) => inside(box, frame))).toHaveLength(1);
    }
    for (const [index, frame] of layout.frames.entries())
      expect(layout.frames.slice(index + 1).filter((other) => overlap(frame, other))).toEqual([]);
  });

  test('groups stand side by side, and go on below where the page ends', () => {
    expect(layout.width).toBeGreaterThan(900);
    expect(layout.width).toBeLessThan(1_200);
  });

  test('equal reports give equal pictures', async () => {
    const again = dependencyPicture(largeAssessment(resources));
    expect(String(await svg(again ?? picture, 'D'))).toBe(String(await svg(picture, 'D')));
  });
});

test('more than some hundred: groups with the worst that is in them, arrows between those, and what is not drawn is counted', () => {
  const picture = dependencyPicture(largeAssessment(1_200));
  expect(picture?.groups).toHaveLength(1);
  expect(picture?.groups[0]?.nodes).toHaveLength(120);
  expect(picture?.groups[0]?.nodes[0]).toMatchObject({ label: 'team-0', detail: '6 resources · 1 MODIFY', tone: 'mixed' });
  expect(picture?.edges).toHaveLength(133);
  expect(picture?.description).toMatch(
    /^1200 resources are too many to draw: these are their 200 resource groups\..* 80 groups more/,
  );
});

test('an arrow for every dependency, a title for all that is cut off, and nothing of a name is markup', async () => {
  const picture = dependencyPicture(ASSESSMENT);
  if (!picture) throw new Error('nothing is drawn');
  const drawn = String(await svg(picture, 'Dependencies'));
  expect(drawn.match(/class="edge"/g)).toHaveLength(ASSESSMENT.edges.length);
  expect(drawn).toContain('<title>front-door-of-the-house-with-a-long-name: BLOCKED · applicationGateways</title>');
  expect(drawn).toContain('front-door-of-the-house-…');
  expect(drawn).not.toContain('<img');
  expect(drawn).toContain('10 resources in 4 resource groups with 6 dependencies.');
});

test('an edge to what is not in the report is not drawn, and nothing is drawn of nothing', async () => {
  const picture = dependencyPicture({
    ...ASSESSMENT,
    edges: [...ASSESSMENT.edges, [ASSESSMENT.rows[0]?.id ?? '', '/elsewhere']],
  });
  expect(String(await svg(picture ?? { description: '', groups: [], edges: [] }, 'D')).match(/class="edge"/g)).toHaveLength(6);
  expect(dependencyPicture({ ...ASSESSMENT, rows: [], edges: [] })).toBeUndefined();
});
