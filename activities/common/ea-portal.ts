import type { Dependencies } from '../ports/dependencies';
import type { EaPortal } from '../ports/ea-portal-and-directory';
import { failure } from '../failures/failure';

/** The portal of this worker. Throws `InvalidInput` where the configuration names none. */
export function portalOf({ eaPortal }: Pick<Dependencies, 'eaPortal'>): EaPortal {
  if (eaPortal) return eaPortal;
  throw failure(
    'InvalidInput',
    'this worker has no EA portal: add azure.eaPortal to its configuration, as the operator’s worker has it',
  );
}
