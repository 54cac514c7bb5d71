import type { CspTransferResult } from '../../../contracts/processes/csp-transfer';
import { MESSAGES } from '../../../contracts/run/messages';
import { canSkipTime, progress } from '../../support/rig';
import { ended } from '../support/endings';
import { gate } from '../support/gate';
import { answerTo, withPeople } from '../support/people';
import { answer, events, refusal, upTo, yesTo } from '../support/transfer-people';
import { openTransfers, quickEngineer, type Transfers } from '../support/transfers';

const ANOTHER_TEXT = 'ab'.repeat(32);

(canSkipTime ? describe : describe.skip)('cspTransfer: answers that do not count', () => {
  let transfers: Transfers;
  const gates: ReturnType<typeof gate>[] = [];
  const heldBack = () => {
    const one = gate();
    gates.push(one);
    return one;
  };
  beforeAll(async () => {
    transfers = await openTransfers();
    await quickEngineer(transfers.rig);
  });
  afterAll(async () => {
    for (const { open } of gates) open();
    await transfers.close();
  });

  it('refuses by update what does not count, with its reason, and leaves no event', async () => {
    const run = await transfers.begin('answers refused');
    const dana = await upTo(run, 'customer', 'sign');
    const nora = (await progress(run.handle)).waitingFor.find(({ party }) => party === 'destinationPartner') ?? dana;
    const { decisions } = await progress(run.handle);
    const before = await events(run);

    const yes = yesTo(dana);
    expect(await refusal(run, { ...yes, party: 'sourcePartner' })).toBe(
      'DecisionRefused: sourcePartner is not asked; customer and destinationPartner are',
    );
    expect(await refusal(run, { ...yes, party: 'microsoft' })).toMatch(/^DecisionRefused: microsoft is not asked/);
    expect(await refusal(run, { ...yes, step: 'request' })).toBe('DecisionRefused: request asks nothing now; sign does');
    expect(await refusal(run, { ...yes, digest: ANOTHER_TEXT })).toMatch(
      /^DecisionRefused: this is about another text \(abababababab…\)/,
    );
    expect(await refusal(run, { ...yes, choice: 'maybe' })).toMatch(/^InvalidInput: choice: /);
    expect(await refusal(run, { ...yes, name: '' })).toMatch(/^InvalidInput: name: /);
    expect(await refusal(run, { ...yes, admin: true })).toMatch(/^InvalidInput: .*admin/);
    expect(await refusal(run, answerTo(nora))).toBe(
      'DecisionRefused: it does not state: contract (A contract between Northwind and Fabrikam is in place.)',
    );
    expect(await refusal(run, { ...answerTo(nora), states: ['contact'] })).toMatch(/does not state: contract/);
    expect(await refusal(run, answerTo(dana, { choice: 'sendBack', changes: { 'sourcePartner.contactName': 'Eve' } }))).toBe(
      'DecisionRefused: customer may not change sourcePartner.contactName; it may change customer.contactName, customer.contactEmail',
    );
    expect(await refusal(run, { ...yes, changes: { 'customer.contactName': 'Eve' } })).toMatch(
      /^DecisionRefused: changes come with sendBack/,
    );
    expect(await refusal(run, answerTo(dana, { choice: 'sendBack', changes: { 'customer.contactEmail': 'nobody' } }))).toBe(
      'DecisionRefused: customer.contactEmail: nobody is not an e-mail address',
    );
    expect(await events(run)).toBe(before);
    expect((await progress(run.handle)).decisions).toEqual(decisions);

    expect(await refusal(run, yes)).toBe('accepted');
    const after = await events(run);
    expect(after).toBeGreaterThan(before);
    for (const choice of ['approve', 'decline', 'sendBack'])
      expect(await refusal(run, { ...yes, choice })).toMatch(
        /^DecisionRefused: customer has answered already: approve by customer's person at /,
      );
    expect(await events(run)).toBe(after);
    await answer(run, answerTo(nora, { choice: 'decline' }));
    expect((await ended(transfers, run)).view.decisions).toHaveLength(decisions.length + 2);
  });

  it('refuses an answer before anything is asked, between two questions and after the last', async () => {
    const [checking, opening, closing] = [heldBack(), heldBack(), heldBack()];
    const workflowId = 'early and late answers';
    const run = await transfers.begin(workflowId, {
      prepare: () => {
        transfers.wires.lay({ workflowId, activity: 'checkSource', times: 1 }, () => checking.passed);
        transfers.wires.lay({ workflowId, activity: 'openTicket', times: 1 }, () => opening.passed);
        transfers.wires.lay({ workflowId, activity: 'closeTicket', times: 1 }, () => closing.passed);
      },
    });
    const early = { party: 'customer', choice: 'approve', digest: ANOTHER_TEXT, name: 'Dana' };
    expect(await refusal(run, early)).toMatch(/^DecisionRefused: too early: nothing is asked yet/);
    checking.open();
    const request = await upTo(run, 'customer', 'request');
    expect(await refusal(run, { ...early, step: 'sign', digest: request.digest })).toBe(
      'DecisionRefused: sign asks nothing now; request does',
    );
    await answer(run, yesTo(request));
    expect(await refusal(run, { ...yesTo(request), step: 'sign' })).toMatch(
      /^DecisionRefused: sign asks nothing now; request was settled at /,
    );
    expect(await refusal(run, yesTo(request))).toMatch(/^DecisionRefused: too late: request was settled at /);
    opening.open();
    const draft = await upTo(run, 'sourcePartner', 'draft');
    await answer(run, answerTo(draft, { choice: 'decline' }));
    expect(await refusal(run, yesTo(draft))).toMatch(/^DecisionRefused: too late: draft was settled at /);
    closing.open();
    const { result } = await ended(transfers, run);
    expect((result as CspTransferResult).decisions).toHaveLength(2);
  });

  it('takes one of two answers that settle a question at the same moment', async () => {
    const run = await transfers.begin('two at once');
    const dana = await upTo(run, 'customer', 'sign');
    const nora = { ...dana, party: 'destinationPartner' as const };
    const outcomes = await Promise.all([
      refusal(run, answerTo(dana, { choice: 'sendBack', changes: { 'customer.contactName': 'Dora' } })),
      refusal(run, answerTo(nora, { choice: 'sendBack', changes: { 'destinationPartner.contactName': 'Nina' } })),
    ]);
    expect(outcomes.filter((one) => one === 'accepted')).toHaveLength(1);
    expect(outcomes.find((one) => one !== 'accepted')).toMatch(
      /^DecisionRefused: (too late: sign was settled at |sign asks nothing now)/,
    );
    await withPeople(run, (asked) => (asked.step === 'draft' ? { choice: 'decline' } : undefined));
    await ended(transfers, run);
  });

  it('ignores by signal what does not count, and takes what does', async () => {
    const run = await transfers.begin('answers by signal');
    const dana = await upTo(run, 'customer', 'sign');
    const { decisions } = await progress(run.handle);
    const { choice: _choice, ...yes } = yesTo(dana);
    for (const bad of [
      { ...yes, party: 'sourcePartner' },
      { ...yes, step: 'draft' },
      { ...yes, digest: ANOTHER_TEXT },
      { ...yes, choice: 'approve' },
      { ...yes, changes: { 'sourcePartner.contactName': 'Eve' } },
      { ...yes, party: 'destinationPartner', changes: { 'customer.contactName': 'Eve' } },
      { ...yes, name: '' },
      'no',
      undefined,
    ]) {
      await run.handle.signal(MESSAGES.approve, bad);
      if (bad === undefined || typeof bad === 'string' || 'choice' in bad || !('changes' in bad))
        await run.handle.signal(MESSAGES.decline, bad);
      await run.handle.signal(MESSAGES.sendBack, bad);
    }
    // Without the statement that has to come with it.
    await run.handle.signal(MESSAGES.approve, { ...yes, party: 'destinationPartner' });
    const view = await progress(run.handle);
    expect(view.decisions).toEqual(decisions);
    expect(view.waitingFor.map(({ party }) => party)).toEqual(['customer', 'destinationPartner']);

    await run.handle.signal(MESSAGES.approve, { ...yes, party: 'destinationPartner', states: ['contract'] });
    await run.handle.signal(MESSAGES.sendBack, { ...yes, comment: 'wait', changes: { 'customer.contactName': 'Dora' } });
    const second = await upTo(run, 'customer', 'sign', { not: dana.digest ?? '' });
    expect(JSON.stringify(second.document)).toContain('Dora');
    await run.handle.signal(MESSAGES.decline, { ...yes, digest: second.digest });
    const { result } = await ended(transfers, run);
    expect(result).toMatchObject({ status: 'declined' });
    expect((result as CspTransferResult).decisions.slice(decisions.length)).toMatchObject([
      { party: 'destinationPartner', choice: 'approve', states: ['contract'], proof: 'localStack' },
      { party: 'customer', choice: 'sendBack', comment: 'wait' },
      { party: 'sourcePartner', step: 'draft', choice: 'approve' },
      { party: 'customer', choice: 'decline' },
    ]);
  });
});
