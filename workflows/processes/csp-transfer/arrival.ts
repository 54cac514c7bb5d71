import type { Actor } from '../../acts/actors';
import type { TransferState } from './state';

/** Answers once the destination partner sells all of the subscriptions, as its own Partner Center shows. */
export async function arrived(state: TransferState, everyMinutes = 15): Promise<void> {
  await state.run.waking.orSooner(() =>
    state.destination.awaitSoldByPartner('Look whether the subscriptions have arrived', {
      ...question(state),
      everyMs: state.pace(everyMinutes),
    }),
  );
}

/** How many of the subscriptions a partner sells now. */
export async function soldBy(state: TransferState, partner: Actor): Promise<number> {
  return (await partner.soldByPartner('See where the subscriptions are', question(state))).length;
}

function question(state: TransferState): { customerTenantId: string; subscriptions: string[] } {
  return { customerTenantId: state.input.customer.tenantId, subscriptions: state.ids };
}
