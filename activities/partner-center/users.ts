import { activityInfo } from '@temporalio/activity';
import type { SecretRef } from '../../contracts/run/secret';
import type { Dependencies } from '../ports/dependencies';
import { deterministicGuid } from '../common/deterministic-guid';
import { failure, isFailure, statusOf } from '../failures/failure';
import { newPassword } from './password';
import type { CustomerUser } from '../ports/customers-and-orders';

export interface AdminRef {
  customerTenantId: string;
  userPrincipalName: string;
}

interface NewAdmin extends AdminRef {
  displayName: string;
  /** ISO 3166-1 alpha-2. */
  usageLocation: string;
  /** The user is administrator of the customer's directory too. */
  isAdministrator: boolean;
  /** An earlier try of the run may have made it: one that is there is then its own. */
  isRetry: boolean;
  runKey: string;
}

/** Role of a directory's global administrators: its template's id, and its name in Partner Center (seed l.8611-8986). */
const COMPANY_ADMINISTRATOR = { id: '62e90394-69f5-4237-9190-012177145e10', name: 'Company Administrator' };
const isCompanyAdministrator = ({ id, name }: { id: string; name: string }) =>
  id === COMPANY_ADMINISTRATOR.id || name === COMPANY_ADMINISTRATOR.name;

/**
 * The user that moves what a customer has. Its password is made here, goes into the secret store and to Partner Center, and nowhere else; at the
 * first sign-in it has to be changed.
 */
export function createCustomerAdminActivities({ partner, secrets, settings }: Dependencies) {
  const find = async ({ customerTenantId, userPrincipalName }: AdminRef): Promise<CustomerUser | undefined> =>
    partner().center.user(customerTenantId, userPrincipalName);

  return {
    /** The user of this name, unless it is deleted; with the place of its password when that is known. */
    async findAdmin(ref: AdminRef): Promise<{ objectId?: string; secret?: SecretRef }> {
      const found = await find(ref);
      if (!found || found.isDeleted) return {};
      const secret = await secrets.exists(ref.userPrincipalName);
      return { objectId: found.id, ...(secret ? { secret } : {}) };
    },

    /**
     * Makes the user, or restores the one of its name that was deleted. A try that failed between setting the password and storing it is
     * repeated with another one: what is in the store is what was set last. Throws `Conflict` when somebody else has made one of that name
     * meanwhile; theirs is left alone.
     */
    async createAdmin(wanted: NewAdmin): Promise<{ objectId: string; secret: SecretRef }> {
      const { customerTenantId, userPrincipalName, displayName, usageLocation, isAdministrator, isRetry, runKey } = wanted;
      const { center } = partner();
      const { attempt } = activityInfo();
      const isOthers = () => failure('Conflict', `${userPrincipalName} has just been made by somebody else`);
      // A store that cannot be reached is noticed before there is a password to lose.
      await secrets.exists(userPrincipalName);
      const there = await find(wanted);
      if (there && !there.isDeleted && attempt === 1 && !isRetry) throw isOthers();
      const password = newPassword();
      // Each attempt sends another password, and so is another request.
      const nth = `${isRetry ? 'again ' : ''}${attempt}`;
      const requestId = (act: string) => deterministicGuid(runKey, act, userPrincipalName, nth);
      if (there) {
        if (there.isDeleted) await center.restoreUser(customerTenantId, there.id, requestId('restoreUser'));
        await center.setPassword(customerTenantId, there.id, password, requestId('setPassword'));
      } else {
        const user = { userPrincipalName, displayName, usageLocation, password, ...namesIn(displayName) };
        await center.createUser(customerTenantId, user, requestId('createUser')).catch((error: unknown) => {
          throw isFailure(error) && statusOf(error) === 409 ? isOthers() : error;
        });
      }
      const secret = await secrets.put(userPrincipalName, password);
      const made = await find(wanted);
      if (!made || made.isDeleted)
        throw failure('NotReplicated', `${userPrincipalName} was made and is not listed yet`, {
          retryAfterMs: Math.max(50, 10_000 / settings.timeScale),
        });
      if (isAdministrator) {
        const role = (await center.directoryRoles(customerTenantId)).find(isCompanyAdministrator);
        if (!role) throw failure('NotFound', `the customer's directory has no role ${COMPANY_ADMINISTRATOR.name}`);
        await center.addRoleMember(customerTenantId, role.id, made, requestId('addRoleMember'));
      }
      return { objectId: made.id, secret };
    },

    /** Deletes the user (it can be restored for 30 days) and its password. */
    async removeAdmin({ runKey, ...ref }: AdminRef & { runKey: string }): Promise<{ removed: boolean }> {
      const found = await find(ref);
      await secrets.remove(ref.userPrincipalName);
      if (!found || found.isDeleted) return { removed: false };
      const requestId = deterministicGuid(runKey, 'removeAdmin', found.id);
      return { removed: await partner().center.deleteUser(ref.customerTenantId, found.id, requestId) };
    },
  };
}

/** Partner Center wants both. */
function namesIn(displayName: string): { firstName: string; lastName: string } {
  const [firstName = displayName, ...rest] = displayName.split(' ');
  return { firstName, lastName: rest.join(' ') || firstName };
}
