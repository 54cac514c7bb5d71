import { failure } from '../../../activities/failures/failure';
import { inLanes } from '../../support/in-lanes';
import { canSkipTime } from '../../support/rig';
import { CONTOSO, PLAN } from '../support/organisations';
import type { Rulings } from '../support/people';
import { booksOf, openTransfers, ownCustomer, quickEngineer, type Transfers } from '../support/transfers';
import type { Wire } from '../support/wires';

type Refused = Required<Pick<Wire, 'activity' | 'call'>> & { procedure: 'ticket' | 'partnerCenter' };

/** What is asked of the outside before the point of no return; `tickets` and `transfers`: what had been made of them by then. */
const BEFORE: readonly (Refused & { tickets: number; transfers: number })[] = [
  { procedure: 'ticket', activity: 'checkSource', call: 'profile', tickets: 0, transfers: 0 },
  { procedure: 'ticket', activity: 'checkSource', call: 'subscriptions', tickets: 0, transfers: 0 },
  { procedure: 'ticket', activity: 'checkDestination', call: 'customer', tickets: 0, transfers: 0 },
  { procedure: 'ticket', activity: 'openTicket', call: 'openTickets', tickets: 0, transfers: 0 },
  { procedure: 'ticket', activity: 'openTicket', call: 'createWorkspace', tickets: 0, transfers: 0 },
  { procedure: 'ticket', activity: 'openTicket', call: 'openTicket', tickets: 0, transfers: 0 },
  { procedure: 'ticket', activity: 'messagesSoFar', call: 'messages', tickets: 1, transfers: 0 },
  { procedure: 'ticket', activity: 'attachForm', call: 'upload', tickets: 1, transfers: 0 },
  { procedure: 'ticket', activity: 'attachForm', call: 'say', tickets: 1, transfers: 0 },
  { procedure: 'ticket', activity: 'awaitMicrosoft', call: 'messages', tickets: 1, transfers: 0 },
  { procedure: 'partnerCenter', activity: 'openTransfer', call: 'createTransfer', tickets: 0, transfers: 0 },
  { procedure: 'partnerCenter', activity: 'acceptTransfer', call: 'acceptTransfer', tickets: 0, transfers: 1 },
];

/** What is asked of the outside after it, and the step whose ruling is waited for. */
const AFTER: readonly (Refused & { step: string })[] = [
  { procedure: 'ticket', activity: 'awaitSoldByPartner', call: 'subscriptions', step: 'awaitArrival' },
  { procedure: 'ticket', activity: 'soldByPartner', call: 'subscriptions', step: 'awaitArrival' },
  { procedure: 'partnerCenter', activity: 'awaitTransfer', call: 'transfer', step: 'complete' },
  { procedure: 'partnerCenter', activity: 'awaitSoldByPartner', call: 'subscriptions', step: 'complete' },
  { procedure: 'ticket', activity: 'adminAgents', call: 'groupNamed', step: 'access' },
  { procedure: 'ticket', activity: 'snapshotAccess', call: 'roleAssignments', step: 'access' },
  { procedure: 'ticket', activity: 'grantRole', call: 'putRoleAssignment', step: 'access' },
  { procedure: 'ticket', activity: 'proveAccess', call: 'resourceGroups', step: 'access' },
  { procedure: 'ticket', activity: 'removeAccess', call: 'deleteRoleAssignment', step: 'access' },
  { procedure: 'ticket', activity: 'awaitNoAccess', call: 'roleAssignments', step: 'access' },
  { procedure: 'ticket', activity: 'linkPartner', call: 'linkPartner', step: 'close' },
];

/** What the old partner is asked when it has lost the customer: it may not answer any more. What is noted then. */
const GOOD_TO_HAVE: readonly (Refused & { note: RegExp })[] = [
  { procedure: 'ticket', activity: 'closeTicket', call: 'ticket', note: /^Ticket .* has not been closed/ },
  { procedure: 'ticket', activity: 'ownAmong', call: 'namesOf', note: /^Contoso did not say which identities are its own/ },
];

const nameOf = ({ procedure, activity, call }: Refused) => `${procedure}: ${call} of ${activity}`;

