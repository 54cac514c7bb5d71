import type { Dependencies } from '../../../activities/ports/dependencies';
import { failure } from '../../../activities/failures/failure';
import type { TenantMoveResult } from '../../../contracts/processes/tenant-move';
import type { WaitingFor } from '../../../contracts/run/progress';
import { canSkipTime } from '../../support/rig';
import { FABRIKAM } from '../support/organisations';
import { answerTo, willing } from '../support/people';
import { openTenantMoves, type TenantMoves, type TenantRun } from '../support/tenant-moves';
import { answer, refusal, yesTo } from '../support/transfer-people';

const CARL = 'carl@contoso.onmicrosoft.com';
const CROSS = 'Work or School Account Cross Tenant';

/** Microsoft's portals have no interface: the worker has no `eaPortal`. */
const withoutPortal = ({ eaPortal: _none, ...deps }: Dependencies): Dependencies => deps;

(canSkipTime ? describe : describe.skip)('tenantMove by hand', () => {
  let moves: TenantMoves;
  beforeAll(async () => {
    moves = await openTenantMoves(withoutPortal);
  });
  afterAll(async () => moves.close());

  const textOf = ({ document }: WaitingFor) =>
    (document?.sections ?? []).flatMap(({ fields }) => fields.map(({ label, value }) => `${label} ${value}`)).join('\n');

  /** Somebody who reads the document and does what it says in the portal, then answers. */
  const clicking =
    (run: TenantRun, heard: string[] = []) =>
    (asked: WaitingFor) => {
      if (asked.party !== 'operator' && asked.step !== 'activate') return willing(asked);
      const text = textOf(asked);
      heard.push(`${asked.party} ${asked.step}: ${text}`);
      const { enrolment, admin, source } = run;
      const at = `/ea/enrolments/${enrolment}`;
      const owner = admin.userPrincipalName;
      const post = (method: string, path: string, body?: unknown) =>
        void moves.rig.azure.arm(method, path, body).catch(() => undefined);
      if (text.includes(`set it to ${CROSS}`)) post('PATCH', at, { authLevel: CROSS });
      if (text.includes('Set Auth Level back')) post('PATCH', at, { authLevel: 'Work or School Account' });
      if (text.includes('Add account'))
        post('POST', `${at}/accounts`, { name: 'CSP', owner, authType: 'Work or School Account' });
      if (text.includes('choose Continue')) post('POST', `${at}/accounts/${owner}/continue`);
      if (text.includes('remove it')) post('DELETE', `${at}/accounts/${owner}`);
      const back = text.includes(`Select the account of ${owner} and choose Transfer`);
      const [sourceAccount, targetAccount] = back ? [owner, CARL] : [CARL, owner];
      if (text.includes('choose Transfer Subscription'))
        post('POST', `${at}/transfers`, { sourceAccount, targetAccount, subscriptions: [source] });
      return willing(asked);
    };

  it('partner EA: the operator is told each click; Handover looks at what ARM shows', async () => {
    const heard: string[] = [];
    const run = await moves.begin('by hand');
    const people = clicking(run, heard);
    let bare: Promise<string> | undefined;
    const { failure: type, result } = await moves.played(run, (asked) => {
      const said = people(asked);
      if (asked.step !== 'authLevel') return said;
      bare = refusal(run, answerTo(asked)).then(async (why) => {
        await answer(run, yesTo(asked));
        return why;
      });
      return undefined;
    });
    expect(type).toBeUndefined();
    expect(await bare).toContain('its comment has to say what shows that it was done');
    expect(
      (result as TenantMoveResult).decisions.filter(({ step }) => step !== 'warnings').map(({ comment = '' }) => comment),
    ).not.toContain('');
    expect(heard.map((one) => one.split(':')[0])).toEqual([
      'operator check',
      'operator authLevel',
      'operator account',
      'customer activate',
      'operator activate',
      'operator transfer',
    ]);
    expect(heard.join('\n')).toContain(`Email Address, twice: ${run.admin.userPrincipalName}`);
    expect(heard.at(-1)).toMatch(/Select the account of carl@contoso.*\n.*Tick Source \d+ \(5a000000[^]*Submit/);
    expect((result as TenantMoveResult).subscriptions).toMatchObject([{ ownerBefore: CARL, tenantAfter: FABRIKAM }]);
  });

  it('what was done by hand is taken back by hand, newest first', async () => {
    const heard: string[] = [];
    const run = await moves.begin('back by hand', {
      subscription: { partnerOfRecord: undefined, coAdministrators: [], serviceAdministrator: CARL },
    });
    moves.wires.lay({ workflowId: 'back by hand', activity: 'verifyTenantMove' }, () => {
      throw failure('AccessDenied', 'not seen');
    });
    const { failure: type, view } = await moves.played(run, clicking(run, heard), () => ({
      verdict: 'give-up',
      reason: 'not today',
    }));
    expect(heard.map((one) => one.split(':')[0]).slice(-3)).toEqual([
      'operator transfer',
      'operator account',
      'operator authLevel',
    ]);
    expect([type, view.status, view.leftUndone]).toEqual(['GivenUp', 'undone', []]);
    expect(await run.state()).toEqual(run.before);
  });

  it('an operator who cannot do a step declines it: what was done before is taken back, nothing else', async () => {
    const heard: string[] = [];
    const run = await moves.begin('cannot');
    const people = clicking(run, heard);
    const { failure: type, result } = await moves.played(run, (asked) =>
      asked.step === 'account' ? { choice: 'decline', comment: 'no rights there' } : people(asked),
    );
    expect([type, (result as TenantMoveResult).status]).toEqual([undefined, 'declined']);
    expect(heard.map((one) => one.split(':')[0])).toEqual(['operator check', 'operator authLevel', 'operator authLevel']);
    expect(await run.state()).toEqual(run.before);
  });
});
