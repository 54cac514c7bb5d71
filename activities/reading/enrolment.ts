import type { Dependencies } from '../ports/dependencies';
import type { EaPortal, EnrolmentFacts } from '../ports/ea-portal-and-directory';
import { failure, isFailure } from '../failures/failure';

/** The portal of this worker. Throws `InvalidInput` where the configuration names none. */
export function portalOf({ eaPortal }: Pick<Dependencies, 'eaPortal'>): EaPortal {
  if (eaPortal) return eaPortal;
  throw failure(
    'InvalidInput',
    'this worker has no EA portal: add azure.eaPortal to its configuration, as the operator’s worker has it',
  );
}

/** An enrolment with its accounts. `as`: directory of its administrator. Throws `NotFound` with what to check. */
export async function enrolmentOf(portal: EaPortal, as: string, enrolment: string): Promise<EnrolmentFacts> {
  try {
    return await portal.enrolment(as, enrolment);
  } catch (error) {
    if (isFailure(error, 'NotFound'))
      throw failure('NotFound', `enrolment: the EA portal knows no enrolment ${enrolment}: check the number`);
    throw error;
  }
}
