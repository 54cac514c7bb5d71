import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Billing, CONTOSO, EA, NORTHWIND, openBilling } from '../billing/support';

const RECORDINGS = join(__dirname, '../../../../shared/azure/recordings');
const maybe = existsSync(RECORDINGS) ? describe : describe.skip;

interface Pair {
  liveRequest: { method: string; url: string };
  liveResponse: { statusCode: string; body: unknown };
}

/** Counts as the replay does: names and types of all leaves, positions in lists folded. */
function paths(value: unknown, at = ''): Set<string> {
  if (Array.isArray(value))
    return new Set(value.length === 0 ? [`${at} []`] : value.flatMap((one: unknown) => [...paths(one, `${at}/#`)]));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return new Set(entries.length === 0 ? [`${at} {}`] : entries.flatMap(([name, one]) => [...paths(one, `${at}/${name}`)]));
  }
  return new Set([`${at} ${value === null ? 'null' : typeof value}`]);
}

/** Recorded reads of billing and consumption. Their ids are of other accounts: each part of a path is put as ours of the same kind. */
maybe('recorded traffic of billing and consumption (skipped without ../shared)', () => {
  let azure: Billing;
  let account: string;
  let profile: string;
  beforeAll(async () => {
    azure = await openBilling();
    // The recorded customer has no Azure plan yet.
    await azure.client.sim('POST', 'seed', { relationships: [{ partnerTenantId: NORTHWIND, customerTenantId: CONTOSO }] });
    // Without a filter the running billing period is read: on its first day nothing has been used in it.
    await azure.advance(new Date().getUTCDate() === 1 ? '25h' : '0s');
    const [one] = (await azure.northwind('GET', '/providers/Microsoft.Billing/billingAccounts')).value;
    account = String(one?.['name']);
    profile = String((await azure.northwind('GET', `${String(one?.['id'])}/billingProfiles`)).value[0]?.['name']);
  });
  afterAll(() => azure.client.close());

  const placed = (url: string) =>
    decodeURIComponent(url.replace(/^https:\/\/[^/]+/, ''))
      .replace(/(\/billingAccounts\/)[^/?]+/, `$1${account}`)
      .replace(/(\/billingProfiles\/)[^/?]+/, `$1${profile}`)
      .replace(/(\/customers\/)[^/?]+/, `$1${CONTOSO}`)
      .replace(/(\/subscriptions\/)[^/?]+/, `$1${EA}`);

  const pairs = [
    'azure-cli.test_billing_customer_list_and_show',
    'azure-cli.test_billing_property_show',
    'azure-cli.test_consumption_usage_list',
  ].flatMap((name) =>
    (existsSync(RECORDINGS) ? readFileSync(join(RECORDINGS, `${name}.jsonl`), 'utf8') : '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [name, JSON.parse(line) as Pair] as const),
  );

  it('has them all', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(6);
  });

  it.each(pairs)('%s', async (_name, { liveRequest, liveResponse }) => {
    const ask = liveRequest.url.includes('/billingAccounts/') ? azure.northwind : azure.fabrikam;
    const reply = await ask(liveRequest.method, placed(liveRequest.url));
    expect(String(reply.status)).toBe(liveResponse.statusCode);
    const [wanted, got] = [paths(liveResponse.body), paths(reply.body)];
    const missing = [...wanted].filter((one) => !got.has(one));
    expect(missing.length / wanted.size <= 0.1 ? [] : missing).toEqual([]);
  });
});
