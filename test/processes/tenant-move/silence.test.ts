import type { Dependencies } from '../../../activities/ports/dependencies';
import { failure } from '../../../activities/failures/failure';
import { asked, canSkipTime, until, progress } from '../../support/rig';
import { ended } from '../support/endings';
import { type Manners, willing, withPeople } from '../support/people';
import { helpful, openTenantMoves, type TenantMoves, type TenantRun } from '../support/tenant-moves';

/** Days of waiting are a few hundred looks, as they are against real Azure. */
const realPace = (deps: Dependencies): Dependencies => ({ ...deps, settings: { ...deps.settings, timeScale: 1 } });

const openAt = async (change: (deps: Dependencies) => Dependencies): Promise<TenantMoves> =>
  openTenantMoves((deps) => realPace(change(deps)));

/** Plays the people until somebody is asked this, which nobody answers. */
async function silentFrom(
  moves: TenantMoves,
  run: TenantRun,
  what: RegExp,
  manners: Manners = helpful(moves, run),
): Promise<void> {
  void withPeople(
    run,
    (question, ...more) => (what.test(`${question.step}: ${question.what}`) ? undefined : manners(question, ...more)),
    () => ({ verdict: 'give-up', reason: 'not today' }),
  ).catch(() => undefined);
  await until(`it asks ${what.source}`, async () => {
    if ((await progress(run.handle)).waitingFor.some((one) => what.test(`${one.step}: ${one.what}`))) return true;
    // What people have done meanwhile is seen at the next look.
    await moves.rig.env.sleep('16m');
    return false;
  });
}

/** Days go by, and the run is over. */
async function overAfter(moves: TenantMoves, run: TenantRun, days: number) {
  await moves.rig.env.sleep(days * 24 * 60 * 60_000);
  return ended(moves, run);
}

(canSkipTime ? describe : describe.skip)('tenantMove, silence', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openAt((deps) => deps);
  });
  afterAll(async () => moves.close());

  it.each(['activate', 'warnings'])('nobody answers %s in its days: reminded, declined, taken back', async (step) => {
    const run = await moves.begin(`silent at ${step}`, { input: { deadlines: { account: 5, warnings: 5, remindEvery: 2 } } });
    await silentFrom(moves, run, new RegExp(`^${step}:`));
    const { failure: type, message, view } = await overAfter(moves, run, 8);
    expect([type, view.status]).toEqual(['Expired', 'declined']);
    expect(message).toMatch(/^no answer from customer until/);
    const told = moves.rig.notices.filter(({ workflowId, step: at }) => workflowId === run.workflowId && at === step);
    expect(told.map(({ kind }) => kind)).toEqual(['ask', 'remind', 'remind']);
    expect(await run.state()).toEqual(run.before);
  });

  it('an offer that nobody accepts in its days is withdrawn', async () => {
    const run = await moves.begin('expired here', { variant: 'payg', input: { deadlines: { ownership: 3 } } });
    await silentFrom(moves, run, /^transfer:/);
    expect((await overAfter(moves, run, 5)).failure).toBe('Expired');
    expect(await run.state()).toEqual(run.before);
  });

  it('an offer that expires at Microsoft ends the wait', async () => {
    const run = await moves.begin('expired there', { variant: 'payg', input: { deadlines: { ownership: 60 } } });
    await silentFrom(moves, run, /^transfer:/);
    await moves.rig.azure.post('clock', { advance: '16d' });
    const end = await overAfter(moves, run, 8);
    expect([end.failure, end.message]).toEqual([
      'Expired',
      expect.stringMatching(/^Microsoft’s request for Source \d+ has expired/),
    ]);
    expect(await run.state()).toEqual(run.before);
  });

  it('an old owner who does not take it back leaves a sentence for a person', async () => {
    const run = await moves.begin('kept', { variant: 'payg', input: { deadlines: { ownership: 2 } } });
    moves.wires.lay({ workflowId: 'kept', activity: 'verifyTenantMove' }, () => {
      throw failure('AccessDenied', 'not allowed any more');
    });
    await silentFrom(moves, run, /someone@outlook/);
    const { failure: type, view } = await overAfter(moves, run, 8);
    expect(type).toBe('UndoIncomplete');
    expect(view.leftUndone).toEqual([expect.stringMatching(/^give Source \d+ back to someone@outlook.example \(Expired/)]);
  });
});

(canSkipTime ? describe : describe.skip)('tenantMove by hand, silence', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openAt(({ eaPortal: _none, ...deps }) => deps);
  });
  afterAll(async () => moves.close());

  it('a transfer that somebody says was made and ARM does not show is not believed', async () => {
    const run = await moves.begin('not made');
    void withPeople(run, willing).catch(() => undefined);
    await until('the transfer is said to be made', async () =>
      (await progress(run.handle)).steps.some(({ name, detail }) => name === 'transfer' && detail?.startsWith('approved')),
    );
    const { failure: type, message, view } = await overAfter(moves, run, 4);
    expect(message).toMatch(/not seen in the directory fab00000.* after 2 days/);
    expect([type, view.undone.length]).toEqual(['OutcomeUnknown', 2]);
    expect(await run.state()).toEqual(run.before);
  });

  it('an operator who stays silent is reminded, and what may have been done is taken back', async () => {
    const run = await moves.begin('nobody clicks', { input: { deadlines: { ruling: 4 } } });
    await silentFrom(moves, run, /^authLevel: change/, willing);
    await asked(run.handle, 'operator', 'authLevel');
    const { failure: type, view } = await overAfter(moves, run, 12);
    expect(type).toBe('UndoIncomplete');
    expect(view.leftUndone).toEqual([expect.stringMatching(/^set the Auth Level back \(Expired: no answer from operator/)]);
  });
});
