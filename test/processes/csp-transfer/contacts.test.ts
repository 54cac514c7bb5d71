import type { ContactChange, Decision } from '../../../contracts/run/messages';
import { MESSAGES } from '../../../contracts/run/messages';
import type { Party } from '../../../contracts/people/parties';
import type { ProgressView, WaitingFor } from '../../../contracts/run/progress';
import { canSkipTime, progress, until } from '../../support/rig';
import { ended } from '../support/endings';
import { answerTo, told } from '../support/people';
import { answer, events, refusal, testDesk, upTo, written, yesTo } from '../support/transfer-people';
import { openTransfers, quickEngineer, type TransferRun, type Transfers } from '../support/transfers';

const DAY_MS = 24 * 60 * 60_000;
const DANA = 'dana@fabrikam.example';
const DORA = 'dora@fabrikam.example';
const DAVE = 'dave@fabrikam.example';
const DEAN = 'dean@fabrikam.example';

(canSkipTime ? describe : describe.skip)('cspTransfer: links that a party delegates, has sent again, or ends', () => {
  const desk = testDesk();
  const seal = (decision: Decision, view: ProgressView) => desk.prove(view, 'decide', decision);
  let transfers: Transfers;
  beforeAll(async () => {
    transfers = await openTransfers(desk.believed);
    await quickEngineer(transfers.rig);
  });
  afterAll(async () => transfers.close());

  const said = ({ party, step, digest = '' }: WaitingFor, more: Partial<ContactChange>): ContactChange => ({
    party,
    step,
    digest,
    name: 'Dana',
    action: 'resend',
    ...more,
  });
  const signedNow = async () => ({ signedAt: new Date(await transfers.rig.env.currentTimeMs()) });
  const change = async (run: TransferRun, asked: WaitingFor, more: Partial<ContactChange>) => {
    const view = await progress(run.handle);
    const message = desk.prove(view, 'contact', said(asked, more), await signedNow());
    return run.handle.executeUpdate<ProgressView, [ContactChange]>(MESSAGES.contact, { args: [message] });
  };
  const askedOf = async (run: TransferRun, party: Party) =>
    (await progress(run.handle)).waitingFor.find((one) => one.party === party);
  const writes = async (run: TransferRun, expected: string[]) => {
    const look = () => written(transfers.rig, run).filter((one) => one.startsWith('request '));
    await until('the notices are sent', async () => look().length >= expected.length, { withinMs: 20_000 }).catch(async () => {
      throw new Error(`${look().join(', ')}; ${told(await progress(run.handle))}`);
    });
    expect(look()).toEqual(expected.map((one) => `request customer ${one}`));
  };

  it('takes a change only signed, for what is asked, and once; it leaves no event else', async () => {
    const run = await transfers.begin('contacts refused');
    const request = await upTo(run, 'customer', 'request');
    const view = await progress(run.handle);
    await writes(run, [`ask 0: ${DANA}`]);
    const before = await events(run);
    const delegate = said(request, { action: 'delegate', email: DAVE });
    const { proof } = desk.prove(view, 'contact', delegate);
    const notIts = 'DecisionRefused: its signature is not the desk’s, or not for this text and this run';
    const refused: [message: unknown, why: RegExp | string][] = [
      [delegate, 'DecisionRefused: it is not signed: answer at the desk, by the link that was sent to you'],
      [testDesk().prove(view, 'contact', delegate), notIts],
      [desk.prove(view, 'decide', delegate), notIts],
      [desk.prove({ ...view, runId: 'another' }, 'contact', delegate), notIts],
      [{ ...delegate, email: 'eve@elsewhere.example', proof }, notIts],
      [{ ...delegate, action: 'revoke', proof }, notIts],
      [desk.prove(view, 'contact', delegate, { signedAt: new Date(Date.now() - DAY_MS) }), /its signature was good until/],
      [desk.prove(view, 'contact', delegate, { signedAt: new Date(Date.now() + DAY_MS) }), /it was signed in the future/],
      [desk.prove(view, 'contact', { ...delegate, party: 'sourcePartner' }), /sourcePartner is not asked; customer are/],
      [desk.prove(view, 'contact', { ...delegate, step: 'sign' }), 'DecisionRefused: sign asks nothing now; request does'],
      [desk.prove(view, 'contact', { ...delegate, digest: 'ab'.repeat(32) }), /this is about another text/],
      [
        desk.prove(view, 'contact', said(request, { action: 'delegate' })),
        'DecisionRefused: delegate needs the colleague’s e-mail address',
      ],
      [{ ...delegate, email: 'nobody' }, /^InvalidInput: email: /],
      [{ ...delegate, action: 'sell' }, /^InvalidInput: action: /],
    ];
    for (const [message, why] of refused) expect(await refusal(run, message, 'contact')).toMatch(why);
    expect(await events(run)).toBe(before);
    await writes(run, [`ask 0: ${DANA}`]);

    expect(await refusal(run, { ...delegate, proof }, 'contact')).toBe('accepted');
    await change(run, request, { action: 'revoke' });
    expect(await refusal(run, { ...delegate, proof }, 'contact')).toBe(
      'DecisionRefused: its signature has counted already: open the link and sign again',
    );
    expect((await askedOf(run, 'customer'))?.told).toBeUndefined();
    await answer(run, seal(answerTo(request, { choice: 'decline' }), view));
    expect(await refusal(run, desk.prove(view, 'contact', delegate), 'contact')).toMatch(/^DecisionRefused: too late: request/);
    await ended(transfers, run);
  });

  it('writes to whom it should: a delegate from then on, nobody of a revoked link', async () => {
    const run = await transfers.begin('contacts');
    const request = await upTo(run, 'customer', 'request');
    expect(request).toMatchObject({ links: 0 });
    const sent = [`ask 0: ${DANA}`];
    const next = async (...more: string[]) => {
      sent.push(...more);
      await writes(run, sent);
    };
    await next();

    await change(run, request, { action: 'delegate', email: DAVE });
    await next(`ask 0: ${DAVE}`);
    expect(await askedOf(run, 'customer')).toMatchObject({ links: 0, told: [DAVE] });
    await change(run, request, { action: 'resend' });
    await next(`ask 0: ${DANA} ${DAVE}`);

    await transfers.rig.env.sleep(3 * DAY_MS);
    await next(`remind 1: ${DANA} ${DAVE}`);
    // Named between two reminders: asked, and reminded from then on.
    await change(run, request, { action: 'delegate', email: DEAN });
    await next(`ask 0: ${DEAN}`);
    await transfers.rig.env.sleep(3 * DAY_MS);
    await next(`escalate 2: ${DANA} ${DAVE} ${DEAN} ${DORA}`);
    // The second contact is not written to about a colleague's link.
    await change(run, request, { action: 'delegate', email: DAVE });
    await next(`ask 0: ${DAVE}`);

    await change(run, request, { action: 'revoke' });
    const after = await askedOf(run, 'customer');
    expect(after).toMatchObject({ links: 1 });
    expect(after).not.toHaveProperty('told');
    await next(`escalate 2: ${DANA} ${DORA}`);
    await transfers.rig.env.sleep(3 * DAY_MS);
    await next(`escalate 3: ${DANA} ${DORA}`);
    const generations = transfers.rig.notices
      .filter(({ workflowId, step }) => workflowId === run.workflowId && step === 'request')
      .map(({ links }) => links);
    expect(generations).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1]);

    const view = await progress(run.handle);
    await answer(run, desk.prove(view, 'decide', answerTo(request, { choice: 'decline' }), await signedNow()));
    await ended(transfers, run);
  });

  it('asks nobody about a question that somebody else is asked, when a link is wanted at the last moment', async () => {
    const run = await transfers.begin('contact at the last moment');
    const request = await upTo(run, 'customer', 'request');
    const view = await progress(run.handle);
    const times = await signedNow();
    await Promise.all([
      refusal(run, desk.prove(view, 'contact', said(request, { action: 'delegate', email: DAVE }), times), 'contact'),
      answer(run, desk.prove(view, 'decide', yesTo(request), times)),
    ]);
    const draft = await upTo(run, 'sourcePartner', 'draft');
    const asked = () => written(transfers.rig, run).filter((one) => one.startsWith('draft '));
    await until('the source partner is written to', async () => asked().length > 0);
    await answer(run, desk.prove(view, 'decide', answerTo(draft, { choice: 'decline' }), times));
    await ended(transfers, run);
    expect(asked()).toEqual(['draft sourcePartner ask 0: carl@contoso.example']);
  });
});
