import type { Billing } from '../../ports/billing';
import { objectIn, objectsIn, textIn } from '../http/json';
import { everyItem, type Rest } from './rest';

const ACCOUNTS = '/providers/Microsoft.Billing/billingAccounts';
const API_VERSION = '2020-05-01';

/** Reads the accounts, profiles and customers under which a partner opens transfers. Source: Billing 2020-05-01. */
export function accounts(rest: Rest): Pick<Billing, 'accounts' | 'profiles' | 'customers' | 'azurePlans'> {
  const read = async (doing: string, path: string) =>
    (await everyItem(rest, doing, `${path}?api-version=${API_VERSION}`)).map((one) => {
      const { name, properties } = objectIn(one);
      const facts = objectIn(properties);
      return { facts, node: { name: textIn(name) ?? '', displayName: textIn(facts.displayName) ?? '' } };
    });
  const at = (account: string) => `${ACCOUNTS}/${encodeURIComponent(account)}`;

  return {
    async accounts() {
      const found = await read('list the billing accounts', ACCOUNTS);
      return found.map(({ node, facts }) => ({
        ...node,
        accountType: textIn(facts.accountType) ?? '',
        agreementType: textIn(facts.agreementType) ?? '',
      }));
    },

    async profiles(account) {
      const found = await read(`list the billing profiles of ${account}`, `${at(account)}/billingProfiles`);
      return found.map(({ node, facts }) => ({ ...node, currency: textIn(facts.currency) ?? '' }));
    },

    async customers(account) {
      const found = await read(`list the customers of billing account ${account}`, `${at(account)}/customers`);
      return found.map(({ node, facts }) => ({
        ...node,
        billingProfile: (textIn(facts.billingProfileId) ?? '').split('/').at(-1) ?? '',
      }));
    },

    async azurePlans(account, customer) {
      const path = `${at(account)}/customers/${encodeURIComponent(customer)}?$expand=enabledAzurePlans&api-version=${API_VERSION}`;
      const { body } = await rest.call(`read the Azure plans of customer ${customer}`, { method: 'GET', path });
      const { enabledAzurePlans } = objectIn(objectIn(body).properties);
      return objectsIn(enabledAzurePlans).map(({ skuDescription, skuId }) => textIn(skuDescription) ?? textIn(skuId) ?? '');
    },
  };
}
