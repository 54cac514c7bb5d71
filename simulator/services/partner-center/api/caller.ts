import { ArmError } from '../../../kernel/arm-types';
import type { Azure } from '../../../kernel/azure';
import type { ArmRequest, Caller } from '../../../kernel/http/request';
import { authenticate } from '../../../kernel/identity/authenticate';
import { adminAgents, identitiesOf } from '../../../kernel/identity/identities';
import { keyOf } from '../../../kernel/ids';
import type { Partner, Tenant } from '../../../kernel/state/model';
import type { PartnerCall } from './call';
import { refusal } from './errors';

/** Partner Center's address, and the client id of its application in Entra. */
const AUDIENCES = ['https://api.partnercenter.microsoft.com', 'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd'];

function assertAudience(azure: Azure, request: ArmRequest): void {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const claims = azure.tokens.read(token);
  if (claims === 'expired' || claims === 'invalid') throw refusal(400);
  const audience = claims.aud.replace(/\/+$/, '').toLowerCase();
  if (![...AUDIENCES, request.origin.toLowerCase()].includes(audience)) throw refusal(900420);
}

/**
 * Who calls: the caller and the partner it speaks for. The development identity speaks for the partner that the header x-sim-partner names, else for the first one.
 * @throws PartnerError 400 without a valid token, 900420 for a token of another audience, 2032 for a tenant that is no partner
 */
export function callerOf(azure: Azure, request: ArmRequest): { caller: Caller; partner: Partner } {
  let caller: Caller;
  try {
    caller = authenticate(request.headers['authorization'], azure.tokens, request.origin);
  } catch (error) {
    throw error instanceof ArmError ? refusal(400) : error;
  }
  const isStatic = caller.tenantId === undefined;
  if (!isStatic) assertAudience(azure, request);
  const named = caller.isDevelopment ? request.headers['x-sim-partner'] : undefined;
  const first = isStatic ? azure.store.partners.values().next().value?.tenantId : undefined;
  const partner = azure.store.partners.get(keyOf(named ?? caller.tenantId ?? first ?? ''));
  if (!partner) throw refusal(2032);
  return { caller, partner };
}

/** @throws PartnerError 900150 unless the caller is an admin agent of the partner */
export function assertAdminAgent({ azure, request, partner }: PartnerCall): void {
  if (request.caller.isDevelopment) return;
  const tenant = azure.store.tenants.get(keyOf(partner.tenantId)) as Tenant;
  if (!identitiesOf(azure.store, request.caller.objectId).has(keyOf(adminAgents(tenant, 0).objectId))) throw refusal(900150);
}
