import { isDeepStrictEqual } from 'node:util';
import type { Dependencies } from '../../../activities/ports/dependencies';
import { failure } from '../../../activities/failures/failure';
import { inLanes } from '../../support/in-lanes';
import { asked, canSkipTime } from '../../support/rig';
import { accountOf, beginBilling, billingOf, OF_PARTNER, requestsOf, soldUnder } from '../support/billings';
import { ended } from '../support/endings';
import { gate } from '../support/gate';
import { willing, withPeople } from '../support/people';
import { openTenantMoves, type TenantMoves, type TenantRun } from '../support/tenant-moves';
import type { Wire } from '../support/wires';

const refuse = () => {
  throw failure('AccessDenied', 'not allowed any more');
};
const lose = () => {
  throw failure('OutcomeUnknown', 'the answer got lost');
};
const giveUp = () => ({ verdict: 'give-up' as const, reason: 'not today' });

(canSkipTime ? describe : describe.skip)('billingTransfer, up to its point of no return', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openTenantMoves();
  });
  afterAll(async () => moves.close());

  const statuses = async (name: string) => (await requestsOf(moves.rig, accountOf(name))).map(({ status }) => status);

  it('when any step fails for good nothing is left but a cancelled request, by the state of the simulated Azure', async () => {
    const failures: [activity: string, wire: Partial<Wire>, left: string[]][] = [
      ['checkBillingPartner', {}, []],
      ['openBillingRequest', {}, []],
      ['openBillingRequest', { when: 'after' }, ['Canceled']],
      ['validateBillingRequest', {}, ['Canceled']],
      ['acceptBillingRequest', {}, ['Canceled']],
    ];
    const wrong: unknown[] = [];
    await inLanes(3, failures, async ([activity, wire, left]) => {
      const name = `billing fails ${activity} ${wire.when ?? 'before'}`;
      const run = await beginBilling(moves, name, {
        prepare: ({ workflowId }) => moves.wires.lay({ workflowId, activity, ...wire }, refuse),
      });
      const { failure: type = '', view } = await moves.played(run, willing, giveUp);
      const seen = [view.leftUndone, isDeepStrictEqual(await run.state(), run.before), await statuses(name)];
      if (!['AccessDenied', 'GivenUp'].includes(type) || !isDeepStrictEqual(seen, [[], true, left]))
        wrong.push({ name, type, seen });
    });
    expect(wrong).toEqual([]);
  });

  it('cancelled at any moment before it is accepted the request is cancelled, and all is as it was', async () => {
    const moments: [step: string, wire?: Pick<Wire, 'call' | 'when'> & { activity: string }][] = [
      ['open', { activity: 'openBillingRequest', call: 'openTransfer' }],
      ['open', { activity: 'openBillingRequest', call: 'openTransfer', when: 'after' }],
      ['validate', { activity: 'validateBillingRequest', call: 'validateTransfer' }],
      ['warnings'],
    ];
    const wrong: unknown[] = [];
    await inLanes(2, moments, async ([step, wire]) => {
      const name = `billing cancelled ${step} ${wire?.when ?? 'asked'} ${wire?.activity ?? ''}`;
      const [reached, held] = [gate(), gate()];
      const run = await beginBilling(moves, name, {
        prepare: ({ workflowId }) => {
          if (!wire) return;
          moves.wires.lay({ workflowId, times: 1, ...wire }, () => {
            reached.open();
            return held.passed;
          });
        },
      });
      if (wire) await reached.passed;
      else await asked(run.handle, 'customer', step);
      await run.handle.cancel();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      held.open();
      const { failure: type, view } = await ended(moves, run);
      const left = (await statuses(name)).filter((status) => status !== 'Canceled');
      const seen = [type, view.status, view.leftUndone, isDeepStrictEqual(await run.state(), run.before), left];
      if (!isDeepStrictEqual(seen, ['Cancelled', 'undone', [], true, []])) wrong.push({ name, seen, undone: view.undone });
    });
    expect(wrong).toEqual([]);
  });

  it.each(['acceptBillingRequest', 'awaitBillingRequest', 'awaitSoldByPartner'])(
    'a cancel at %s comes too late: it goes through to its end',
    async (activity) => {
      const [reached, held] = [gate(), gate()];
      const name = `too late at ${activity}`;
      const run = await beginBilling(moves, name, {
        prepare: ({ workflowId }) =>
          moves.wires.lay(
            {
              workflowId,
              activity,
              times: 1,
              when: 'after',
              // The first look is the one that waits for an answer at Microsoft.
              ...(activity === 'awaitBillingRequest' ? { skip: 1 } : {}),
              ...(activity === 'acceptBillingRequest' ? { call: 'acceptTransfer' as const } : {}),
            },
            () => {
              reached.open();
              return held.passed;
            },
          ),
      });
      const end = moves.played(run, willing);
      end.catch(() => undefined);
      await reached.passed;
      await run.handle.cancel();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      held.open();
      const over = await end;
      expect([over.failure, over.view.status, billingOf(over)]).toEqual([undefined, 'done', [['transferred']]]);
      expect(await soldUnder(moves.rig, run.source)).toEqual(OF_PARTNER);
    },
  );

  it('cancelled when its owner has accepted at Microsoft a moment ago: what goes is named', async () => {
    const name = 'cancelled and accepted';
    const [reached, held] = [gate(), gate()];
    const run = await beginBilling(moves, name, {
      prepare: ({ workflowId }) =>
        moves.wires.lay({ workflowId, activity: 'cancelBillingRequest', call: 'openedTransfer', times: 1 }, () => {
          reached.open();
          return held.passed;
        }),
    });
    await asked(run.handle, 'customer', 'warnings');
    await run.handle.cancel();
    await reached.passed;
    const [request] = await requestsOf(moves.rig, accountOf(name));
    await moves.rig.azure.arm(
      'POST',
      `/providers/Microsoft.Billing/transfers/${request?.name ?? ''}/accept?api-version=2024-04-01`,
      { properties: { productDetails: [{ productType: 'AzureSubscription', productId: run.source }] } },
    );
    held.open();
    const { failure: type, view } = await ended(moves, run);
    expect([type, view.status]).toEqual(['UndoIncomplete', 'failed']);
    expect(view.leftUndone).toEqual([
      expect.stringMatching(/^cancel the request handover.* \(Conflict: it is InProgress already: .* goes to Contoso/),
    ]);
  });

  it('the customer says no: the request is declined at Microsoft, and all is as it was', async () => {
    const name = 'billing unwanted';
    const run = await beginBilling(moves, name);
    const end = await moves.played(run, () => ({ choice: 'decline', comment: 'too dear' }));
    expect([end.failure, end.result]).toMatchObject([undefined, { status: 'declined' }]);
    expect(end.view).toMatchObject({ status: 'declined', failure: { message: 'customer declined (warnings): too dear' } });
    expect(await statuses(name)).toEqual(['Declined']);
    expect(await run.state()).toEqual(run.before);
  });

  describe.each(['dropAnswer', 'reset'] as const)('lost by %s', (fault) => {
    const lost = (name: string, method: string, path: string) =>
      beginBilling(moves, name, {
        prepare: () => moves.rig.azure.post('faults', { match: { method, path }, action: { [fault]: true } }),
      });
    const faultFor = `${fault} `;

    it('the answer to the request: one request', async () => {
      const name = `${faultFor}open lost`;
      const run = await lost(name, 'PUT', '/transfers/handover');
      expect((await moves.played(run, willing)).failure).toBeUndefined();
      expect(await statuses(name)).toEqual(['Completed']);
    });

    it('the answer to the acceptance: looked up, accepted once', async () => {
      const name = `${faultFor}accept lost`;
      const run = await lost(name, 'POST', '/accept');
      const end = await moves.played(run, willing);
      expect([end.failure, end.message, billingOf(end)]).toEqual([undefined, '', [['transferred']]]);
      const accepted = await moves.rig.azure.accepted(
        'POST',
        `${(await requestsOf(moves.rig, accountOf(name)))[0]?.name}/accept`,
      );
      // A reset one never arrived: status 0.
      expect(accepted.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('the answer to the cancelling: cancelled', async () => {
      const name = `${faultFor}cancel lost`;
      const run = await lost(name, 'POST', '/cancel');
      await asked(run.handle, 'customer', 'warnings');
      await run.handle.cancel();
      const { failure: type, view } = await ended(moves, run);
      expect([type, view.status, await statuses(name)]).toEqual(['Cancelled', 'undone', ['Canceled']]);
      expect(await run.state()).toEqual(run.before);
    });
  });

  it('a lost answer to an acceptance that never arrived: sent again, once', async () => {
    const name = 'never arrived';
    const run = await beginBilling(moves, name, {
      prepare: ({ workflowId }) =>
        moves.wires.lay({ workflowId, activity: 'acceptBillingRequest', call: 'acceptTransfer', times: 1 }, lose),
    });
    const end = await moves.played(run, willing);
    expect([end.failure, billingOf(end)]).toEqual([undefined, [['transferred']]]);
    const [request] = await requestsOf(moves.rig, accountOf(name));
    expect(await moves.rig.azure.accepted('POST', `${request?.name}/accept`)).toHaveLength(1);
  });

  it('what is not seen with the partner is put to the operator, and named when given up on', async () => {
    const name = 'not seen there';
    const run: TenantRun = await beginBilling(moves, name, {
      prepare: ({ workflowId }) => moves.wires.lay({ workflowId, activity: 'awaitSoldByPartner' }, refuse),
    });
    const end = await moves.played(run, willing, giveUp);
    expect([end.failure, billingOf(end)?.[0]?.[0]]).toEqual([undefined, 'unknown']);
    expect(end.view.leftUndone).toEqual([expect.stringMatching(/has not been seen with Contoso: verify: not today/)]);
  });
});

/** Days of waiting are a few hundred looks, as they are against real Azure. */
const realPace = (deps: Dependencies): Dependencies => ({ ...deps, settings: { ...deps.settings, timeScale: 1 } });

(canSkipTime ? describe : describe.skip)('billingTransfer, silence', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openTenantMoves(realPace);
  });
  afterAll(async () => moves.close());

  const overAfter = async (run: TenantRun, days: number) => {
    await moves.rig.env.sleep(days * 24 * 60 * 60_000);
    return ended(moves, run);
  };

  it('nobody answers in its days: reminded, declined, the request is cancelled', async () => {
    const name = 'silent about billing';
    const run = await beginBilling(moves, name, { input: { deadlines: { ownership: 5, remindEvery: 2 } } });
    await asked(run.handle, 'customer', 'warnings');
    const { failure: type, view } = await overAfter(run, 8);
    expect([type, view.status]).toEqual(['Expired', 'declined']);
    const told = moves.rig.notices.filter(({ workflowId, step }) => workflowId === run.workflowId && step === 'warnings');
    expect(told.map(({ kind }) => kind)).toEqual(['ask', 'remind', 'remind']);
    expect(await requestsOf(moves.rig, accountOf(name))).toMatchObject([{ status: 'Canceled' }]);
    expect(await run.state()).toEqual(run.before);
  });

  it('a request that expires at Microsoft ends the wait', async () => {
    const name = 'billing expired';
    const run = await beginBilling(moves, name, { input: { deadlines: { ownership: 60 } } });
    void withPeople(run, () => undefined).catch(() => undefined);
    await asked(run.handle, 'customer', 'warnings');
    await moves.rig.azure.post('clock', { advance: '31d' });
    const { failure: type, message, view } = await overAfter(run, 2);
    expect([type, message, view.status]).toEqual([
      'Expired',
      expect.stringMatching(/^Microsoft’s request handover.* has expired/),
      'declined',
    ]);
    expect(await requestsOf(moves.rig, accountOf(name))).toMatchObject([{ status: 'Expired' }]);
    expect(await run.state()).toEqual(run.before);
  });
});
