import type { AgreementAcceptance } from '../ports/customers-and-orders';
import type { OnboardedUser } from '../../contracts/processes/customer-onboarding';
import type { NewCustomer } from '../../contracts/people/organisation';
import { activityInfo } from '@temporalio/activity';
import type { Dependencies } from '../ports/dependencies';
import { deterministicGuid } from '../common/deterministic-guid';
import { failure } from '../failures/failure';
import { domainOf } from './onboarding-checks';

/** Looks at a customer whose making was not answered, before it is left to a person. */
const LOOKS = 10;
const LOOK_AGAIN_MS = 30_000;

interface WhatBecame {
  tenantId?: string;
  /** Nobody has the domain: the request has not arrived. */
  isFree: boolean;
}

/** Customers that a partner makes (seed l.697-1157). A password goes from the answer into the secret store and nowhere else. */
export function createNewCustomerActivities({ partner, secrets, settings }: Dependencies) {
  return {
    /**
     * Makes the customer. Sent once: no answer is `OutcomeUnknown`, and so is a password that could not be stored, since it is told this once.
     * @param input.runKey another one after each refusal: Partner Center keeps its answer with the request's id
     */
    async createCustomer({
      customer,
      runKey,
    }: {
      customer: NewCustomer;
      runKey: string;
    }): Promise<{ tenantId: string; administrator: OnboardedUser }> {
      const domain = domainOf(customer);
      const { center } = partner();
      // A store that cannot be reached is noticed before there is a password to lose.
      await secrets.exists(domain);
      const { tenantId, administrator } = await center.createCustomer(
        { ...customer, domain },
        deterministicGuid(runKey, 'createCustomer', domain),
      );
      const userPrincipalName = `${administrator.userName}@${domain}`;
      try {
        return {
          tenantId,
          administrator: { userPrincipalName, secret: await secrets.put(userPrincipalName, administrator.password) },
        };
      } catch (error) {
        throw failure('OutcomeUnknown', `${domain} was made, and its administrator's password could not be stored`, {}, error);
      }
    },

    /** What became of a customer whose making was not answered. `NotReplicated`, tried again, while the domain is taken and nobody's here. */
    async lookForNewCustomer({ customer }: { customer: NewCustomer }): Promise<WhatBecame> {
      const domain = domainOf(customer);
      const { center } = partner();
      const tenantId = await center.customerWithDomain(domain);
      if (tenantId !== undefined) return { tenantId, isFree: false };
      if (!(await center.domainIsTaken(domain))) return { isFree: true };
      if (activityInfo().attempt >= LOOKS) return { isFree: false };
      throw failure('NotReplicated', `${domain} is taken, and not yet among the customers`, {
        retryAfterMs: Math.max(50, LOOK_AGAIN_MS / settings.timeScale),
      });
    },

    /** Deletes a customer from the integration sandbox, with all that is in it, and its administrator's password from the store. */
    async deleteCustomer({
      tenantId,
      administrator,
      runKey,
    }: {
      tenantId: string;
      administrator?: string;
      runKey: string;
    }): Promise<{ deleted: boolean }> {
      const deleted = await partner().center.deleteCustomer(tenantId, deterministicGuid(runKey, 'deleteCustomer', tenantId));
      if (administrator !== undefined) await secrets.remove(administrator);
      return { deleted };
    },

    /** Confirms to Microsoft, in the partner's name, that the customer has accepted the customer agreement; seen to be known there. */
    async confirmAgreement({
      customerTenantId,
      acceptance,
      runKey,
    }: {
      customerTenantId: string;
      acceptance: AgreementAcceptance;
      runKey: string;
    }): Promise<void> {
      const { center } = partner();
      if (await center.customerAgreement(customerTenantId)) return;
      await center.confirmAgreement(
        customerTenantId,
        acceptance,
        deterministicGuid(runKey, 'confirmAgreement', customerTenantId),
      );
      if (await center.customerAgreement(customerTenantId)) return;
      throw failure('NotReplicated', 'the agreement was confirmed and is not listed yet', {
        retryAfterMs: Math.max(50, LOOK_AGAIN_MS / settings.timeScale),
      });
    },
  };
}
