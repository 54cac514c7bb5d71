import { failure } from '../../../activities/failures/failure';
import { guidFrom } from '../../../simulator/kernel/guids';
import { inLanes } from '../../support/in-lanes';
import { canSkipTime } from '../../support/rig';
import { CONTOSO_APP, NORTHWIND, PLAN } from '../support/organisations';
import { type Manners, willing } from '../support/people';
import { booksOf, openTransfers, ownCustomer, type Transfers } from '../support/transfers';
import type { Wire } from '../support/wires';

/** Where the answer gets lost: on the wire, after the work (`method`, `path`), or later, so that the whole activity is tried again. */
interface Lost {
  what: string;
  method: string;
  /** Below the subscription or the customer, a regular expression. */
  path: string;
  activity: string;
  call: NonNullable<Wire['call']>;
}

const BY_TICKET: readonly Lost[] = [
  { what: 'workspace', method: 'PUT', path: '/fileWorkspaces/[^/]+$', activity: 'openTicket', call: 'createWorkspace' },
  { what: 'ticket', method: 'PUT', path: '/supportTickets/[^/]+$', activity: 'openTicket', call: 'openTicket' },
  { what: 'file', method: 'PUT', path: '/files/[^/]+$', activity: 'attachForm', call: 'upload' },
  { what: 'chunk', method: 'POST', path: '/upload$', activity: 'attachForm', call: 'upload' },
  { what: 'message', method: 'PUT', path: '/communications/[^/]+$', activity: 'attachForm', call: 'say' },
  { what: 'new Owner', method: 'PUT', path: '/roleAssignments/[^/]+$', activity: 'grantRole', call: 'putRoleAssignment' },
  {
    what: 'old rights',
    method: 'DELETE',
    path: '/roleAssignments/[^/]+$',
    activity: 'removeAccess',
    call: 'deleteRoleAssignment',
  },
  {
    what: 'partner link',
    method: 'PUT',
    path: '^/providers/Microsoft.ManagementPartner',
    activity: 'linkPartner',
    call: 'linkPartner',
  },
];
const CLOSE: Lost = {
  what: 'close',
  method: 'PATCH',
  path: '/supportTickets/[^/]+$',
  activity: 'closeTicket',
  call: 'updateTicket',
};
const CREATE: Lost = { what: 'transfer', method: 'POST', path: '/transfers$', activity: 'openTransfer', call: 'createTransfer' };
const CANCEL: Lost = {
  what: 'cancel',
  method: 'PATCH',
  path: '/transfers/[^/]+$',
  activity: 'cancelTransfer',
  call: 'cancelTransfer',
};
const ACCEPT: Lost = {
  what: 'accept',
  method: 'PATCH',
  path: '/transfers/[^/]+$',
  activity: 'acceptTransfer',
  call: 'acceptTransfer',
};

const AGENTS = guidFrom('AdminAgents', NORTHWIND);
const declines: Manners = (asked) => (asked.step === 'accept' ? { choice: 'decline' } : willing(asked));

