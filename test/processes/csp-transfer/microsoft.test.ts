import { DateTime } from 'luxon';
import type { Settings } from '../../../activities/ports/dependencies';
import type { CspTransferResult } from '../../../contracts/processes/csp-transfer';
import { canSkipTime, CLOCK_RATE, progress, until } from '../../support/rig';
import { ended, rule } from '../support/endings';
import { CONTOSO, NORTHWIND } from '../support/organisations';
import { answerTo, told, withPeople } from '../support/people';
import { answer, outside, ticketOf, upTo, upToMicrosoft } from '../support/transfer-people';
import { openTransfers, quickEngineer, type TransferRun, type Transfers, writesAbout } from '../support/transfers';

const HOUR_MS = 60 * 60_000;
/** Looks once an hour of the Temporal clock: one that is skipped would be filled with looks every half second. */
const PATIENT = 0.25;

(canSkipTime ? describe : describe.skip)('cspTransfer: Microsoft’s word', () => {
  let transfers: Transfers;
  const settings: Settings = { local: true, timeScale: CLOCK_RATE };
  beforeAll(async () => {
    transfers = await openTransfers((deps) => ({ ...deps, settings }));
  });
  beforeEach(() => (settings.timeScale = CLOCK_RATE));
  afterAll(async () => transfers.close());

  const toldOperator = ({ workflowId }: TransferRun) =>
    transfers.rig.notices
      .filter((one) => one.workflowId === workflowId && one.to === 'operator' && one.step !== 'close')
      .map(({ kind, step, what, nth }) => `${kind} ${step} ${nth}: ${what}`);

  it('corrects the form when Microsoft asks for it: a new version, signed anew, attached, then confirmed', async () => {
    // An hour is a second: too short to be asked and to answer before it moves.
    await quickEngineer(transfers.rig, { behaviour: 'askCorrection' }, { behaviour: 'confirm', moveAfter: '6h' });
    const run = await transfers.begin('correction');
    const first = await upTo(run, 'sourcePartner', 'confirm');
    expect(first.document).toMatchObject({ version: 1 });
    const read = JSON.stringify(first.document);
    expect(read).toContain('Correction needed');
    // What Microsoft's machine writes about every new ticket is no answer.
    expect(read).not.toContain('successfully submitted');
    expect((await ticketOf(transfers.rig, run)).communications[0]?.subject).toContain('successfully submitted');
    const before = await progress(run.handle);
    await answer(
      run,
      answerTo(first, { choice: 'sendBack', comment: 'wrong name', changes: { 'sourcePartner.contactName': 'Cora' } }),
    );
    const second = await upTo(run, 'sourcePartner', 'confirm', { not: first.digest ?? '' });
    expect(second.document).toMatchObject({ version: 2 });
    expect(JSON.stringify(second.document)).toContain('Form received');
    expect(JSON.stringify(second.document)).not.toContain('Correction needed');
    await withPeople(run);

    const { result, view } = await ended(transfers, run);
    const { formDigest, decisions, status } = result as CspTransferResult;
    expect(status).toBe('done');
    const report = await transfers.report(view);
    const form = report.documents.find(({ digest }) => digest === formDigest)?.document;
    expect(form?.version).toBe(2);
    expect(JSON.stringify(form)).toContain('Cora');
    const signatures = decisions.filter(({ digest }) => digest === formDigest);
    expect(signatures.map(({ party }) => party).sort()).toEqual(['customer', 'destinationPartner', 'sourcePartner']);
    expect(decisions.length).toBe(before.decisions.length + 1 + 3 + 1);
    expect(report.messages.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Correction needed/),
      expect.stringMatching(/^Form received/),
    ]);
    const files = (await writesAbout(transfers.rig, run)).filter((one) => one.startsWith('POST ') && one.includes('/upload'));
    expect(files.map((one) => /csp-transfer-form-v\d/.exec(one)?.[0])).toEqual(['csp-transfer-form-v1', 'csp-transfer-form-v2']);
    expect((await outside(transfers.rig, run)).partner).toBe(NORTHWIND);
  });

  it('ends as declined by Microsoft, undone, when Microsoft refuses', async () => {
    await quickEngineer(transfers.rig, { behaviour: 'refuse' });
    const run = await transfers.begin('refused by Microsoft');
    const asked = await upTo(run, 'sourcePartner', 'confirm');
    expect(JSON.stringify(asked.document)).toContain('Transfer refused');
    expect(JSON.stringify(asked.document)).toContain('Microsoft has closed the ticket.');
    await answer(run, answerTo(asked, { choice: 'decline', comment: 'another customer’s' }));
    const { result, view } = await ended(transfers, run);
    expect(result).toMatchObject({ status: 'declined' });
    expect(view).toMatchObject({
      status: 'declined',
      leftUndone: [],
      failure: { type: 'Declined', step: 'confirm', message: 'microsoft declined (confirm): another customer’s' },
    });
    expect(await run.state()).toEqual(run.before);
    expect(await outside(transfers.rig, run)).toMatchObject({ partner: CONTOSO, tickets: ['Closed'] });
  });

  /** The next Friday from tomorrow on, 15:00 of the local clock; one before a Monday with another offset from UTC, where that is asked for. */
  const fridayBefore = async (zone: string, isChanged: boolean) => {
    let friday = DateTime.fromMillis(await transfers.rig.env.currentTimeMs(), { zone }).plus({ days: 1 });
    friday = friday.set({ hour: 15, minute: 0, second: 0, millisecond: 0 });
    while (friday.weekday !== 5) friday = friday.plus({ days: 1 });
    while (isChanged && friday.plus({ days: 3 }).offset === friday.offset) friday = friday.plus({ days: 7 });
    return friday;
  };

  it.each([
    { what: 'over a weekend', zone: 'UTC', isChanged: false },
    { what: 'over a weekend on which the clock is changed', zone: 'Europe/Berlin', isChanged: true },
  ])('raises the severity once after 8 business hours of silence, $what', async ({ what, zone, isChanged }) => {
    const friday = await fridayBefore(zone, isChanged);
    const monday = friday.plus({ days: 3 });
    await transfers.rig.env.sleep(friday.toMillis() - (await transfers.rig.env.currentTimeMs()));
    settings.timeScale = PATIENT;
    await quickEngineer(transfers.rig, { behaviour: 'silent' });
    // Two more business days after the Monday, then it ends.
    const days = monday.plus({ days: 2 }).diff(friday, 'days').days;
    const run = await transfers.begin(`silent Microsoft ${what}`, {
      input: { calendar: { timeZone: zone }, deadlines: { transfer: days + 0.2 } },
    });
    await upToMicrosoft(run);
    const elapsed = monday.diff(friday).toMillis();
    if (isChanged) expect(Math.abs(elapsed / HOUR_MS - 72)).toBe(1);
    else expect(elapsed / HOUR_MS).toBe(72);

    await transfers.rig.env.sleep(elapsed - 0.3 * HOUR_MS);
    expect(await progress(run.handle)).toMatchObject({ step: 'confirm', waitingFor: [] });
    expect(toldOperator(run)).toEqual([]);
    expect((await ticketOf(transfers.rig, run)).request.severity).toMatch(/^minimal$/i);

    await transfers.rig.env.sleep(0.6 * HOUR_MS);
    await until('the operator is told', async () => toldOperator(run).length > 0, { withinMs: 20_000 });
    expect((await ticketOf(transfers.rig, run)).request.severity).toMatch(/^moderate$/i);
    expect(toldOperator(run)).toEqual([expect.stringMatching(/^tell confirm 1: .* ticket \S+ for 8 business hours$/)]);

    await transfers.rig.env.sleep(24 * HOUR_MS);
    await until('the operator is told again', async () => toldOperator(run).length > 1, { withinMs: 20_000 });
    expect(toldOperator(run)[1]).toMatch(/^tell confirm 2: .* for 16 business hours$/);
    const { communications } = await ticketOf(transfers.rig, run);
    expect(communications.filter(({ subject }) => subject === 'No answer yet')).toHaveLength(1);

    await transfers.rig.env.sleep(30 * HOUR_MS);
    const { failure, message, view } = await ended(transfers, run);
    expect(failure).toBe('Expired');
    expect(message).toMatch(/^Microsoft has not answered ticket \S+ until /);
    expect(view).toMatchObject({ status: 'declined', undone: ['close the support ticket'], leftUndone: [] });
    const report = await transfers.report(view);
    expect(report.notes.filter((note) => note.endsWith(': its severity is raised'))).toHaveLength(1);
    expect(await run.state()).toEqual(run.before);
    expect(await outside(transfers.rig, run)).toMatchObject({ partner: CONTOSO, tickets: ['Closed'] });
  });

  it('goes on when Microsoft answers the raised severity', async () => {
    settings.timeScale = PATIENT;
    await quickEngineer(transfers.rig, { behaviour: 'silent', answersWhenEscalated: true, moveAfter: '400d' });
    const run = await transfers.begin('answers when escalated', {
      input: { calendar: { workdays: [1, 7], hours: [0, 24] } },
    });
    await upToMicrosoft(run);
    await transfers.rig.env.sleep(8.1 * HOUR_MS);
    await until('the operator is told', async () => toldOperator(run).length > 0, { withinMs: 20_000 });
    // An hour of the simulator is a second.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await transfers.rig.env.sleep(1.5 * HOUR_MS);
    const asked = await upTo(run, 'sourcePartner', 'confirm');
    expect(JSON.stringify(asked.document)).toContain('Form received');
    await answer(run, answerTo(asked, { choice: 'decline' }));
    expect((await ended(transfers, run)).result).toMatchObject({ status: 'declined' });
    expect(toldOperator(run)).toHaveLength(1);
  });

  it('has the operator told, then asked, when Microsoft confirms and does not move', async () => {
    settings.timeScale = PATIENT;
    await quickEngineer(transfers.rig, { behaviour: 'confirmThenSilent' });
    const run = await transfers.begin('confirms, never moves', { input: { deadlines: { transfer: 4, remindEvery: 1 } } });
    await upToMicrosoft(run);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await transfers.rig.env.sleep(1.5 * HOUR_MS);
    const asked = await upTo(run, 'sourcePartner', 'confirm');
    await answer(run, answerTo(asked));
    const ruled = () =>
      until(
        'a ruling is asked',
        async () => (await progress(run.handle)).waitingFor.find(({ choices }) => choices.includes('retry')),
        { withinMs: 30_000 },
      ).catch(async () => {
        throw new Error(`no ruling is asked: ${told(await progress(run.handle))}`);
      });
    await until('it waits for the move', async () => (await progress(run.handle)).step === 'awaitArrival');
    for (let day = 1; day <= 3; day++) {
      await transfers.rig.env.sleep(24.1 * HOUR_MS);
      await until(`the operator is told on day ${day}`, async () => toldOperator(run).length >= day, { withinMs: 20_000 });
    }
    expect(toldOperator(run)).toEqual(
      [1, 2, 3].map((n): unknown => expect.stringMatching(`^tell awaitArrival ${n}: Microsoft has not moved`)),
    );
    expect((await progress(run.handle)).waitingFor).toEqual([]);
    await transfers.rig.env.sleep(24 * HOUR_MS);
    expect(await ruled()).toMatchObject({ party: 'operator', step: 'awaitArrival', choices: ['retry', 'done', 'give-up'] });

    await rule(run, { step: 'awaitArrival', verdict: 'retry', reason: 'they are at it' });
    expect((await progress(run.handle)).waitingFor).toEqual([]);
    for (let day = 1; day <= 4; day++) await transfers.rig.env.sleep(24.1 * HOUR_MS);
    await ruled();
    await rule(run, { step: 'awaitArrival', verdict: 'give-up', reason: 'another way is taken' });
    const { failure, view } = await ended(transfers, run);
    expect(failure).toBe('GivenUp');
    // Past the point of no return nothing is taken back, not even the ticket.
    expect(view).toMatchObject({ status: 'failed', undone: [], failure: { type: 'GivenUp', step: 'awaitArrival' } });
    expect((await transfers.report(view)).rulings.map(({ verdict }) => verdict)).toEqual(['retry', 'give-up']);
    expect(await outside(transfers.rig, run)).toMatchObject({ partner: CONTOSO, tickets: ['Open'] });
    expect(await run.state()).toEqual(run.before);
  });
});
