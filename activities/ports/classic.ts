import type { ClassicKind, ClassicUnit } from '../../contracts/processes/classic-upgrade';
import type { ClassicInventory, MigrationState } from '../../planning/classic/inventory';
import type { OperationState } from './arm';

export type UnitAddress = Pick<ClassicUnit, 'kind' | 'name' | 'deployment'>;

export interface ValidationMessage {
  /** Only an error keeps a unit from being prepared. */
  category: 'Information' | 'Warning' | 'Error';
  message: string;
  virtualMachine?: string;
}

/** `classic`: there, and nobody has begun its upgrade, as far as Azure shows that; `gone`: committed, or deleted. */
export type UnitState = 'classic' | 'gone' | MigrationState;

/**
 * What activities need of Azure service management (RDFE), the classic deployment model's interface. All methods throw failures of
 * `contracts/run/failures.ts`. Azure takes every verb twice: what is done already is done again without a change. While one works on a unit,
 * the others are refused as `OperationInProgress`.
 */
export interface Classic {
  inventory(subscriptionId: string): Promise<ClassicInventory>;
  /** Security groups, addresses and route tables do not show their upgrade: they are `classic` until they are gone. */
  state(subscriptionId: string, unit: UnitAddress): Promise<UnitState>;
  validate(subscriptionId: string, unit: UnitAddress): Promise<ValidationMessage[]>;
  /** Answers the id of the operation. */
  prepare(subscriptionId: string, unit: UnitAddress): Promise<string>;
  abort(subscriptionId: string, unit: UnitAddress): Promise<string>;
  /** Sent once: a lost answer is `OutcomeUnknown`. There is no way back from what it does. */
  commit(subscriptionId: string, unit: UnitAddress): Promise<string>;
  /** One look. Throws what the operation ended with. */
  operation(subscriptionId: string, id: string): Promise<OperationState>;
}

/** Whether Azure shows that such a unit is prepared. */
export const SHOWS_STATE: Record<ClassicKind, boolean> = {
  virtualNetwork: true,
  cloudService: true,
  storageAccount: true,
  networkSecurityGroup: false,
  reservedIp: false,
  routeTable: false,
};
