import type { Service } from '../../kernel/service';
import { MANAGEMENT_PARTNER_PATHS, partnerLinkState } from './links';

/** Microsoft.ManagementPartner: the partner admin links of identities. */
export const managementPartner = {
  name: 'management-partner',
  state: partnerLinkState,
  armPaths: MANAGEMENT_PARTNER_PATHS,
} satisfies Service;
