import type { z } from 'zod';
import type { Status } from '../run/progress';
import { accessHandoverProcess } from './access-handover';
import { assessmentProcess } from './assessment';
import { billingTransferProcess } from './billing-transfer';
import { classicUpgradeProcess } from './classic-upgrade';
import { cspTransferProcess } from './csp-transfer';
import { customerOnboardingProcess } from './customer-onboarding';
import type { ProcessDefinition } from './definition';
import { eaToCspProcess, paygToCspProcess } from './migration';
import { resellerRelationshipProcess } from './reseller-relationship';
import { resourceMoveProcess } from './resource-move';
import { secretsRemovalProcess } from './secrets-removal';
import { tenantMoveProcess } from './tenant-move';

/** Every process by the one name that it has in all layers and on the command line. */
export const PROCESSES = {
  'resource-move': resourceMoveProcess,
  'access-handover': accessHandoverProcess,
  'csp-transfer': cspTransferProcess,
  'reseller-relationship': resellerRelationshipProcess,
  'customer-onboarding': customerOnboardingProcess,
  'tenant-move': tenantMoveProcess,
  'billing-transfer': billingTransferProcess,
  assessment: assessmentProcess,
  'classic-upgrade': classicUpgradeProcess,
  'secrets-removal': secretsRemovalProcess,
  'ea-to-csp': eaToCspProcess,
  'payg-to-csp': paygToCspProcess,
} as const satisfies Record<string, ProcessDefinition<object>>;

export type ProcessName = keyof typeof PROCESSES;
export const PROCESS_NAMES = Object.keys(PROCESSES) as readonly ProcessName[];

type DefinitionOf<P extends ProcessName> = (typeof PROCESSES)[P];
export type InputOf<P extends ProcessName> = z.infer<DefinitionOf<P>['input']>;
/** What a run answers when it ends well. */
export type ResultOf<P extends ProcessName> = NonNullable<DefinitionOf<P>['types']>['result'];
/** What a run leaves behind for people, however it ends. */
export type ReportOf<P extends ProcessName> = NonNullable<DefinitionOf<P>['types']>['report'];

export function isProcessName(name: string): name is ProcessName {
  return Object.hasOwn(PROCESSES, name);
}

export const STATUSES: readonly Status[] = ['running', 'waiting', 'undoing', 'done', 'undone', 'declined', 'failed'];