(canSkipTime ? describe : describe.skip)('cspTransfer, a step that fails for good', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    transfers = await openTransfers();
  });
  afterAll(async () => transfers.close());

  async function begin(name: string, { procedure, activity, call }: Refused, times: number) {
    const own = procedure === 'ticket' ? undefined : await ownCustomer(transfers.rig);
    const laid = () =>
      transfers.wires.lay({ workflowId: name, activity, call, times }, () => {
        throw failure('PolicyDenied', 'the wire says no');
      });
    const run = await transfers.begin(name, {
      ...(own ? { ...own, offerId: PLAN } : {}),
      prepare: laid,
    });
    return { run, books: () => booksOf(transfers.rig, run, own?.tenantId) };
  }

  it('before the point of no return: everything is undone, and the books are as before', async () => {
    await quickEngineer(transfers.rig, { behaviour: 'silent' });
    const wrong: unknown[] = [];
    await inLanes(6, BEFORE, async (row) => {
      const { run, books } = await begin(nameOf(row), row, Infinity);
      const { failure: type, message, view } = await transfers.played(run);
      const { partner, tickets, transfers: opened } = await books();
      const seen = {
        type,
        message,
        failedIn: view.failure?.type,
        leftUndone: view.leftUndone,
        status: view.status,
        partner,
        tickets: tickets.map(({ status }) => status),
        reasons: tickets.map(({ communications }) => communications.some(({ body }) => /the wire says no/.test(body))),
        transfers: opened.map(({ status }) => status),
        isAsBefore: JSON.stringify(await run.state()) === JSON.stringify(run.before),
      };
      const wanted = {
        type: 'PolicyDenied',
        message: 'the wire says no',
        failedIn: 'PolicyDenied',
        leftUndone: [],
        status: ['checkSource', 'checkDestination'].includes(row.activity) ? 'failed' : 'undone',
        partner: CONTOSO,
        tickets: Array.from({ length: row.tickets }, () => 'Closed'),
        reasons: Array.from({ length: row.tickets }, () => true),
        transfers: Array.from({ length: row.transfers }, () => 'Cancelled'),
        isAsBefore: true,
      };
      if (JSON.stringify(seen) !== JSON.stringify(wanted)) wrong.push({ row: nameOf(row), seen, wanted });
    });
    expect(wrong).toEqual([]);
  });

  const verdicts: Record<'retry' | 'done' | 'give-up', Rulings> = {
    retry: () => ({ verdict: 'retry', reason: 'try again' }),
    done: () => ({ verdict: 'done', reason: 'ticket 4711 of ours' }),
    'give-up': () => ({ verdict: 'give-up', reason: 'not today' }),
  };

  it.each(['retry', 'done', 'give-up'] as const)('after it, the operator says %s', async (verdict) => {
    await quickEngineer(transfers.rig);
    const wrong: unknown[] = [];
    await inLanes(6, AFTER, async (row) => {
      const { run } = await begin(`${verdict}, ${nameOf(row)}`, row, Infinity);
      // The operator is asked once; the second try meets no wire any more.
      const rules: Rulings = (...question) => {
        transfers.wires.lift(run.workflowId);
        return verdicts[verdict](...question);
      };
      const { failure: type, message, view } = await transfers.played(run, undefined, rules);
      const report = await transfers.report(view);
      const [ruling] = report.rulings;
      const seen = {
        type,
        ruling: ruling && { step: ruling.step, verdict: ruling.verdict, name: ruling.name },
        rulings: report.rulings.length,
        status: view.status,
        isNoted: report.notes.includes(`${row.step}: done by hand, as the operator ruled; not looked up`),
        namesStep: verdict !== 'give-up' || message.startsWith(`${row.step}: not today (PolicyDenied: the wire says no)`),
        namesWhatIsLeft: verdict !== 'give-up' || report.leftUndone.some((one) => one.startsWith(row.step)),
        undone: view.undone,
        outcome: report.outcome,
      };
      const wanted = {
        type: verdict === 'give-up' ? 'GivenUp' : undefined,
        ruling: { step: row.step, verdict, name: 'Olga' },
        rulings: 1,
        status: verdict === 'give-up' ? 'failed' : 'done',
        isNoted: verdict === 'done',
        namesStep: true,
        namesWhatIsLeft: true,
        undone: [],
        outcome: verdict === 'give-up' ? 'failed' : 'done',
      };
      if (JSON.stringify(seen) !== JSON.stringify(wanted)) wrong.push({ row: nameOf(row), message, seen, wanted });
    });
    expect(wrong).toEqual([]);
  });

  it('after it, what the old partner no longer answers stops nothing and is noted', async () => {
    await quickEngineer(transfers.rig);
    for (const row of GOOD_TO_HAVE) {
      const { run } = await begin(`no answer, ${nameOf(row)}`, row, Infinity);
      const { view, result } = await transfers.played(run);
      expect(result).toMatchObject({ status: 'done' });
      const { notes, rulings, access } = await transfers.report(view);
      expect(rulings).toEqual([]);
      expect(notes).toContainEqual(expect.stringMatching(row.note));
      expect(access).toMatchObject([{ remaining: 0 }]);
    }
  });
});
