import { AccessHandoverInput, accessHandoverId } from '../../contracts/processes/access-handover';
import { AssessmentInput, assessmentId } from '../../contracts/processes/assessment';
import { BillingTransferInput, billingTransferId } from '../../contracts/processes/billing-transfer';
import { ClassicUpgradeInput, classicUpgradeId } from '../../contracts/processes/classic-upgrade';
import { CspTransferInput, cspTransferId } from '../../contracts/processes/csp-transfer';
import { EaToCspInput, eaToCspId, PaygToCspInput, paygToCspId } from '../../contracts/processes/migration';
import { CustomerOnboardingInput, customerOnboardingId } from '../../contracts/processes/customer-onboarding';
import type { ProcessName } from '../../contracts/processes';
import { ResellerRelationshipInput, resellerRelationshipId } from '../../contracts/processes/reseller-relationship';
import { ResourceMoveInput, resourceMoveId } from '../../contracts/processes/resource-move';
import { SecretsRemovalInput, secretsRemovalId } from '../../contracts/processes/secrets-removal';
import { TenantMoveInput, tenantMoveId } from '../../contracts/processes/tenant-move';
import { HandoverError } from '../api/errors';
import type { Told } from '../api/handover';
import { assessmentStory } from '../processes/assessment/story';
import { migrationStory } from '../processes/migration/story';
import { billingTransferStory } from '../processes/billing-transfer/story';
import { customerOnboardingStory } from '../processes/customer-onboarding/story';
import { tenantMoveStory } from '../processes/tenant-move/story';
import { classicUpgradeStory, secretsRemovalStory } from '../processes/classic-upgrade/story';
import { accessHandoverStory, cspTransferStory, resellerRelationshipStory, resourceMoveStory } from '../processes/stories';
import { check, readDocument } from '../input-file';
import { digestOfPlanFile } from './plan-file';

export interface StartOptions {
  input: string;
  id?: string;
  rehearse?: boolean;
  plan?: string;
}

/** What is needed to start a run, checked: its input complete with all defaults, its id, and what the Web UI is to say of it. */
export interface Prepared extends Told {
  input: object;
  id: string;
}

/** Throws HandoverError `badInput` with every problem at once; nothing has happened then. */
export function prepareStart(process: ProcessName, options: StartOptions): Prepared {
  switch (process) {
    case 'resource-move':
      return resourceMove(options);
    case 'access-handover':
      return accessHandover(options);
    case 'csp-transfer': {
      refusePlan(options, 'A transfer of subscriptions');
      const read = check(CspTransferInput, readDocument(options.input), options.input);
      const input: CspTransferInput = { ...read, ...(options.rehearse ? { rehearse: true } : {}) };
      return { input, id: options.id ?? cspTransferId(input), ...cspTransferStory(input) };
    }
    case 'reseller-relationship': {
      refusePlan(options, 'A reseller relationship');
      const read = check(ResellerRelationshipInput, readDocument(options.input), options.input);
      const input: ResellerRelationshipInput = { ...read, ...(options.rehearse ? { rehearse: true } : {}) };
      return { input, id: options.id ?? resellerRelationshipId(input), ...resellerRelationshipStory(input) };
    }
    case 'customer-onboarding': {
      refusePlan(options, 'An onboarding');
      const read = check(CustomerOnboardingInput, readDocument(options.input), options.input);
      const input: CustomerOnboardingInput = { ...read, ...(options.rehearse ? { rehearse: true } : {}) };
      return { input, id: options.id ?? customerOnboardingId(input), ...customerOnboardingStory(input) };
    }
    case 'tenant-move': {
      refusePlan(options, 'A move into another directory');
      const read = check(TenantMoveInput, readDocument(options.input), options.input);
      const input: TenantMoveInput = { ...read, ...(options.rehearse ? { rehearse: true } : {}) };
      return { input, id: options.id ?? tenantMoveId(input), ...tenantMoveStory(input) };
    }
    case 'billing-transfer': {
      refusePlan(options, 'A transfer of billing');
      const read = check(BillingTransferInput, readDocument(options.input), options.input);
      const input: BillingTransferInput = { ...read, ...(options.rehearse ? { rehearse: true } : {}) };
      return { input, id: options.id ?? billingTransferId(input), ...billingTransferStory(input) };
    }
    case 'assessment': {
      refusePlan(options, 'An assessment');
      // It changes nothing in any case: `--rehearse` has nothing to leave out.
      const input = check(AssessmentInput, readDocument(options.input), options.input);
      return { input, id: options.id ?? assessmentId(input), ...assessmentStory(input) };
    }
    case 'classic-upgrade': {
      refusePlan(options, 'A classic upgrade');
      const read = check(ClassicUpgradeInput, readDocument(options.input), options.input);
      const input: ClassicUpgradeInput = { ...read, ...(options.rehearse ? { rehearse: true } : {}) };
      return { input, id: options.id ?? classicUpgradeId(input), ...classicUpgradeStory(input) };
    }
    case 'secrets-removal': {
      refusePlan(options, 'A removal of secrets');
      const read = check(SecretsRemovalInput, readDocument(options.input), options.input);
      const input: SecretsRemovalInput = { ...read, ...(options.rehearse ? { rehearse: true } : {}) };
      return { input, id: options.id ?? secretsRemovalId(input), ...secretsRemovalStory(input) };
    }
    case 'ea-to-csp': {
      refusePlan(options, 'A migration of whole subscriptions');
      const read = check(EaToCspInput, readDocument(options.input), options.input);
      const input: EaToCspInput = { ...read, ...(options.rehearse ? { rehearse: true } : {}) };
      return { input, id: options.id ?? eaToCspId(input), ...migrationStory(input) };
    }
    case 'payg-to-csp': {
      refusePlan(options, 'A migration of whole subscriptions');
      const read = check(PaygToCspInput, readDocument(options.input), options.input);
      const input: PaygToCspInput = { ...read, ...(options.rehearse ? { rehearse: true } : {}) };
      return { input, id: options.id ?? paygToCspId(input), ...migrationStory(input) };
    }
  }
}

function resourceMove(options: StartOptions): Prepared {
  const read = check(ResourceMoveInput, readDocument(options.input), options.input);
  const input: ResourceMoveInput = {
    ...read,
    ...(options.rehearse ? { rehearse: true } : {}),
    ...(options.plan === undefined ? {} : { planDigest: digestOfPlanFile(options.plan, read) }),
  };
  return { input, id: options.id ?? resourceMoveId(input), ...resourceMoveStory(input) };
}

function accessHandover(options: StartOptions): Prepared {
  refusePlan(options, 'An access handover');
  const read = check(AccessHandoverInput, readDocument(options.input), options.input);
  const input: AccessHandoverInput = { ...read, ...(options.rehearse ? { rehearse: true } : {}) };
  return { input, id: options.id ?? accessHandoverId(input), ...accessHandoverStory(input) };
}

function refusePlan(options: StartOptions, what: string): void {
  if (options.plan === undefined) return;
  throw new HandoverError('badInput', `${what} has no plan file.`, {
    problems: [{ path: '--plan', message: 'is for resource-move alone' }],
  });
}