(canSkipTime ? describe : describe.skip)('cspTransfer, an answer that gets lost after the work was done', () => {
  let transfers: Transfers;
  beforeAll(async () => {
    transfers = await openTransfers();
  });
  afterAll(async () => transfers.close());

  /** Both ways to lose it, each in a run of its own. */
  const bothWays = (rows: readonly Lost[]) =>
    rows.flatMap((row) => [
      { ...row, how: 'on the wire' },
      { ...row, how: 'later' },
    ]);

  async function begin(
    { what, method, path, activity, call, how }: Lost & { how: string },
    customer?: Awaited<ReturnType<typeof ownCustomer>>,
  ) {
    const name = `${what}, ${how}${customer ? `, ${customer.tenantId}` : ''}`;
    const prepare = async (subscriptionId: string) => {
      if (how === 'later') {
        transfers.wires.lay({ workflowId: name, activity, call, when: 'after', times: 1 }, () => {
          throw failure(activity === 'acceptTransfer' ? 'OutcomeUnknown' : 'AzureUnavailable', 'the line went dead', {
            retryAfterMs: 200,
          });
        });
        return;
      }
      const at = path.startsWith('^')
        ? path.slice(1)
        : `${customer ? `/customers/${customer.tenantId}` : subscriptionId}.*${path.replace('$', '')}`;
      await transfers.rig.azure.post('faults', { match: { method, path: at }, action: { dropAnswer: true } });
    };
    return transfers.begin(name, { ...(customer ? { ...customer, offerId: PLAN } : {}), prepare });
  }

  /** Role assignments by whom they are for. */
  function holders(state: unknown): string[] {
    const { roleAssignments } = state as { roleAssignments: { properties: { principalId: string } }[] };
    return roleAssignments.map(({ properties }) => properties.principalId);
  }

  it('by ticket: each thing is there once, and the run ends well', async () => {
    const wrong: unknown[] = [];
    await inLanes(6, bothWays(BY_TICKET), async (row) => {
      const run = await begin(row);
      const { failure: type, message, result } = await transfers.played(run);
      const { partner, tickets, workspaces } = await booksOf(transfers.rig, run);
      const held = holders(await run.state());
      const seen = {
        type,
        partner,
        tickets: tickets.map(({ status }) => status),
        said: tickets
          .flatMap(({ communications }) => communications.filter((one) => one.direction === 'Outbound'))
          .map((one) => one.subject),
        files: workspaces.map(({ files }) => files.map(({ name }) => name)),
        newOwners: held.filter((id) => id === AGENTS).length,
        ofTheOldPartner: held.filter((id) => id === CONTOSO_APP).length,
        access: (result as { access: { granted: boolean; removed: number }[] } | undefined)?.access.map(
          ({ granted, removed }) => [granted, removed],
        ),
      };
      const wanted = {
        type: undefined,
        partner: NORTHWIND,
        tickets: ['Closed'],
        said: ['CSP Subscription Transfer form, version 1'],
        files: [['csp-transfer-form-v1.html']],
        newOwners: 1,
        ofTheOldPartner: 0,
        // Whether an Owner that is there already is this run's own, a repetition cannot know.
        access: [[row.what !== 'new Owner' || row.how === 'on the wire', 2]],
      };
      if (JSON.stringify(seen) !== JSON.stringify(wanted)) wrong.push({ row: `${row.what}, ${row.how}`, message, seen, wanted });
    });
    expect(wrong).toEqual([]);
  });

  it('by ticket: it is closed once, with one message', async () => {
    const declinesAtSign: Manners = (asked) => {
      if (asked.step !== 'sign') return willing(asked);
      return asked.party === 'customer' ? { choice: 'decline' } : undefined;
    };
    await inLanes(2, bothWays([CLOSE]), async (row) => {
      const run = await begin(row);
      const { result, view } = await transfers.played(run, declinesAtSign);
      expect(result).toMatchObject({ status: 'declined' });
      expect(view.undone).toEqual(['close the support ticket']);
      const { tickets } = await booksOf(transfers.rig, run);
      expect(tickets.map(({ status }) => status)).toEqual(['Closed']);
      const said = tickets.flatMap(({ communications }) => communications.map(({ subject }) => subject));
      expect(said.filter((subject) => subject === 'Please close')).toHaveLength(1);
    });
  });

  it('by Partner Center: one transfer, accepted once or cancelled', async () => {
    const wrong: unknown[] = [];
    const rows = [
      ...bothWays([CREATE, ACCEPT]).map((row) => ({ row, manners: willing })),
      ...bothWays([CREATE, CANCEL]).map((row) => ({ row, manners: declines })),
    ];
    await inLanes(4, rows, async ({ row, manners }) => {
      const customer = await ownCustomer(transfers.rig);
      const run = await begin(row, customer);
      const { failure: type, message, view, result } = await transfers.played(run, manners);
      const { partner, transfers: opened } = await booksOf(transfers.rig, run, customer.tenantId);
      const isDeclined = manners === declines;
      const seen = {
        type,
        status: (result as { status?: string } | undefined)?.status,
        partner: partner === NORTHWIND,
        transfers: opened.map(({ status }) => status),
        undone: view.undone,
      };
      const wanted = {
        type: undefined,
        status: isDeclined ? 'declined' : 'done',
        partner: !isDeclined,
        transfers: [isDeclined ? 'Cancelled' : 'Complete'],
        undone: isDeclined ? ['cancel the transfer'] : [],
      };
      if (JSON.stringify(seen) !== JSON.stringify(wanted))
        wrong.push({ row: `${row.what}, ${row.how}, ${isDeclined}`, message, seen, wanted });
    });
    expect(wrong).toEqual([]);
  });
});
