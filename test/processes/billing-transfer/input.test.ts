import { canSkipTime } from '../../support/rig';
import { accountOf, beginBilling, type BillingOptions, requestsOf, secondOf } from '../support/billings';
import { refusalOf } from '../support/endings';
import { CONTOSO, FABRIKAM } from '../support/organisations';
import { openTenantMoves, type TenantMoves } from '../support/tenant-moves';

interface Wrong {
  what: string;
  options: BillingOptions;
  type: string;
  message: RegExp;
}

const WRONG: readonly Wrong[] = [
  {
    what: 'pay-as-you-go billing',
    options: { variant: 'payg', subscription: { accountOwner: 'someone@outlook.example' } },
    type: 'InvalidInput',
    message: /^variant: .*Microsoft has no transfer of billing from payg .* resource-move then moves the resources/,
  },
  {
    what: 'open billing',
    options: { variant: 'open', subscription: { accountOwner: 'someone@outlook.example' } },
    type: 'InvalidInput',
    message: /^variant: .*Microsoft has no transfer of billing from open/,
  },
  {
    what: 'billing without an enrolment',
    options: { input: { enrolment: undefined } },
    type: 'InvalidInput',
    message: /^enrolment: is missing/,
  },
  {
    what: 'billing of another enrolment',
    options: { input: { enrolment: '1234567' } },
    type: 'NotFound',
    message: /is in no account of the enrolment 1234567/,
  },
  {
    what: 'billing of an account that is not active',
    options: { account: { status: 'Pending' } },
    type: 'TransferRefused',
    message: /is Pending; its owner signs in/,
  },
  {
    what: 'billing of a disabled subscription',
    options: { subscription: { state: 'Disabled' } },
    type: 'SubscriptionDisabled',
    message: /^subscriptions\.0: Source \d+ is Disabled: enable it first/,
  },
  {
    what: 'billing of another directory',
    options: { variant: 'partnerEa', subscription: { tenantId: CONTOSO } },
    type: 'OtherTenant',
    message: /^subscriptions\.0: .* is not visible in fab00000.*; Microsoft transfers the billing .* or with changeTenant/,
  },
  {
    what: 'a transfer of billing from BizSpark',
    options: { variant: 'bizspark', subscription: { accountOwner: 'someone@outlook.example' } },
    type: 'InvalidInput',
    message: /no transfer of billing from bizspark/,
  },
];

(canSkipTime ? describe : describe.skip)('billingTransfer, bad input', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openTenantMoves();
  });
  afterAll(async () => moves.close());

  it.each(WRONG)('$what is refused before anything is sent', async ({ what, options, type, message }) => {
    const run = await beginBilling(moves, what, options);
    const refused = await refusalOf(run.handle);
    expect(refused.failure).toBe(type);
    expect(refused.message).toMatch(message);
    expect(await requestsOf(moves.rig, accountOf(what))).toEqual([]);
    expect(await run.state()).toEqual(run.before);
    expect(moves.rig.notices.filter(({ workflowId }) => workflowId === what)).toEqual([]);
  });

  it.each([
    ['the same partner', 'Contoso'],
    ['another partner', 'Northwind'],
  ])('a request of %s that is open already is not overtaken', async (_who, partner) => {
    const what = `asked already ${partner}`;
    const owner = accountOf(what);
    const accounts = '/providers/Microsoft.Billing/billingAccounts';
    const listed = async (path: string) =>
      (
        await moves.rig.azure.arm<{ value: { id: string; properties: { displayName: string } }[] }>(
          'GET',
          `${path}?api-version=2020-05-01`,
        )
      ).value;
    const account = (await listed(accounts)).find(({ properties }) => properties.displayName === partner)?.id ?? '';
    const [profile] = await listed(`${account}/billingProfiles`);
    const name = `other${partner.toLowerCase()}`;
    await moves.rig.azure.arm('PUT', `${profile?.id ?? ''}/customers/${FABRIKAM}/transfers/${name}?api-version=2024-04-01`, {
      properties: { recipientEmailId: owner },
    });
    const run = await beginBilling(moves, what);
    expect(await refusalOf(run.handle)).toMatchObject({
      failure: 'Conflict',
      message: expect.stringMatching(/^subscriptions: .* has a request to asked-already.* that is Pending already/) as string,
    });
    expect(await requestsOf(moves.rig, owner)).toHaveLength(1);
  });

  it('a second subscription that is not Enabled ends the run too, by its path', async () => {
    const what = 'second disabled';
    const run = await beginBilling(moves, what, {
      second: secondOf(what),
      prepare: () =>
        moves.rig.azure.arm(
          'POST',
          `/subscriptions/${secondOf(what)}/providers/Microsoft.Subscription/cancel?api-version=2021-10-01`,
        ),
    });
    expect(await refusalOf(run.handle)).toMatchObject({
      failure: 'SubscriptionDisabled',
      message: expect.stringMatching(/^subscriptions\.1: Second of second disabled is Warned/) as string,
    });
  });
});
