import { openPartners, type Partners } from '../partner-center/support';
import { documentedExamples, type Example, hasExamples } from './partner-center-examples';
import { PREPARE, prepareWebhooks } from './partner-center-places';
import { placed } from './partner-center-request';
import { likeness, type Likeness } from './partner-center-score';

const maybe = hasExamples ? describe : describe.skip;

async function play(partners: Partners, example: Example): Promise<Likeness> {
  await partners.client.sim('POST', 'reset');
  try {
    const prepare = PREPARE[example.page];
    const places =
      example.page === 'partner-center-webhooks' ? await prepareWebhooks(partners, example) : await (prepare?.(partners) ?? {});
    const { method, path, body } = placed(example, places);
    const reply = await partners.contoso(method, path, body);
    return likeness({ status: example.status, body: example.expected }, { status: reply.status, body: reply.body });
  } catch (error) {
    return { isAlike: false, difference: (error as Error).message };
  }
}

/** Microsoft's documented examples, each sent to a world in which what it names exists. They are read by the check only. */
maybe('the documented examples of Partner Center (skipped without ../shared)', () => {
  let partners: Partners;
  const played: (Example & Likeness)[] = [];

  beforeAll(async () => {
    partners = await openPartners();
    for (const example of documentedExamples()) played.push({ ...example, ...(await play(partners, example)) });
    const missed = played.filter((one) => !one.isAlike);
    const lines = missed.map((one) => `  ${one.page}: ${one.method} ${one.path.slice(0, 90)}: ${one.difference}`);
    console.info([`alike: ${played.length - missed.length} of ${played.length}`, ...lines].join('\n'));
  });

  afterAll(() => partners.client.close());

  test('every example that tells a request is played', () => {
    expect(played.length).toBeGreaterThan(100);
  });

  test('95 % of the answers have the documented status and nine tenths of the documented paths', () => {
    expect(played.filter((one) => one.isAlike).length / played.length).toBeGreaterThanOrEqual(0.95);
  });
});
