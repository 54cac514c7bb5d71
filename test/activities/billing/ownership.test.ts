import { createBillingOwnershipActivities } from '../../../activities/billing/ownership-requests';
import type { Dependencies } from '../../../activities/ports/dependencies';
import { BILLING_CODES, wayOut } from '../../../activities/failures/billing';
import { type Document, documentDigest } from '../../../contracts/people/document';
import { defaultWorld } from '../../../simulator';
import { ALICE, type Access, CONTOSO, EA, FABRIKAM, failureOf, NORTHWIND, PAYG, pathOf, startAccess } from './support';

/** Microsoft.Billing 2024-04-01, SubscriptionTransferValidationErrorCode; and what the recipient's side answers besides. */
const PUBLISHED = [
  ...['AccountIsLocked', 'AssetHasCap', 'AssetNotActive', 'BillingAccountInactive', 'BillingProfilePastDue'],
  ...['CrossBillingAccountNotAllowed', 'DestinationBillingProfileInactive', 'DestinationBillingProfileNotFound'],
  ...['DestinationBillingProfilePastDue', 'DestinationInvoiceSectionInactive', 'DestinationInvoiceSectionNotFound'],
  ...['InsufficientPermissionOnDestination', 'InsufficientPermissionOnSource', 'InvalidDestination', 'InvalidSource'],
  ...['InvoiceSectionIsRestricted', 'MarketplaceNotEnabledOnDestination', 'NoActiveAzurePlan', 'Other', 'ProductInactive'],
  ...['ProductNotFound', 'ProductTypeNotSupported', 'SourceBillingProfilePastDue', 'SourceInvoiceSectionInactive'],
  ...['SubscriptionHasReservations', 'SubscriptionNotActive', 'SubscriptionTypeNotSupported', 'NotIntendedRecipient'],
];
const RELATED = '7e1a7ed0-0000-4000-8000-000000000001';

describe('activities of requests for billing ownership', () => {
  let on: Access;
  let act: ReturnType<typeof createBillingOwnershipActivities>;
  beforeAll(async () => {
    on = await startAccess({
      ...defaultWorld,
      tenants: [
        ...(defaultWorld.tenants ?? []),
        { tenantId: RELATED, domain: 'related.onmicrosoft.com', displayName: 'Related' },
      ],
      relationships: [{ partnerTenantId: NORTHWIND, customerTenantId: RELATED }],
    });
    act = createBillingOwnershipActivities({ billing: on.access, settings: { local: true } } as unknown as Dependencies);
  });
  afterAll(() => on.stop());

  const partner = (tenantId: string, name: string) => ({
    tenantId,
    name,
    mpnId: '4711002',
    contact: { name: 'Nora', email: 'nora@northwind.example' },
  });
  const check = (customerTenantId: string, by = partner(NORTHWIND, 'Northwind')) =>
    act.checkBillingPartner({ partner: by, customer: { tenantId: customerTenantId, name: 'It' }, recipientEmail: ALICE });
  const document = (...ids: string[]): Document => ({
    title: 'It',
    version: 1,
    sections: [{ title: 'It', fields: ids.map((value) => ({ label: 'It', value })) }],
  });

  it.each(PUBLISHED)('%s has a cure of its own, and who has to act', (code) => {
    expect(BILLING_CODES[code]?.[1]).toMatch(/\b(customer|partner|operator|owner|person)\b/);
    if (code !== 'Other') expect(wayOut(code)).not.toBe(wayOut('Other'));
  });

  it('a code that nobody has published is Microsoft’s support to ask about', () => {
    expect(wayOut('Brandnew')).toBe(wayOut('Other'));
  });

  it('a partner is where it may ask for the customer', async () => {
    expect((await check(FABRIKAM)).at).toEqual(await pathOf(on, NORTHWIND, FABRIKAM));
  });

  it('a directory without a partner agreement is refused', async () => {
    const refused = await failureOf(check(FABRIKAM, partner(FABRIKAM, 'Fabrikam')));
    expect([refused.type, refused.message]).toEqual([
      'NotThisPartner',
      expect.stringMatching(/^partner\.tenantId: .* no billing account of a Microsoft Partner Agreement/),
    ]);
  });

  it('a customer of somebody else is refused', async () => {
    const refused = await failureOf(check(RELATED, partner(CONTOSO, 'Contoso')));
    expect([refused.type, refused.message]).toEqual([
      'NoRelationship',
      expect.stringMatching(/^customer\.tenantId: .* is no customer of Contoso .* start customer-onboarding first/),
    ]);
  });

  it('a customer without an Azure plan is refused, with the process that buys one', async () => {
    const refused = await failureOf(check(RELATED));
    expect([refused.type, refused.message]).toEqual([
      'TransferRefused',
      expect.stringMatching(/^partner: NoActiveAzurePlan: .* customer-onboarding with destination.offerId MS-AZR-0017G/),
    ]);
  });

  it('accepts what was approved by name alone', async () => {
    const ref = { partnerTenantId: NORTHWIND, at: await pathOf(on, NORTHWIND, FABRIKAM), name: 'byname1' };
    await act.openBillingRequest({ ...ref, recipientEmail: ALICE });
    const accept = (text: Document, subscriptions: string[], decisions: never[] = []) =>
      act.acceptBillingRequest({
        tenantId: FABRIKAM,
        name: ref.name,
        subscriptions,
        signed: { run: { workflowId: 'it', runId: 'it' }, document: text, decisions },
      });
    expect((await failureOf(accept(document(EA), [EA]))).message).toMatch(/customer has not approved the text/);
    const approved = { party: 'customer', choice: 'approve', digest: documentDigest(document(EA)), proof: 'localStack' } as never;
    const foreign = await failureOf(accept(document(EA), [EA, PAYG], [approved]));
    expect([foreign.type, foreign.message]).toEqual(['DecisionRefused', expect.stringMatching(new RegExp(PAYG))]);
    expect((await act.lookAtBillingRequest(ref)).request?.status).toBe('Pending');
    expect(await act.cancelBillingRequest(ref)).toEqual({ cancelled: true, status: 'Canceled' });
    expect(await act.cancelBillingRequest({ ...ref, name: 'nothing1' })).toEqual({ cancelled: false });
  });
});
