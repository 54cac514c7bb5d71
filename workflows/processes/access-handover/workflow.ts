/**
 * Hands the access to a scope over (docs/processes/access-handover.md; seed l.1299-1560): the new holder is granted the role and seen to have it before
 * the old one loses it, so that nobody is ever locked out.
 *
 *   1 look     Handover keeps every assignment of the scope
 *   2 grant    it grants the role and waits until Azure lists it (undo: revoke)
 *   3 revoke   it takes the role from the old holder, never from the last Owner, and waits until it is gone (undo: put the assignments back)
 *
 * Everything can be undone until the last look has shown that the old holder's role is gone.
 */
import { CancellationScope } from '@temporalio/workflow';
import {
  AccessHandoverInput,
  type AccessHandoverReport,
  type AccessHandoverResult,
} from '../../../contracts/processes/access-handover';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import { actor } from '../../acts/actors';
import { reversibly } from '../../acts/undo';
import { parseOrFail } from '../../base/failures';
import { beginRun, meetWorker } from '../../run/begin';
import { endBadly, type Ending, endWell } from '../../run/ending';
import { commonReport, storedReport, storeReport } from '../../run/report';
import { ProcessState } from '../../run/state';

class HandoverState extends ProcessState<AccessHandoverInput> {
  readonly operator = actor('operator');
  granted = false;
  revoked = 0;
  /** Every assignment of the scope before the run. */
  snapshot: ArtifactRef | undefined;

  holder({ principalId, principalType, role }: AccessHandoverInput['grant']) {
    const { customer, scope } = this.input;
    return { tenantId: customer.tenantId, scope, principalId, role, ...(principalType ? { principalType } : {}) };
  }
}

export async function accessHandover(raw: AccessHandoverInput): Promise<AccessHandoverResult> {
  const input = parseOrFail(AccessHandoverInput, raw);
  const { scope, customer, grant, revoke } = input;
  const run = beginRun('access-handover', input, { sourceSubscription: scope.split('/')[2] ?? '' });
  const { progress, pause } = run;
  const state = new HandoverState(input, run);
  const { operator } = state;
  const ending: Ending<AccessHandoverResult> = {
    run,
    report: (outcome) => report(state, outcome),
    result: (status) => ({ status, ...found(state), report: storedReport(run) }),
  };

  try {
    // 1. Look.
    progress.enter('look');
    await meetWorker(run, operator, { asksPeople: false });
    const { tenantId } = customer;
    const { snapshot, assignments } = await operator.snapshotRoles('Keep the assignments of the scope', { tenantId, scope });
    state.snapshot = snapshot;
    progress.artifacts.snapshot = snapshot;
    progress.say(`${assignments} assignments at the scope`);
    if (input.rehearse) return await endWell(ending, 'rehearsed');

    await reversibly(progress, async (undo) => {
      // 2. Grant and prove it.
      progress.enter('grant');
      await pause.resumed();
      const holder = state.holder(grant);
      undo('revoke what was granted', async () => {
        return (await operator.revokeRole('Revoke what was granted', { ...holder, unlessIn: snapshot })).revoked > 0;
      });
      state.granted = (await operator.grantRole(`Grant the role to ${grant.principalId}`, holder)).granted;
      await operator.awaitRole('Wait until the new assignment is listed', holder);

      // 3. Revoke and prove it.
      if (!revoke) return;
      progress.enter('revoke');
      await pause.resumed();
      const old = state.holder(revoke);
      undo('put the old assignments back', async () => {
        return (await operator.restoreRole('Put the old assignments back', { ...old, snapshot })).restored > 0;
      });
      state.revoked = (await operator.revokeRole(`Take the role from ${revoke.principalId}`, old)).revoked;
      await operator.awaitNoRole('Wait until the old assignment is gone', old);
    });
    return await endWell(ending, 'done');
  } catch (error) {
    return CancellationScope.nonCancellable(() => endBadly(ending, error));
  }
}

function found({ granted, revoked, snapshot }: HandoverState) {
  return { granted, revoked, ...(snapshot ? { snapshot } : {}) };
}

function report(state: HandoverState, outcome: AccessHandoverReport['outcome']): Promise<void> {
  const { run, input } = state;
  const { scope, customer, grant, revoke } = input;
  const whole: AccessHandoverReport = {
    ...commonReport(run, { process: 'access-handover', outcome, customer }),
    scope,
    grant: { principalId: grant.principalId, role: grant.role },
    ...(revoke ? { revoke: { principalId: revoke.principalId, role: revoke.role } } : {}),
    ...found(state),
  };
  return storeReport(state, whole);
}
