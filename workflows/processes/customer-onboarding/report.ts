import { log, patched } from '@temporalio/workflow';
import type { CheckedCustomer } from '../../../activities/partner-center/onboarding-checks';
import type { CustomerOnboardingReport, CustomerOnboardingResult } from '../../../contracts/processes/customer-onboarding';
import { asEnd, kindOf } from '../../base/failures';
import { commonReport } from '../../run/report';
import { foundAdmin } from './administrator';
import type { OnboardingJob } from './state';

/** How an onboarding ends: whatever the ending, there is a report, and the progress says the same as it does. */
export class OnboardingEnding {
  constructor(private readonly job: OnboardingJob) {}

  /** What a run would do, after the looks alone. */
  async rehearsed({ profile, relationship, agreement }: CheckedCustomer): Promise<CustomerOnboardingResult> {
    const { job } = this;
    const { customer, input, newCustomer, offer, run } = job;
    for (const { name, state } of run.progress.view().steps) if (state === 'pending') run.progress.skip(name, 'rehearsal');
    job.run.notes.push(
      newCustomer
        ? `${customer.domain} is free: ${profile.name} would make ${customer.name} there`
        : relationship
          ? `${profile.name} has a reseller relationship with ${customer.name}`
          : `${profile.name} has no reseller relationship yet: ${customer.name} would be asked to accept one`,
    );
    if (offer) {
      if (!agreement) job.run.notes.push('The acceptance of the Microsoft Customer Agreement would be confirmed');
      job.run.notes.push(`${offer.displayName} (${offer.offerId}) would be ordered`);
    }
    if (input.azurePlanOnly) {
      if (job.hasPlan) job.run.notes.push(`${customer.name} has an Azure plan already: nothing would be ordered`);
    } else
      job.run.notes.push(
        `${customer.domain === '' ? input.admin.userName : job.userPrincipalName} would be looked for, made if need be, and be Owner of the subscription`,
      );
    // A whole that this is a part of rehearses with the administrator that is there.
    if (
      input.standBy &&
      !input.azurePlanOnly &&
      customer.tenantId !== '' &&
      customer.domain !== '' &&
      patched('rehearsal-finds-administrator')
    )
      job.admin = await foundAdmin(job);
    const result = await this.write('rehearsed');
    run.progress.end('done', result);
    return result;
  }

  /** Writes the report and says what the run has come to; the run is still under way. */
  async write(status: CustomerOnboardingResult['status']): Promise<CustomerOnboardingResult> {
    const report = await this.report(status);
    return { status, ...this.facts(), report };
  }

  /** Failed, cancelled, expired or declined: what could be undone has been undone by now. Throws the error again, except for a person's no. */
  async badly(error: unknown): Promise<CustomerOnboardingResult> {
    const { progress } = this.job.run;
    const kind = kindOf(error);
    if (kind !== 'Cancelled') progress.fail(error);
    if (kind === 'Declined') {
      const result = await this.write('declined');
      progress.end('declined', result);
      return result;
    }
    const status = progress.endingAfter(error);
    try {
      await this.report(status);
    } catch (reportError) {
      log.error('the report could not be written', { error: String(reportError) });
    }
    progress.end(kind === 'Expired' ? 'declined' : status);
    throw asEnd(error);
  }

  private facts(): Omit<CustomerOnboardingResult, 'status' | 'report'> {
    const { customer, relationship, subscription, admin, firstAdministrator, isLocal, run, input, hasPlan } = this.job;
    return {
      customer,
      ...(relationship ? { relationship } : {}),
      ...(subscription ? { subscription } : {}),
      ...(input.azurePlanOnly && (hasPlan || subscription) ? { azurePlan: hasPlan ? 'existing' : 'ordered' } : {}),
      ...(admin ? { admin } : {}),
      ...(firstAdministrator ? { firstAdministrator } : {}),
      decisions: run.signOff.records,
      localStack: isLocal,
    };
  }

  private async report(outcome: CustomerOnboardingReport['outcome']) {
    const { job } = this;
    const { progress } = job.run;
    const { report } = await job.operator.writeOnboardingReport('Write the report', {
      ...commonReport(job.run, { process: 'customer-onboarding', outcome, customer: job.customer }),
      partner: job.input.partner,
      sandbox: job.input.sandbox,
      ...this.facts(),
    });
    progress.artifacts.report = report;
    return report;
  }
}
