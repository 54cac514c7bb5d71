import type { Actor } from '../../acts/actors';
import type { TransferJob } from './state';

/** Answers once the destination partner sells all of the subscriptions, as its own Partner Center shows. */
export async function arrived(job: TransferJob, everyMinutes = 15): Promise<void> {
  await job.run.waking.orSooner(() =>
    job.destination.awaitSoldByPartner('Look whether the subscriptions have arrived', {
      ...question(job),
      everyMs: job.pace(everyMinutes),
    }),
  );
}

/** How many of the subscriptions a partner sells now. */
export async function soldBy(job: TransferJob, partner: Actor): Promise<number> {
  return (await partner.soldByPartner('See where the subscriptions are', question(job))).length;
}

function question(job: TransferJob): { customerTenantId: string; subscriptions: string[] } {
  return { customerTenantId: job.input.customer.tenantId, subscriptions: job.ids };
}
