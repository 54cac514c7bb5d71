import type { CspTransferResult } from '../../../contracts/processes/csp-transfer';
import { type Document, documentDigest } from '../../../contracts/people/document';
import type { Party } from '../../../contracts/people/parties';
import { canSkipTime, progress } from '../../support/rig';
import { ended } from '../support/endings';
import { CONTOSO, LEGACY, NORTHWIND, PLAN } from '../support/organisations';
import { answerTo, withPeople } from '../support/people';
import { answer, outside, refusal, upTo, yesTo } from '../support/transfer-people';
import { openTransfers, quickEngineer, type Transfers } from '../support/transfers';

const WITHDRAWN = ['close the support ticket'];

function valueOf(document: Document | undefined, key: string): string | undefined {
  return document?.sections.flatMap(({ fields }) => fields).find((field) => field.key === key)?.value;
}

(canSkipTime ? describe : describe.skip)('cspTransfer: what people answer', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    transfers = await openTransfers();
  });
  afterAll(async () => transfers.close());

  it.each<[party: Party, step: string, offerId: string, by: Party, undone: string[]]>([
    ['customer', 'request', LEGACY, 'customer', []],
    ['sourcePartner', 'draft', LEGACY, 'sourcePartner', WITHDRAWN],
    ['customer', 'sign', LEGACY, 'customer', WITHDRAWN],
    ['destinationPartner', 'sign', LEGACY, 'destinationPartner', WITHDRAWN],
    ['sourcePartner', 'confirm', LEGACY, 'microsoft', WITHDRAWN],
    ['sourcePartner', 'accept', PLAN, 'sourcePartner', ['cancel the transfer']],
  ])('ends as declined, undone, when the %s declines at %s', async (party, step, offerId, by, undone) => {
    await quickEngineer(transfers.rig, { behaviour: 'confirm', moveAfter: '400d' });
    const run = await transfers.begin(`${party} declines ${step}`, { offerId });
    const asked = await upTo(run, party, step);
    await answer(run, answerTo(asked, { choice: 'decline', comment: 'not with us' }));
    const { result, view } = await ended(transfers, run);

    expect(result).toMatchObject({ status: 'declined', localStack: true, access: [] });
    expect(view).toMatchObject({
      status: 'declined',
      undone,
      leftUndone: [],
      failure: { type: 'Declined', step, message: `${by} declined (${step}): not with us` },
    });
    expect(view.decisions.at(-1)).toMatchObject({ party, choice: 'decline', comment: 'not with us' });
    const report = await transfers.report(view);
    expect(report).toMatchObject({ outcome: 'declined', failure: view.failure, undone });
    expect(await run.state()).toEqual(run.before);
    const { partner, tickets, transfers: open } = await outside(transfers.rig, run);
    expect(partner).toBe(CONTOSO);
    expect(tickets).toEqual(offerId === LEGACY && step !== 'request' ? ['Closed'] : []);
    expect(open[(result as CspTransferResult).transferId ?? '']).toBe(offerId === PLAN ? 'Cancelled' : undefined);
    const outcomes = transfers.rig.notices.filter((one) => one.workflowId === run.workflowId && one.step === 'close');
    expect(outcomes.map(({ to, kind }) => `${kind} ${to}`).sort()).toEqual([
      'tell customer',
      'tell destinationPartner',
      'tell operator',
      'tell sourcePartner',
    ]);
  });

  it.each<[party: Party, step: string, offerId: string]>([
    ['customer', 'request', LEGACY],
    ['sourcePartner', 'accept', PLAN],
  ])('ends as declined when the %s sends back at %s, where there is nothing to change', async (party, step, offerId) => {
    const run = await transfers.begin(`${party} sends back ${step}`, { offerId });
    const asked = await upTo(run, party, step);
    expect(await refusal(run, answerTo(asked, { choice: 'sendBack', changes: { anything: 'else' } }))).toBe(
      `DecisionRefused: ${party} may not change anything; it may change nothing`,
    );
    await answer(run, answerTo(asked, { choice: 'sendBack', comment: 'another one is meant' }));
    const { result, view } = await ended(transfers, run);
    expect(result).toMatchObject({ status: 'declined' });
    expect(view.failure?.message).toMatch(new RegExp(`^${party} sent the \\w+ back: another one is meant; start again`));
    expect(await run.state()).toEqual(run.before);
    expect(await outside(transfers.rig, run)).toMatchObject({ partner: CONTOSO, tickets: [] });
  });

  it('makes a new version of the form each time it is sent back, and all sign that one', async () => {
    await quickEngineer(transfers.rig);
    const run = await transfers.begin('form sent back twice');
    const first = await upTo(run, 'customer', 'sign');
    expect(first.editable).toEqual(['customer.contactName', 'customer.contactEmail']);
    expect(first.document?.version).toBe(1);
    expect(documentDigest(first.document as Document)).toBe(first.digest);

    // The new partner has signed by then: void.
    const nora = (await progress(run.handle)).waitingFor.find(({ party }) => party === 'destinationPartner');
    if (!nora) throw new Error('the destination partner is not asked beside the customer');
    expect(nora.digest).toBe(first.digest);
    await answer(run, yesTo(nora));
    await answer(
      run,
      answerTo(first, { choice: 'sendBack', comment: 'Dora has left', changes: { 'customer.contactName': 'Dora Doe' } }),
    );

    const second = await upTo(run, 'destinationPartner', 'sign', { not: first.digest ?? '' });
    expect(second.document?.version).toBe(2);
    expect(valueOf(second.document, 'customer.contactName')).toBe('Dora Doe');
    expect(JSON.stringify(second.document)).toContain("customer's person (customer) changed customer.contactName: Dora has left");
    expect(await refusal(run, yesTo(nora))).toMatch(/^DecisionRefused: this is about another text/);
    await answer(run, answerTo(second, { choice: 'sendBack', changes: { 'destinationPartner.contract': 'N-4711' } }));

    const third = await upTo(run, 'customer', 'sign', { not: second.digest ?? '' });
    expect(third.document?.version).toBe(3);
    await withPeople(run);
    const { result, view } = await ended(transfers, run);
    const { formDigest, decisions } = result as CspTransferResult;
    expect(result).toMatchObject({ status: 'done', formDigest: third.digest });
    const signatures = decisions.filter(({ digest, choice }) => digest === formDigest && choice === 'approve');
    expect(signatures.map(({ party }) => party).sort()).toEqual(['customer', 'destinationPartner', 'sourcePartner']);
    expect(signatures.find(({ party }) => party === 'destinationPartner')?.states).toEqual(['contract']);
    const report = await transfers.report(view);
    const form = report.documents.find(({ digest }) => digest === formDigest)?.document;
    expect(form?.version).toBe(3);
    expect(valueOf(form, 'customer.contactName')).toBe('Dora Doe');
    expect(valueOf(form, 'destinationPartner.contract')).toBe('N-4711');
    expect(report.notes.filter((note) => note.includes('earlier signatures are void'))).toHaveLength(2);
    expect((await outside(transfers.rig, run)).partner).toBe(NORTHWIND);
  });
});
