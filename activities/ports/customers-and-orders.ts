export interface PostalAddress {
  addressLine1: string;
  addressLine2?: string | undefined;
  city: string;
  state?: string | undefined;
  postalCode: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

/** What Microsoft wants of an address, a language and a telephone number in one country. */
export interface CountryRules {
  /** Codes of its states; none where addresses have no state. */
  states: string[];
  isStateRequired: boolean;
  /** Regular expression. */
  postalCode?: string;
  cultures: string[];
  languages: string[];
}

export interface AddressVerdict {
  /**
   * `VerifiedShippable`, `Verified`: good. `NotValidated`: not looked at. `InteractionRequired`, `StreetPartial`, `PremisesPartial`, `Multiple`,
   * `None`: not good as it is.
   */
  status: string;
  /** Three addresses at most; none when Microsoft has no idea. */
  suggestions: PostalAddress[];
  message?: string;
}

export interface NewCustomerOrder {
  /** The whole domain, `.onmicrosoft.com` included. */
  domain: string;
  companyName: string;
  address: PostalAddress & { phoneNumber?: string | undefined };
  contact: { firstName: string; lastName: string; email: string };
  culture: string;
  language: string;
}

/** The one answer in which the password of the first administrator stands: it goes from here into the secret store and nowhere else. */
interface MadeCustomer {
  tenantId: string;
  administrator: { userName: string; password: string };
}

/** Acceptance of the Microsoft Customer Agreement by a person of the customer. */
export interface AgreementAcceptance {
  /** `2026-11-23`. */
  acceptedOn: string;
  firstName: string;
  lastName: string;
  email: string;
  phoneNumber?: string | undefined;
}

/** What Azure is sold as: the legacy offer, or an Azure plan. */
export type AzureOffer = 'MS-AZR-0145P' | 'MS-AZR-0017G';

export interface PartnerOrder {
  id: string;
  /** `pending`, `completed`, `cancelled`. */
  status: string;
  /** `subscriptionId`: in Partner Center. */
  lines: { catalogItemId: string; friendlyName: string; subscriptionId?: string }[];
}

export interface CustomerUser {
  id: string;
  userPrincipalName: string;
  /** Deleted less than 30 days ago: can be restored. */
  isDeleted: boolean;
}

interface NewUser {
  userPrincipalName: string;
  firstName: string;
  lastName: string;
  displayName: string;
  /** ISO 3166-1 alpha-2. */
  usageLocation: string;
  /** Password of the first sign-in, at which it has to be changed. */
  password: string;
}

/** Partner Center as far as customers are made and served. Rules as for the rest of it: see PartnerCenter in partnerPorts.ts. */
export interface CustomerService {
  /** Undefined for what is no country of Microsoft's. */
  countryRules(country: string): Promise<CountryRules | undefined>;
  validateAddress(address: PostalAddress): Promise<AddressVerdict>;
  domainIsTaken(domain: string): Promise<boolean>;
  /** Sent once: a lost answer is `OutcomeUnknown`. */
  createCustomer(customer: NewCustomerOrder, requestId: string): Promise<MadeCustomer>;
  /** Tenant id of the partner's customer with this domain. */
  customerWithDomain(domain: string): Promise<string | undefined>;
  /** Deletes a customer, in the integration sandbox alone. False: it was none of the partner's customers any more. */
  deleteCustomer(tenantId: string, requestId: string): Promise<boolean>;
  /** Confirms it to Microsoft in the partner's name; an acceptance that had been confirmed is left as it is. */
  confirmAgreement(tenantId: string, acceptance: AgreementAcceptance, requestId: string): Promise<void>;
}

export interface OrderService {
  /** What is put into a cart to buy this, looked up now; undefined when it is not sold there. */
  catalogItem(offer: AzureOffer, country: string): Promise<string | undefined>;
  /** A cart buys nothing, and is gone after seven days. Answers its id. */
  createCart(customerTenantId: string, catalogItemId: string, displayName: string, requestId: string): Promise<string>;
  cartIsCheckedOut(customerTenantId: string, cartId: string): Promise<boolean>;
  /** Buys. Sent once: a lost answer is `OutcomeUnknown`, and the cart says whether it arrived. */
  checkOutCart(customerTenantId: string, cartId: string, requestId: string): Promise<PartnerOrder[]>;
  /** An order may be listed up to a quarter of an hour late. */
  orders(customerTenantId: string): Promise<PartnerOrder[]>;
  /** Whether what was ordered is there: `success`, `pending`, `failed`. */
  provisioningStatus(customerTenantId: string, subscriptionId: string): Promise<string>;
  /** Stops it and what it costs; it stays. `subscriptionId` is Partner Center's. False: it was not active. */
  suspendSubscription(customerTenantId: string, subscriptionId: string, requestId: string): Promise<boolean>;
}

export interface UserService {
  /** Finds a user by its user principal name, deleted ones too. */
  user(customerTenantId: string, userPrincipalName: string): Promise<CustomerUser | undefined>;
  createUser(customerTenantId: string, user: NewUser, requestId: string): Promise<CustomerUser>;
  restoreUser(customerTenantId: string, id: string, requestId: string): Promise<void>;
  /** Sets the password of the next sign-in, at which it has to be changed. */
  setPassword(customerTenantId: string, id: string, password: string, requestId: string): Promise<void>;
  /** False: there was none. It can be restored for 30 days. */
  deleteUser(customerTenantId: string, id: string, requestId: string): Promise<boolean>;
  directoryRoles(customerTenantId: string): Promise<{ id: string; name: string }[]>;
  /** Who has the role keeps it. */
  addRoleMember(customerTenantId: string, roleId: string, user: CustomerUser, requestId: string): Promise<void>;
}
