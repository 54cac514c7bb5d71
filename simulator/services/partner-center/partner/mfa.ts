import type { Answer } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import { collection } from '../api/answers';
import type { PartnerCall, Route } from '../api/call';

/**
 * People of the partner who sign in without a second factor: all of them, for the simulator's sign-in knows none.
 * Source: learn.microsoft.com/partner-center/developer/get-portal-requests-without-mfa.
 */
function list({ azure, partner }: PartnerCall): Answer {
  const people = [...azure.store.principals.values()].filter(
    (one) => one.type === 'User' && keyOf(one.tenantId) === keyOf(partner.tenantId),
  );
  return collection(
    people.map((one) => ({
      objectId: one.objectId,
      tenantId: one.tenantId,
      upn: one.userPrincipalName ?? '',
      lastNonMfaCompliantRequestDateTime: new Date(azure.clock.now()).toISOString().replace('Z', ''),
    })),
  );
}

export const MFA: readonly Route[] = [['GET', '/v1/nonMfaCompliantPartnerPrincipals', list]];
