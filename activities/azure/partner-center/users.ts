import { answerOn } from '../../failures/failure';
import type { CustomerUser, UserService } from '../../ports/customers-and-orders';
import { idIn, type Json, objectIn, textIn } from '../http/json';
import { everyItem } from './pages';
import type { Transport } from './transport';

/**
 * Users of a customer's directory and their roles. Sources: seed l.6512-7370, 8611-8986; learn.microsoft.com/partner-center/developer,
 * user-resources and its siblings. No answer with a password is kept.
 */
export function users(transport: Transport): UserService {
  const at = (customerTenantId: string, id?: string) =>
    `/v1/customers/${encodeURIComponent(customerTenantId)}/users${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
  const rolesOf = (customerTenantId: string) => `/v1/customers/${encodeURIComponent(customerTenantId)}/directoryroles`;
  const change = async (doing: string, customerTenantId: string, id: string, fields: Json, requestId: string): Promise<void> => {
    const body = { ...fields, attributes: { objectType: 'CustomerUser' } };
    await transport.send(doing, { method: 'PATCH', path: at(customerTenantId, id), body, requestId });
  };

  return {
    async user(customerTenantId, userPrincipalName) {
      const doing = `look for ${userPrincipalName}`;
      const deletedOnes = encodeURIComponent(JSON.stringify({ Field: 'UserState', Value: 'Inactive', Operator: 'equals' }));
      // A user is read by its object id only, and lists take no filter for a name.
      for (const filter of ['', `&filter=${deletedOnes}`]) {
        const all = await everyItem(transport, doing, `${at(customerTenantId)}?size=500${filter}`);
        const found = all.find((one) => idIn(one.userPrincipalName) === userPrincipalName.toLowerCase());
        if (found) return userIn(found);
      }
      return undefined;
    },

    async createUser(customerTenantId, { password, ...user }, requestId) {
      const { body } = await transport.send(`create the user ${user.userPrincipalName}`, {
        method: 'POST',
        path: at(customerTenantId),
        requestId,
        body: { ...user, passwordProfile: { password, forceChangePassword: true }, attributes: { objectType: 'CustomerUser' } },
      });
      return userIn(objectIn(body));
    },

    restoreUser: (customerTenantId, id, requestId) =>
      change(`restore the user ${id}`, customerTenantId, id, { state: 'active' }, requestId),

    setPassword(customerTenantId, id, password, requestId) {
      const passwordProfile = { password, forceChangePassword: true };
      return change(`give the user ${id} a new password`, customerTenantId, id, { passwordProfile }, requestId);
    },

    async deleteUser(customerTenantId, id, requestId) {
      const deleted = transport.send(`delete the user ${id}`, { method: 'DELETE', path: at(customerTenantId, id), requestId });
      return deleted.then(() => true).catch(answerOn(['NotFound', 'NoRelationship'], false));
    },

    async directoryRoles(customerTenantId) {
      const found = await everyItem(transport, 'list the directory’s roles', rolesOf(customerTenantId));
      return found.map(({ id, name }) => ({ id: idIn(id), name: textIn(name) ?? '' }));
    },

    async addRoleMember(customerTenantId, roleId, { id, userPrincipalName }, requestId) {
      const path = `${rolesOf(customerTenantId)}/${encodeURIComponent(roleId)}/usermembers`;
      const body = { id, userPrincipalName, attributes: { objectType: 'UserMember' } };
      await transport
        .send(`give ${userPrincipalName} a role in the directory`, { method: 'POST', path, requestId, body })
        .catch(answerOn('Conflict', undefined));
    },
  };
}

function userIn(value: Json): CustomerUser {
  return {
    id: idIn(value.id),
    userPrincipalName: textIn(value.userPrincipalName) ?? '',
    isDeleted: textIn(value.state)?.toLowerCase() === 'inactive',
  };
}
