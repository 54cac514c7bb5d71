import type { Azure } from '../kernel/azure';
import type { Service } from '../kernel/service';
import { type Breach, storeInvariants } from '../kernel/state/invariants';
import { SERVICES } from '../services';

/** What must hold whatever was done: everything found broken, nothing when all is well. */
export function brokenInvariants(azure: Azure, services: readonly Service[] = SERVICES): Breach[] {
  return [
    ...azure.breaches,
    ...storeInvariants(azure.store),
    ...services.flatMap((service) => service.invariants?.(azure) ?? []),
  ];
}
