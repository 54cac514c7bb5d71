import { MESSAGES } from '../../../contracts/run/messages';
import { canSkipTime, progress, until } from '../../support/rig';
import { CONTOSO, NORTHWIND, PLAN } from '../support/organisations';
import type { Rulings } from '../support/people';
import { upTo } from '../support/transfer-people';
import { booksOf, openTransfers, ownCustomer, type TransferRun, type Transfers } from '../support/transfers';

type Json = Record<string, unknown>;

const givesUp: Rulings = () => ({ verdict: 'give-up', reason: 'a person goes on' });

(canSkipTime ? describe : describe.skip)('cspTransfer: waiting for Partner Center', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    transfers = await openTransfers();
  });
  afterAll(async () => transfers.close());

  it('ends although every event is lost', async () => {
    const { rig } = transfers;
    await rig.azure.post('webhooks', { mode: 'lost' });
    const own = await ownCustomer(rig);
    const run = await transfers.begin('no events', { ...own, offerId: PLAN });
    expect((await transfers.played(run)).result).toMatchObject({ status: 'done' });
    await rig.azure.post('webhooks', { mode: 'normal' });
  });

  it('a transfer that fails at Microsoft waits for the operator, with Microsoft’s reason', async () => {
    const { rig } = transfers;
    const own = await ownCustomer(rig);
    const run = await transfers.begin('fails at Microsoft', {
      ...own,
      offerId: PLAN,
      prepare: () =>
        rig.azure.post('faults', {
          match: { method: 'PATCH', path: `/customers/${own.tenantId}/transfers/` },
          action: { lro: { status: 400, code: '800019', message: 'Something is wrong with the order.' } },
        }),
    });
    const { failure, message, view } = await transfers.played(run, undefined, givesUp);
    expect(failure).toBe('GivenUp');
    expect(message).toMatch(
      /^complete: a person goes on \(TransferRefused: the transfer ended as Failed.*Something is wrong with the order/,
    );
    expect(view.leftUndone).toContain('complete: see that Microsoft moves fails at Microsoft to Northwind');
    expect((await booksOf(rig, run, own.tenantId)).partner).toBe(CONTOSO);
  });

  it('a transfer of which only a part arrives waits for the operator too, who is told which part does not', async () => {
    const { rig, wires } = transfers;
    const own = await ownCustomer(rig);
    const [one, other] = [1, 2].map((n) => `c5b00000-0000-4000-8000-00000000000${n}`);
    await rig.azure.post('seed', {
      subscriptions: [one, other].map((subscriptionId) => ({
        subscriptionId,
        tenantId: own.tenantId,
        offerId: PLAN,
        displayName: `part ${subscriptionId?.at(-1) ?? ''}`,
        partnerTenantId: CONTOSO,
      })),
    });
    // Suspended between the acceptance and Microsoft's move.
    wires.lay(
      { workflowId: 'a part only', activity: 'acceptTransfer', call: 'acceptTransfer', when: 'after', times: 1 },
      async () => {
        const snapshot = await rig.azure.get<Json & { subscriptions: Json[] }>('snapshot');
        await rig.azure.post('snapshot', {
          ...snapshot,
          subscriptions: snapshot.subscriptions.map((each) =>
            each.subscriptionId === other ? { ...each, state: 'Disabled' } : each,
          ),
        });
      },
    );
    const run = await transfers.begin('a part only', {
      ...own,
      offerId: PLAN,
      input: { ...own.input, subscriptions: [one, other] },
    });
    const { failure, message } = await transfers.played(run, undefined, givesUp);
    expect(failure).toBe('GivenUp');
    expect(message).toMatch(/the transfer ended as PartiallyComplete: .*900105/);
    const { transfers: opened } = await booksOf(rig, run, own.tenantId);
    expect(opened.map(({ status }) => status)).toEqual(['PartiallyComplete']);
  });

  it('a transfer that nobody accepts within its 30 days is over: an acceptance after that is refused, and nothing has moved', async () => {
    const { rig } = transfers;
    const own = await ownCustomer(rig);
    const run = await transfers.begin('accepted too late', { ...own, offerId: PLAN });
    const asked = await upTo(run, 'sourcePartner', 'accept');
    expect(Date.parse(asked.until ?? '') - Date.parse(asked.since)).toBeLessThanOrEqual(30 * 86_400_000);
    await rig.azure.post('clock', { advance: '744h' });
    const { failure, view } = await transfers.played(run);
    expect(failure).toBe('TransferRefused');
    expect(view).toMatchObject({ status: 'undone', undone: [], leftUndone: [] });
    const { partner, transfers: opened } = await booksOf(rig, run, own.tenantId);
    expect([partner, opened.map(({ status }) => status)]).toEqual([CONTOSO, ['Expired']]);
    expect(await run.state()).toEqual(run.before);
  });
});

(canSkipTime ? describe : describe.skip)('cspTransfer: at the pace of the real Azure', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    // A look every quarter of an hour: none but the first one falls into this test.
    transfers = await openTransfers((deps) => ({ ...deps, settings: { ...deps.settings, timeScale: 1 } }));
  });
  afterAll(async () => transfers.close());

  const wake = ({ handle }: TransferRun) => handle.signal(MESSAGES.wake, { source: 'a test' });
  const looksAt = (activity: string, run: TransferRun) =>
    until(
      `${activity} has looked`,
      async () => {
        const { raw } = await run.handle.describe();
        return raw.pendingActivities?.some(({ activityType, attempt }) => activityType?.name === activity && (attempt ?? 0) >= 2);
      },
      { withinMs: 60_000 },
    );

  it('a wake-up ends the pause before the next look, and decides nothing', async () => {
    const { rig } = transfers;
    await rig.azure.post('engineer', [{ behaviour: 'confirm', confirmAfter: '3h', moveAfter: '15h' }]);
    const run = await transfers.begin('woken');
    const signer = await upTo(run, 'customer', 'sign');
    const end = transfers.played(run);
    end.catch(() => undefined);
    expect(signer.step).toBe('sign');
    await looksAt('awaitMicrosoft', run);
    // Too early: nothing has been written, and the run waits on.
    await wake(run);
    expect((await progress(run.handle)).waitingFor).toEqual([]);
    await until('Microsoft has written', async () =>
      (await booksOf(rig, run)).tickets[0]?.communications.some(({ subject }) => /Form received/.test(subject)),
    );
    expect((await progress(run.handle)).step).toBe('confirm');
    await wake(run);
    await until('it goes on', async () => (await progress(run.handle)).step !== 'confirm', { withinMs: 60_000 });
    await until('Microsoft has moved it', async () => (await booksOf(rig, run)).partner === NORTHWIND);
    await wake(run);
    expect((await end).result).toMatchObject({ status: 'done' });
  });
});
