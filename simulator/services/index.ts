import { accessControl } from './access-control';
import { arm } from './arm';
import { billing } from './billing';
import { classic } from './classic';
import { enterprise } from './enterprise';
import { managementPartner } from './management-partner';
import { metering } from './metering';
import { move } from './move';
import { partnerCenter } from './partner-center';
import { providers } from './providers';
import { quotas } from './quotas';
import { signIn } from './sign-in';
import { subscription } from './subscription';
import { support } from './support';

/**
 * Every service of the local Azure. A service is added by its folder and a line here. The order is the one in which services are asked: for the
 * answer to a request, for what is due, for their part of a world. Azure Resource Manager is the last one, since it answers everything.
 */
export const SERVICES = [
  accessControl,
  signIn,
  support,
  metering,
  billing,
  subscription,
  classic,
  quotas,
  enterprise,
  managementPartner,
  partnerCenter,
  providers,
  move,
  arm,
] as const;
