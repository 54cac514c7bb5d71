import { askDocument } from '../../asking/ask-document';
import { lossesDocument, lossStates } from './documents/losses';
import { fail } from '../../base/failures';
import type { TenantMoveState } from './state';

/** Keeps aside what the act takes away, and has the customer accept it by name. Throws `Declined`, `Expired`. */
export async function acceptLosses(state: TenantMoveState): Promise<void> {
  const { input, source, run } = state;
  state.enter('snapshot');
  const { snapshot, losses } = await source.snapshotDirectory('Keep aside what belongs to the old directory', {
    tenantId: state.sourceTenantId,
    subscriptions: state.movingIds,
  });
  state.snapshot = snapshot;
  state.losses = losses;
  run.progress.artifacts.snapshot = snapshot;

  state.enter('warnings');
  const states = lossStates(losses);
  const outcome = await askDocument(state, {
    step: 'warnings',
    what: `accept what is lost by the change of owner and directory of ${state.what}`,
    document: lossesDocument(input, state.moving, losses, state.way.way === 'portal'),
    parties: ['customer'],
    ...(states.length > 0 ? { states: { customer: states } } : {}),
    withinDays: input.deadlines.warnings,
  });
  // The list follows from what is there: when it is to be another one, something has to be changed first.
  if (outcome.choice === 'sendBack')
    throw fail('Declined', `customer sent the list back: ${outcome.by.comment ?? 'no comment'}; start again when it is right`, {
      party: 'customer',
    });
}

/** After the act: what has a place in the new directory is put back there, and the partner is linked. */
export async function restoreAfter(state: TenantMoveState): Promise<void> {
  const { input, operator, partner, snapshot } = state;
  state.enter('restore');
  if (!snapshot) return;
  await state.rule('restore', async () => {
    const { restored, notRestored } = await operator.restoreDirectory('Put back what has a place in the new directory', {
      tenantId: input.customer.tenantId,
      snapshot,
      back: false,
    });
    const { linked } = await partner.linkPartner('Link the partner’s MPN id', {
      tenantId: input.customer.tenantId,
      mpnId: input.partner.mpnId,
    });
    state.restored = [...restored, `partner link: MPN ${linked}`];
    state.notRestored = notRestored;
  });
}

/**
 * After the way back of these: everything as the snapshot has it. What cannot be put back is named, for a person. Others that have gone too
 * come back in their turn: there is nothing to write to in the old directory before.
 */
export async function restoreBack(state: TenantMoveState, subscriptions: readonly { subscriptionId: string }[]): Promise<void> {
  const { source, snapshot, run } = state;
  const ids = subscriptions.map(({ subscriptionId }) => subscriptionId);
  state.subscriptions = state.subscriptions.map(({ ownerAfter, ...one }) =>
    ids.includes(one.subscriptionId)
      ? { ...one, tenantAfter: one.tenantBefore }
      : { ...one, ...(ownerAfter === undefined ? {} : { ownerAfter }) },
  );
  if (!snapshot) return;
  const { restored, notRestored } = await source.restoreDirectory('Put back what the old directory had', {
    tenantId: state.sourceTenantId,
    snapshot,
    back: true,
    subscriptions: ids,
  });
  // What was put back in the new directory is gone with it.
  if (!state.isBack) Object.assign(state, { restored: [], notRestored: [], isBack: true });
  state.restored.push(...restored);
  state.notRestored.push(...notRestored);
  for (const what of notRestored) if (!run.progress.leftUndone.includes(what)) run.progress.leftUndone.push(what);
}
