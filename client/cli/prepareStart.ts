import { AccessHandoverInput, accessHandoverId } from '../../contracts/accessHandover';
import { CspTransferInput, cspTransferId } from '../../contracts/cspTransfer';
import { EaToCspInput, eaToCspId, PaygToCspInput, paygToCspId } from '../../contracts/migration';
import type { ProcessName } from '../../contracts/progress';
import { ResellerRelationshipInput, resellerRelationshipId } from '../../contracts/resellerRelationship';
import { ResourceMoveInput, resourceMoveId } from '../../contracts/resourceMove';
import { TenantMoveInput, tenantMoveId } from '../../contracts/tenantMove';
import { HandoverError } from '../errors';
import type { Told } from '../handover';
import {
  accessHandoverStory,
  cspTransferStory,
  migrationStory,
  resellerRelationshipStory,
  resourceMoveStory,
  tenantMoveStory,
} from '../story';
import { check, readDocument } from './inputFile';
import { digestOfPlanFile } from './planFile';

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
    case 'customer-onboarding':
      return notYet(process);
    case 'tenant-move': {
      refusePlan(options, 'A move into another directory');
      const read = check(TenantMoveInput, readDocument(options.input), options.input);
      const input: TenantMoveInput = { ...read, ...(options.rehearse ? { rehearse: true } : {}) };
      return { input, id: options.id ?? tenantMoveId(input), ...tenantMoveStory(input) };
    }
    case 'assessment':
      return notYet(process);
    case 'classic-upgrade':
      return notYet(process);
    case 'secrets-removal':
      return notYet(process);
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

function notYet(process: ProcessName): never {
  throw new HandoverError('notYet', `${process} cannot be started yet.`);
}
