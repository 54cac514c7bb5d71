import type { Settings } from '../../../activities/ports/dependencies';
import type { CspTransferResult } from '../../../contracts/processes/csp-transfer';
import type { Decision } from '../../../contracts/run/messages';
import { MESSAGES } from '../../../contracts/run/messages';
import type { ProgressView } from '../../../contracts/run/progress';
import { canSkipTime, CLOCK_RATE, progress } from '../../support/rig';
import { ended } from '../support/endings';
import { answerTo } from '../support/people';
import { answer, events, refusal, testDesk, upTo, yesTo } from '../support/transfer-people';
import { openTransfers, quickEngineer, type Transfers } from '../support/transfers';

const MINUTE_MS = 60_000;
const NOT_ITS = 'DecisionRefused: its signature is not the desk’s, or not for this text and this run';

(canSkipTime ? describe : describe.skip)('cspTransfer: proofs', () => {
  const desk = testDesk();
  /** What the workers are configured with: a run pins what it finds when it begins. */
  const settings: Settings = { local: false, timeScale: CLOCK_RATE, deskKey: desk.publicKey };
  const seal = (decision: Decision, view: ProgressView) => desk.prove(view, 'decide', decision);
  let transfers: Transfers;
  beforeAll(async () => {
    transfers = await openTransfers((deps) => ({ ...deps, settings }));
    // Who is to answer before Microsoft has moved needs more than the usual hour, which is a second.
    await quickEngineer(transfers.rig, { behaviour: 'confirm', moveAfter: '6h' });
  });
  afterAll(async () => transfers.close());

  it('takes no answer that is not signed for it, and leaves no event', async () => {
    const run = await transfers.begin('proofs refused');
    const dana = await upTo(run, 'customer', 'sign', { seal });
    const view = await progress(run.handle);
    const before = await events(run);
    const yes = yesTo(dana);
    const now = Date.now();
    const { proof } = desk.prove(view, 'decide', yes);

    expect(await refusal(run, yes)).toBe(
      'DecisionRefused: it is not signed: answer at the desk, by the link that was sent to you',
    );
    const forged: Record<string, Decision> = {
      'another key': testDesk().prove(view, 'decide', yes),
      'a signature of nothing': { ...yes, proof: { ...proof, signature: 'A'.repeat(86) } },
      'another run': desk.prove({ id: view.id, runId: '0'.repeat(36) }, 'decide', yes),
      'another id': desk.prove({ ...view, id: 'csp-transfer-of-somebody-else' }, 'decide', yes),
      'another kind': desk.prove(view, 'contact', yes),
      'another party': { ...yes, proof: desk.prove(view, 'decide', { ...yes, party: 'destinationPartner' }).proof },
      'another choice': { ...yes, choice: 'decline', proof },
      'another digest': { ...yes, proof: desk.prove(view, 'decide', { ...yes, digest: 'ab'.repeat(32) }).proof },
      'another step': { ...yes, proof: desk.prove(view, 'decide', { ...yes, step: 'request' }).proof },
      'no step': { party: yes.party, choice: yes.choice, digest: yes.digest, name: yes.name, proof },
      'another name': { ...yes, name: 'Mallory', proof },
      'a comment that was not signed': { ...yes, comment: 'at any price', proof },
      'a statement that was not signed': { ...yes, states: ['contract'], proof },
      'a later end': { ...yes, proof: { ...proof, validUntil: '2099-01-01T00:00:00.000Z' } },
      // The last letter holds four bits that mean nothing: another spelling of the same bytes.
      'another spelling': { ...yes, proof: { ...proof, signature: respelt(proof.signature) } },
    };
    const reasons: Record<string, string> = {};
    for (const [what, decision] of Object.entries(forged)) reasons[what] = await refusal(run, decision);
    expect(reasons).toEqual(Object.fromEntries(Object.keys(forged).map((what) => [what, NOT_ITS])));
    expect(await refusal(run, desk.prove(view, 'decide', yes, { signedAt: new Date(now - 60 * MINUTE_MS) }))).toMatch(
      /^DecisionRefused: its signature was good until .* UTC: open the link again$/,
    );
    expect(await refusal(run, desk.prove(view, 'decide', yes, { signedAt: new Date(now + 10 * MINUTE_MS) }))).toMatch(
      /^DecisionRefused: it was signed in the future \(.* UTC\)$/,
    );
    expect(await refusal(run, { ...yes, proof: { ...proof, signature: 'short' } })).toMatch(/^InvalidInput: proof\.signature: /);
    expect(await refusal(run, { ...yes, proof: { ...proof, signedAt: 'today' } })).toMatch(/^InvalidInput: proof\.signedAt: /);
    expect(await events(run)).toBe(before);

    const { choice: _choice, ...signalled } = yes;
    const unproven: Decision[] = [yes, ...Object.values(forged)];
    for (const { choice, ...said } of unproven) await run.handle.signal(MESSAGES[choice], said);
    await run.handle.signal(MESSAGES.decline, { ...signalled, proof });
    expect((await progress(run.handle)).waitingFor.map(({ party }) => party)).toEqual(['customer', 'destinationPartner']);

    // The same by signal, signed as what it is.
    await run.handle.signal(MESSAGES.approve, { ...signalled, proof });
    const nora = await upTo(run, 'destinationPartner', 'sign');
    expect((await progress(run.handle)).waitingFor.map(({ party }) => party)).toEqual(['destinationPartner']);
    await answer(run, desk.prove(view, 'decide', answerTo(nora, { choice: 'decline' })));
    expect((await ended(transfers, run)).result).toMatchObject({ status: 'declined', localStack: false });
  });

  it('keeps each answer with its proof, and the key it is checked with', async () => {
    const run = await transfers.begin('proven');
    const read = await upTo(run, 'sourcePartner', 'confirm', { seal });
    await answer(run, seal(answerTo(read), await progress(run.handle)));
    const { result, view } = await ended(transfers, run);
    const { decisions, formDigest, ...rest } = result as CspTransferResult;
    expect(rest).toMatchObject({ status: 'done', localStack: false });
    expect(decisions.map(({ party, step }) => `${party} ${step}`)).toEqual([
      'customer request',
      'sourcePartner draft',
      'customer sign',
      'destinationPartner sign',
      'sourcePartner confirm',
    ]);
    const report = await transfers.report(view);
    expect(report).toMatchObject({ localStack: false, deskKey: desk.publicKey, runId: view.runId, decisions });
    for (const { at: _at, proof, ...said } of report.decisions) {
      if (proof === 'localStack') throw new Error(`${said.party} has not signed ${said.step ?? ''}`);
      const { signedAt, validUntil } = proof;
      const again = desk.prove(view, 'decide', said, { signedAt: new Date(signedAt), validUntil: new Date(validUntil) });
      expect(again.proof).toEqual(proof);
    }
    expect(decisions.filter(({ digest }) => digest === formDigest)).toHaveLength(3);
  });

  it('takes unsigned answers on a local stack alone, and marks them; one that is signed wrongly is refused there too', async () => {
    settings.local = true;
    const run = await transfers.begin('local stack');
    const request = await upTo(run, 'customer', 'request');
    settings.local = false;
    const view = await progress(run.handle);
    expect(await refusal(run, testDesk().prove(view, 'decide', yesTo(request)))).toBe(NOT_ITS);
    await answer(run, desk.prove(view, 'decide', yesTo(request)));
    await answer(run, answerTo(await upTo(run, 'sourcePartner', 'draft'), { choice: 'decline' }));
    const { result, view: last } = await ended(transfers, run);
    expect(result).toMatchObject({
      localStack: true,
      decisions: [{ party: 'customer', proof: { signature: expect.any(String) } }, { proof: 'localStack' }],
    });
    expect(await transfers.report(last)).toMatchObject({
      localStack: true,
      deskKey: desk.publicKey,
      decisions: (result as CspTransferResult).decisions,
    });
  });

  it('takes nothing that is signed where no desk is known, and does not begin where nothing could be proven', async () => {
    delete settings.deskKey;
    settings.local = true;
    const local = await transfers.begin('no desk, local');
    const request = await upTo(local, 'customer', 'request');
    settings.local = false;
    const hopeless = await transfers.begin('no desk');
    expect(await ended(transfers, hopeless)).toMatchObject({
      failure: 'InvalidInput',
      message: 'this worker knows no desk, so nobody’s answer could be proven: add `desk` to its configuration',
      view: { status: 'failed', decisions: [] },
    });
    expect(transfers.rig.notices.filter(({ workflowId }) => workflowId === 'no desk')).toEqual([]);
    settings.deskKey = desk.publicKey;

    const view = await progress(local.handle);
    expect(await refusal(local, desk.prove(view, 'decide', yesTo(request)))).toBe(
      'DecisionRefused: it is signed, but this run knows no desk: it was started on a worker without one',
    );
    await answer(local, answerTo(request, { choice: 'decline' }));
    const { view: last } = await ended(transfers, local);
    const report = await transfers.report(last);
    expect(report).toMatchObject({ outcome: 'declined', localStack: true });
    expect(report).not.toHaveProperty('deskKey');
  });
});

/** The same bytes by another last letter. */
function respelt(signature: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = letters.indexOf(signature.slice(-1));
  return `${signature.slice(0, -1)}${letters[last + 1] ?? ''}`;
}
