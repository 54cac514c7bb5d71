import type {
  Billing,
  BillingTransfer,
  CustomerPath,
  Product,
  ProductCheck,
  ProductOfTransfer,
  ProductType,
} from '../../ports/billing';
import { answerOn, isFailure } from '../../failures/failure';
import { idIn, type Json, objectIn, objectsIn, textIn } from '../http/json';
import { everyItem, type Rest } from './rest';

const API = 'api-version=2024-04-01';
const RECEIVED = '/providers/Microsoft.Billing/transfers';

type Transfers = Omit<Billing, 'accounts' | 'profiles' | 'customers' | 'azurePlans'>;

/** Requests for billing ownership. Source: Billing 2024-04-01, PartnerTransfers and RecipientTransfers. */
export function transfers(rest: Rest): Transfers {
  const opened = ({ account, profile, customer }: CustomerPath) =>
    `/providers/Microsoft.Billing/billingAccounts/${encodeURIComponent(account)}/billingProfiles/${encodeURIComponent(profile)}/customers/${encodeURIComponent(customer)}/transfers`;
  const read = async (path: string, name: string): Promise<BillingTransfer> =>
    transferIn(
      (await rest.call(`read transfer ${name}`, { method: 'GET', path: `${path}/${encodeURIComponent(name)}?${API}` })).body,
    );
  const list = async (doing: string, path: string) => (await everyItem(rest, doing, `${path}?${API}`)).map(transferIn);

  /** Ends a request that waits. When the answer of a first try was lost, the second one is told that it is too late: then it is looked at. */
  const end = async (path: string, name: string, verb: 'cancel' | 'decline', ended: string): Promise<BillingTransfer> => {
    try {
      const { body } = await rest.call(`${verb} transfer ${name}`, {
        method: 'POST',
        path: `${path}/${encodeURIComponent(name)}/${verb}?${API}`,
      });
      return transferIn(body);
    } catch (error) {
      if (!isFailure(error, 'TransferRefused')) throw error;
      const now = await read(path, name);
      if (now.status !== ended) throw error;
      return now;
    }
  };

  return {
    async openTransfer(at, name, { recipientEmail, resellerId }) {
      const { body } = await rest.call(`ask ${recipientEmail} for billing ownership`, {
        method: 'PUT',
        path: `${opened(at)}/${encodeURIComponent(name)}?${API}`,
        body: { properties: { recipientEmailId: recipientEmail, ...(resellerId === undefined ? {} : { resellerId }) } },
      });
      return transferIn(body);
    },

    openedTransfer: (at, name) => read(opened(at), name).catch(answerOn('NotFound', undefined)),

    openedTransfers: (at) => list(`list the transfers opened for customer ${at.customer}`, opened(at)),

    cancelTransfer: (at, name) => end(opened(at), name, 'cancel', 'Canceled'),

    receivedTransfer: (name) => read(RECEIVED, name).catch(answerOn('NotFound', undefined)),

    receivedTransfers: () => list('list the transfers received', RECEIVED),

    async validateTransfer(name, products) {
      const { body } = await rest.call(`validate transfer ${name}`, {
        method: 'POST',
        path: `${RECEIVED}/${encodeURIComponent(name)}/validate?${API}`,
        body: { properties: { productDetails: products } },
      });
      return objectsIn(objectIn(body).value).map(({ properties }) => checkIn(objectIn(properties)));
    },

    async acceptTransfer(name, products: Product[]) {
      // Signs in before anything is sent that may be sent only once.
      await read(RECEIVED, name);
      const { body } = await rest.once(`accept transfer ${name}`, {
        method: 'POST',
        path: `${RECEIVED}/${encodeURIComponent(name)}/accept?${API}`,
        body: { properties: { productDetails: products } },
      });
      return transferIn(body);
    },

    declineTransfer: (name) => end(RECEIVED, name, 'decline', 'Declined'),
  };
}

function transferIn(value: unknown): BillingTransfer {
  const { name, properties, systemData } = objectIn(value);
  const facts = objectIn(properties);
  const initiatorEmail = textIn(facts.initiatorEmailId);
  return {
    name: textIn(name) ?? '',
    status: textIn(facts.transferStatus) ?? '',
    recipientEmail: textIn(facts.recipientEmailId) ?? '',
    ...(initiatorEmail === undefined ? {} : { initiatorEmail }),
    creationTime: textIn(facts.creationTime) ?? textIn(objectIn(systemData).createdAt) ?? '',
    expirationTime: textIn(facts.expirationTime) ?? '',
    products: objectsIn(facts.detailedTransferStatus).map(productIn),
  };
}

function productIn(value: Json): ProductOfTransfer {
  const { code, message } = objectIn(value.errorDetails);
  return {
    productType: (textIn(value.productType) ?? '') as ProductType,
    productId: productId(value.productId),
    status: textIn(value.transferStatus) ?? '',
    ...(textIn(code) === undefined ? {} : { error: { code: textIn(code) ?? '', message: textIn(message) ?? '' } }),
  };
}

function checkIn({ productId: id, status, results }: Json): ProductCheck {
  return {
    productId: productId(id),
    status: textIn(status) ?? '',
    results: objectsIn(results).map(({ level, code, message }) => ({
      level: textIn(level) ?? '',
      code: textIn(code) ?? '',
      message: textIn(message) ?? '',
    })),
  };
}

/** Subscriptions are named by their GUID, or by their whole id. */
const productId = (value: unknown) => idIn(value).replace(/^\/subscriptions\//, '');
