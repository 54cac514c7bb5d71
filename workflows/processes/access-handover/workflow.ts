/**
 * Hands the access to a scope over (processes.md section 11; seed l.1299-1560): the new holder is granted the role and seen to have it before
 * the old one loses it, so that nobody is ever locked out.
 *
 *   1 look     keep every assignment of the scope aside
 *   2 grant    and wait until it is listed (undo: revoke)
 *   3 revoke   never the last Owner; wait until it is gone (undo: put the snapshot's assignments back)
 */
import { CancellationScope, log, patched } from '@temporalio/workflow';
import {
  ACCESS_HANDOVER_STEPS,
  AccessHandoverInput,
  type AccessHandoverReport,
  type AccessHandoverResult,
} from '../../../contracts/processes/access-handover';
import type { ArtifactRef } from '../../../contracts/run/artifact';
import type { Outcome } from '../../../contracts/run/report';
import { actor } from '../../acts/actors';
import { asEnd, kindOf, parseOrFail } from '../../base/failures';
import { reversibly } from '../../acts/undo';
import { beginRun, useEnvironment } from '../../run/begin';
import { commonReport } from '../../run/report';

export async function accessHandover(raw: AccessHandoverInput): Promise<AccessHandoverResult> {
  const { scope, customer, grant, revoke, rehearse, rulingWithinDays } = parseOrFail(AccessHandoverInput, raw);
  const { tenantId } = customer;
  const run = beginRun(
    'access-handover',
    ACCESS_HANDOVER_STEPS.map((name) => ({ name, who: 'handover' as const })),
    { customer: customer.name, sourceSubscription: scope.split('/')[2] ?? '' },
    rulingWithinDays,
  );
  const { progress, hold } = run;
  const operator = actor('operator');
  const found: { granted: boolean; revoked: number; snapshot?: ArtifactRef } = { granted: false, revoked: 0 };
  const holder = (of: typeof grant) => ({
    tenantId,
    scope,
    principalId: of.principalId,
    role: of.role,
    ...(of.principalType ? { principalType: of.principalType } : {}),
  });

  const write = async (outcome: Outcome): Promise<ArtifactRef | undefined> => {
    if (!patched('access-handover-report')) return undefined;
    const report: AccessHandoverReport = {
      ...commonReport(run, { process: 'access-handover', outcome, customer }),
      scope,
      grant: { principalId: grant.principalId, role: grant.role },
      ...(revoke ? { revoke: { principalId: revoke.principalId, role: revoke.role } } : {}),
      ...found,
    };
    const written = await operator.writeRunReport('Write the report', report);
    progress.artifacts.report = written.report;
    return written.report;
  };

  try {
    // 1. Look.
    progress.enter('look');
    if (patched('access-handover-environment'))
      useEnvironment(run, await operator.environment('Ask the worker what it runs against'));
    const { snapshot, assignments } = await operator.snapshotRoles('Keep the assignments of the scope', { tenantId, scope });
    progress.artifacts.snapshot = snapshot;
    found.snapshot = snapshot;
    progress.say(`${assignments} assignments at the scope`);
    if (!rehearse) {
      await reversibly(progress, async (undo) => {
        // 2. Grant and prove it.
        progress.enter('grant');
        await hold.released();
        undo('revoke what was granted', async () => {
          return (await operator.revokeRole('Revoke what was granted', { ...holder(grant), unlessIn: snapshot })).revoked > 0;
        });
        found.granted = (await operator.grantRole(`Grant the role to ${grant.principalId}`, holder(grant))).granted;
        await operator.awaitRole('Wait until the new assignment is listed', holder(grant));

        // 3. Revoke and prove it.
        if (!revoke) return;
        progress.enter('revoke');
        await hold.released();
        undo('put the old assignments back', async () => {
          return (await operator.restoreRole('Put the old assignments back', { ...holder(revoke), snapshot })).restored > 0;
        });
        found.revoked = (await operator.revokeRole(`Take the role from ${revoke.principalId}`, holder(revoke))).revoked;
        await operator.awaitNoRole('Wait until the old assignment is gone', holder(revoke));
      });
    }
    const status = rehearse ? 'rehearsed' : 'done';
    const report = await write(status);
    const result = { status, ...found, report } as AccessHandoverResult;
    progress.end('done', result);
    return result;
  } catch (error) {
    return CancellationScope.nonCancellable(async () => {
      const ending = progress.endingAfter(error);
      if (kindOf(error) !== 'Cancelled') progress.fail(error);
      try {
        await write(ending);
      } catch (reportError) {
        log.error('the report could not be written', { error: String(reportError) });
      }
      progress.end(ending);
      throw asEnd(error);
    });
  }
}
