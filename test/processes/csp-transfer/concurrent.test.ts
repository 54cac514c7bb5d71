import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { cspTransferId } from '../../../contracts/processes/csp-transfer';
import { canSkipTime } from '../../support/rig';
import { gate } from '../support/gate';
import { NORTHWIND, PLAN } from '../support/organisations';
import { type Manners, willing } from '../support/people';
import { upTo } from '../support/transfer-people';
import { booksOf, openTransfers, ownCustomer, transferInput, type TransferRun, type Transfers } from '../support/transfers';

const declinesAcceptance: Manners = (asked) => (asked.step === 'accept' ? { choice: 'decline' } : willing(asked));

(canSkipTime ? describe : describe.skip)('cspTransfer: two transfers of one subscription at once', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    transfers = await openTransfers();
  });
  afterAll(async () => transfers.close());

  async function another(workflowId: string, first: TransferRun, input = {}): Promise<TransferRun> {
    const handle = await transfers.rig.start('cspTransfer', workflowId, transferInput(first.subscriptionId, input));
    return { ...first, workflowId, handle };
  }

  it('of the same id: the second one is refused at its start', async () => {
    const own = await ownCustomer(transfers.rig);
    const first = await transfers.begin('the id is taken below', own);
    const id = cspTransferId({ subscriptions: [first.subscriptionId] });
    const named = await another(id, first, own.input);
    await expect(another(id, first, own.input)).rejects.toBeInstanceOf(WorkflowExecutionAlreadyStartedError);
    await Promise.all([first, named].map((run) => run.handle.terminate('only its start was of interest')));
  });

  it('by ticket: the second one finds the first one’s ticket and ends as a conflict; the first one is unharmed', async () => {
    const first = await transfers.begin('first by ticket');
    await upTo(first, 'sourcePartner', 'draft');
    const second = await another('second by ticket', first);
    const { failure, message, view } = await transfers.played(second);
    expect(failure).toBe('Conflict');
    expect(message).toMatch(
      /^ticket \d+ \("CSP subscription transfer: .*\) about the same subscription is open: end that transfer/,
    );
    expect(view).toMatchObject({ status: 'undone', undone: [], leftUndone: [] });
    const { failure: unharmed, result } = await transfers.played(first);
    expect(unharmed).toBeUndefined();
    expect(result).toMatchObject({ status: 'done' });
    expect((await booksOf(transfers.rig, first)).tickets).toHaveLength(1);
  });

  it('by ticket, at the very same moment: one of them gives way', async () => {
    const names = ['one of two', 'the other of two'];
    const [looked, both] = [[gate(), gate()], gate()];
    const hold = (at: number) =>
      transfers.wires.lay({ workflowId: names[at] ?? '', activity: 'openTicket', call: 'createWorkspace', times: 1 }, () => {
        looked[at]?.open();
        return both.passed;
      });
    hold(0);
    hold(1);
    const one = await transfers.begin(names[0] ?? '');
    const other = await another(names[1] ?? '', one);
    const ends = Promise.all([one, other].map((run) => transfers.played(run)));
    await Promise.race([ends, Promise.all(looked.map(({ passed }) => passed))]);
    both.open();
    const failures = (await ends).map(({ failure }) => failure);
    expect(failures.filter((failure) => failure === undefined)).toHaveLength(1);
    expect(failures.filter((failure) => failure === 'Conflict')).toHaveLength(1);
    expect((await booksOf(transfers.rig, one)).tickets.map(({ status }) => status)).toEqual(['Closed', 'Closed']);
    expect((await booksOf(transfers.rig, one)).partner).toBe(NORTHWIND);
  });

  it('by Partner Center: the second one joins, and leaves the transfer alone when its own is declined', async () => {
    const own = await ownCustomer(transfers.rig);
    const first = await transfers.begin('first by Partner Center', { ...own, offerId: PLAN });
    await upTo(first, 'sourcePartner', 'accept');
    const second = await another('second by Partner Center', first, own.input);
    const joined = await transfers.played(second, declinesAcceptance);
    expect(joined.result).toMatchObject({ status: 'declined' });
    expect(joined.view.undone).toEqual([]);
    const { transfers: open } = await booksOf(transfers.rig, first, own.tenantId);
    expect(open.map(({ status }) => status)).toEqual(['Pending']);
    expect((await transfers.report(joined.view)).notes).toContain(
      `Joined the transfer ${open[0]?.id ?? ''}, which was open already; it is not this run's to cancel`,
    );
    const { failure, result } = await transfers.played(first);
    expect(failure).toBeUndefined();
    expect(result).toMatchObject({ status: 'done', transferId: open[0]?.id });
  });

  it('by Partner Center, at the very same moment: the one that came second leaves the transfer alone too', async () => {
    const own = await ownCustomer(transfers.rig);
    const held = gate();
    transfers.wires.lay(
      { workflowId: 'came second', activity: 'openTransfer', call: 'createTransfer', times: 1 },
      () => held.passed,
    );
    const second = await transfers.begin('came second', { ...own, offerId: PLAN });
    const end = transfers.played(second, declinesAcceptance);
    const first = await another('came first', second, own.input);
    await upTo(first, 'sourcePartner', 'accept');
    held.open();
    expect((await end).result).toMatchObject({ status: 'declined' });
    expect((await booksOf(transfers.rig, first, own.tenantId)).transfers.map(({ status }) => status)).toEqual(['Pending']);
    expect((await transfers.played(first)).result).toMatchObject({ status: 'done' });
  });
});
