import { guidFrom } from '../../../simulator/kernel/guids';
import { canSkipTime, progress } from '../../support/rig';
import type { AuditEntry } from '../../support/simulator-control';
import { refusalOf } from '../support/endings';
import { CONTOSO, FABRIKAM, MSA } from '../support/organisations';
import { type BeginOptions, openTenantMoves, type TenantMoves } from '../support/tenant-moves';

const NOBODY = 'ffffffff-0000-4000-8000-00000000000f';

interface Wrong {
  what: string;
  options: BeginOptions;
  type: string;
  message: RegExp;
}

const WRONG: readonly Wrong[] = [
  {
    what: 'an EA without an enrolment',
    options: { input: { enrolment: undefined } },
    type: 'InvalidInput',
    message: /^enrolment: is missing/,
  },
  {
    what: 'an enrolment that does not exist',
    options: { input: { enrolment: '99999' } },
    type: 'NotFound',
    message: /^enrolment: the EA portal knows no enrolment 99999/,
  },
  {
    what: 'a subscription of another enrolment',
    options: { input: { enrolment: '1234567' }, variant: 'customerEa' },
    type: 'NotFound',
    message: /^subscriptions\.0: .* is in no account of the enrolment 1234567/,
  },
  {
    what: 'an account that is not active',
    options: { account: { status: 'Pending' } },
    type: 'TransferRefused',
    message: /the account of carl@contoso.onmicrosoft.com is Pending; its owner signs in/,
  },
  {
    what: 'a subscription of nobody',
    options: { variant: 'payg', input: { subscriptions: [NOBODY] } },
    type: 'OtherTenant',
    message: /^subscriptions\.0: .* is not visible in/,
  },
  {
    what: 'a disabled subscription',
    options: { subscription: { state: 'Disabled' } },
    type: 'SubscriptionDisabled',
    message: /^subscriptions\.0: Source \d+ is Disabled/,
  },
  {
    what: 'a Microsoft Account in the customer’s enrolment',
    options: { variant: 'customerEa', account: { owner: MSA }, subscription: { accountOwner: MSA } },
    type: 'MicrosoftAccount',
    message: /^subscriptions\.0: Source \d+ belongs to the Microsoft Account someone@outlook.example; transfer it/,
  },
  {
    what: 'another directory in the customer’s enrolment',
    options: { variant: 'customerEa', subscription: { tenantId: CONTOSO }, input: { sourceTenantId: CONTOSO } },
    type: 'OtherTenant',
    message: /is in the directory c0000000.*, the customer’s is fab00000/,
  },
  {
    what: 'another account than the one named',
    options: { input: { sourceAccount: 'dora@contoso.onmicrosoft.com' } },
    type: 'InvalidInput',
    message: /belongs to carl@contoso.onmicrosoft.com, not to sourceAccount dora@contoso/,
  },
  {
    what: 'a mover who is not in the directory',
    options: { input: { admin: { objectId: NOBODY, userPrincipalName: 'admin@elsewhere.example' } } },
    type: 'NotFound',
    message: /^admin\.objectId: admin@elsewhere.example .* is not in the directory/,
  },
  {
    what: 'a destination of nobody',
    options: { input: { destination: { subscriptionId: NOBODY } } },
    type: 'OtherTenant',
    message: /^destination\.subscriptionId: .* is not visible in fab00000[^:]*: check the id, and that/,
  },
];

(canSkipTime ? describe : describe.skip)('tenantMove, bad input', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openTenantMoves();
  });
  afterAll(async () => moves.close());

  it.each(WRONG)('$what is refused before anything is sent', async ({ what, options, type, message }) => {
    const run = await moves.begin(what, options);
    const refused = await refusalOf(run.handle);
    expect(refused.failure).toBe(type);
    expect(refused.message).toMatch(message);
    expect(await run.state()).toEqual(run.before);
    const audit = await moves.rig.azure.get<AuditEntry[]>('audit?format=json');
    const sent = audit.filter(
      ({ path, method }) => method !== 'GET' && [run.source, run.enrolment].some((id) => path.includes(id)),
    );
    expect(sent).toEqual([]);
    expect(moves.rig.notices.filter(({ workflowId }) => workflowId === what)).toEqual([]);
  });

  it('subscriptions of two directories are one run each', async () => {
    const other = guidFrom('of another directory');
    const tenantId = guidFrom('a directory of its own');
    await moves.rig.azure.post('seed', {
      tenants: [{ tenantId, domain: 'own.onmicrosoft.com' }],
      subscriptions: [
        { subscriptionId: other, displayName: 'Elsewhere', tenantId: FABRIKAM, offerId: 'MS-AZR-0003P', accountOwner: MSA },
      ],
    });
    const run = await moves.begin('two directories', {
      variant: 'payg',
      input: ({ source }) => ({ subscriptions: [source, other] }),
    });
    expect(await refusalOf(run.handle)).toMatchObject({
      failure: 'InvalidInput',
      message: expect.stringMatching(/^subscriptions: are in 2 directories/) as string,
    });
    expect((await progress(run.handle)).status).toBe('failed');
  });
});
