import type { CspTransferReport } from '../../../contracts/processes/csp-transfer';
import { MESSAGES } from '../../../contracts/run/messages';
import type { Party } from '../../../contracts/people/parties';
import { canSkipTime, progress } from '../../support/rig';
import { ended } from '../support/endings';
import { CONTOSO, LEGACY, PLAN } from '../support/organisations';
import { told } from '../support/people';
import { answer, outside, upTo, written, yesTo } from '../support/transfer-people';
import { openTransfers, quickEngineer, type TransferRun, type Transfers } from '../support/transfers';

const DAY_MS = 24 * 60 * 60_000;
const CARL = 'carl@contoso.example';
const DANA = 'dana@fabrikam.example';
const DORA = 'dora@fabrikam.example';
const NORA = 'nora@northwind.example';

interface Silence {
  party: Party;
  step: string;
  offerId?: string;
  /** Days until it expires. */
  days: number;
  /** Who says nothing. */
  silent: string;
}

const SILENCES: Silence[] = [
  { party: 'customer', step: 'request', days: 30, silent: 'customer' },
  { party: 'sourcePartner', step: 'draft', days: 14, silent: 'sourcePartner' },
  { party: 'customer', step: 'sign', days: 14, silent: 'customer and destinationPartner' },
  { party: 'sourcePartner', step: 'confirm', days: 14, silent: 'sourcePartner' },
  { party: 'sourcePartner', step: 'accept', offerId: PLAN, days: 20, silent: 'sourcePartner' },
];

(canSkipTime ? describe : describe.skip)('cspTransfer: silence', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    // At the pace of the real Azure: a look that is made while somebody is asked is made once an hour, for weeks.
    transfers = await openTransfers((deps) => ({ ...deps, settings: { ...deps.settings, timeScale: 1 } }));
    await quickEngineer(transfers.rig, { behaviour: 'confirm', moveAfter: '400d' });
  });
  afterAll(async () => transfers.close());

  /** Both clocks go on: Temporal's and Azure's. */
  const pass = async (days: number) => {
    await transfers.rig.azure.post('clock', { advance: `${days}d` });
    await transfers.rig.env.sleep(days * DAY_MS);
  };
  const reminders = (run: TransferRun, step: string) =>
    written(transfers.rig, run)
      .filter((one) => one.startsWith(`${step} `))
      .map((one) => one.slice(step.length + 1));

  it('expires at each question after its days, undone, with reminders every three days on the way', async () => {
    const runs = [];
    for (const silence of SILENCES) {
      const { party, step, offerId = LEGACY } = silence;
      const run = await transfers.begin(`silent at ${step}`, { offerId, input: { deadlines: { transfer: 20 } } });
      // Nobody waits a quarter of an hour here for the next look at what Microsoft writes.
      const waking = setInterval(() => void run.handle.signal(MESSAGES.wake, { source: 'a test' }).catch(() => undefined), 2_000);
      try {
        runs.push({ ...silence, run, asked: await upTo(run, party, step) });
      } finally {
        clearInterval(waking);
      }
    }
    const half = await transfers.begin('half signed');
    await answer(half, yesTo(await upTo(half, 'customer', 'sign')));

    await pass(2);
    expect(reminders(half, 'sign')).toEqual([`customer ask 0: ${DANA}`, `destinationPartner ask 0: ${NORA}`]);
    for (let day = 2; day < 32; day += 3) {
      for (const { run, step, days } of runs) {
        const view = await progress(run.handle);
        if ((view.status === 'waiting') !== day < days) throw new Error(`day ${day}, silent at ${step}: ${told(view)}`);
      }
      await pass(3);
    }

    const four = [1, 2, 3, 4];
    const six = [...four, 5, 6];
    const nine = [...six, 7, 8, 9];
    const [request, draft, sign, confirm, accept] = runs.map(({ run, step }) => reminders(run, step));
    const toDana = (nth: number) => (nth < 2 ? `customer remind ${nth}: ${DANA}` : `customer escalate ${nth}: ${DANA} ${DORA}`);
    const toCarl = (nth: number) => `sourcePartner remind ${nth}: ${CARL}`;
    expect(request).toEqual([`customer ask 0: ${DANA}`, ...nine.map(toDana)]);
    expect(draft).toEqual([`sourcePartner ask 0: ${CARL}`, ...four.map(toCarl)]);
    expect(sign).toEqual([
      `customer ask 0: ${DANA}`,
      `destinationPartner ask 0: ${NORA}`,
      ...four.flatMap((nth) => [toDana(nth), `destinationPartner remind ${nth}: ${NORA}`]),
    ]);
    expect(confirm).toEqual([`sourcePartner ask 0: ${CARL}`, ...four.map(toCarl)]);
    expect(accept).toEqual([`sourcePartner ask 0: ${CARL}`, ...six.map(toCarl)]);
    // Who has signed is not reminded.
    expect(reminders(half, 'sign')).toEqual([
      `customer ask 0: ${DANA}`,
      `destinationPartner ask 0: ${NORA}`,
      ...four.map((nth) => `destinationPartner remind ${nth}: ${NORA}`),
    ]);

    for (const { run, step, days, silent, asked, offerId } of [
      ...runs,
      { run: half, step: 'sign', days: 14, silent: 'destinationPartner', asked: undefined, offerId: LEGACY },
    ]) {
      const { failure, message, view } = await ended(transfers, run);
      expect([step, failure]).toEqual([step, 'Expired']);
      expect(message).toContain(`no answer from ${silent} until `);
      expect(view).toMatchObject({ status: 'declined', leftUndone: [], failure: { type: 'Expired', step } });
      const report: CspTransferReport = await transfers.report(view);
      expect(report.failure).toEqual(view.failure);
      expect(await run.state()).toEqual(run.before);
      const { partner, tickets, transfers: open } = await outside(transfers.rig, run);
      expect(partner).toBe(CONTOSO);
      const undone = offerId === PLAN ? ['cancel the transfer'] : step === 'request' ? [] : ['close the support ticket'];
      expect(view.undone).toEqual(undone);
      expect(tickets).toEqual(offerId === PLAN || step === 'request' ? [] : ['Closed']);
      if (report.transferId) expect(open[report.transferId]).toBe('Cancelled');
      if (!asked) continue;
      // Every notice names the deadline that the question has.
      expect(Date.parse(asked.until ?? '') - Date.parse(asked.since)).toBeLessThanOrEqual(days * DAY_MS);
      expect(Date.parse(asked.until ?? '') - Date.parse(asked.since)).toBeGreaterThan((days - 0.1) * DAY_MS);
      const untils = transfers.rig.notices.filter((one) => one.workflowId === run.workflowId && one.step === step);
      expect(new Set(untils.map(({ until }) => until))).toEqual(new Set([asked.until]));
    }
  });
});
