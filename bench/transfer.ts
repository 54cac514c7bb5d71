import Table from 'cli-table3';
import { connect } from '../client/api/connection';
import { Handover } from '../client/api/handover';
import { advanceClock, seed } from '../client/local-stack/simulator-control';
import { startStack, type Stack } from '../client/local-stack/stack';
import { CspTransferInput, cspTransferId } from '../contracts/processes/csp-transfer';
import type { ProgressView } from '../contracts/run/progress';
import { deskPerson } from './desk-person';

const plain = { style: { head: [], border: [], compact: true } };
const [FABRIKAM, CONTOSO, NORTHWIND] = [
  'fab00000-0000-4000-8000-000000000003',
  'c0000000-0000-4000-8000-000000000001',
  '70000000-0000-4000-8000-000000000002',
];
/** Looks at Microsoft come every virtual 15 minutes: here every half second. */
const CLOCK_RATE = 1800;
/** Goals: a whole procedure, its history, and how soon an answer has an effect. */
const MOST = { seconds: 20, events: 400, p95Ms: 300 };

interface Played {
  seconds: number;
  events: number;
  /** Time from each posted signature to the start of the activity that follows it. */
  delaysMs: number[];
}

/**
 * Whole procedures of 2017 on a local stack: scripted people sign at the desk, Microsoft's engineer answers on the virtual clock, which is
 * moved on whenever nobody but Microsoft is waited for. Exit code 1 when a goal is missed.
 */
export async function cspTransfers([runs = '10']: string[]): Promise<number> {
  const stack = await startStack({ clockRate: CLOCK_RATE, temporal: {}, say: () => undefined });
  try {
    const all = await stack.whileAlive(playAll(stack, Number(runs)));
    const delays = all.flatMap(({ delaysMs }) => delaysMs).sort((a, b) => a - b);
    const at = (share: number) => delays[Math.min(delays.length - 1, Math.ceil(delays.length * share) - 1)] ?? NaN;
    const seconds = Math.max(...all.map((one) => one.seconds));
    const events = Math.max(...all.map((one) => one.events));
    const table = new Table({
      ...plain,
      head: ['runs', 'slowest s', 'most events', 'signatures', 'to next activity p50 ms', 'p95 ms'],
    });
    table.push([all.length, seconds.toFixed(1), events, delays.length, at(0.5), at(0.95)]);
    console.log(table.toString());
    return seconds < MOST.seconds && events < MOST.events && at(0.95) < MOST.p95Ms ? 0 : 1;
  } finally {
    await stack.stop();
  }
}

async function playAll(stack: Stack, runs: number): Promise<Played[]> {
  const { client, close } = await connect({ address: stack.ports.temporal.address, namespace: stack.ports.temporal.namespace });
  try {
    const played: Played[] = [];
    for (let nth = 1; nth <= runs; nth++) {
      const subscriptionId = `c5b00000-0000-4000-8000-${nth.toString(16).padStart(12, '0')}`;
      await seed(stack.simulator, {
        subscriptions: [
          {
            subscriptionId,
            displayName: `Production ${nth}`,
            tenantId: FABRIKAM,
            offerId: 'MS-AZR-0145P',
            partnerTenantId: CONTOSO,
          },
        ],
      });
      const begun = Date.now();
      const { id, delays } = await play(stack, new Handover(client), subscriptionId);
      const seconds = (Date.now() - begun) / 1000;
      const events = (await client.workflow.getHandle(id).fetchHistory()).events ?? [];
      const starts = events.flatMap(({ activityTaskStartedEventAttributes, eventTime }) =>
        // Of an activity that was tried again only the last start is in the history: it says nothing of the first.
        activityTaskStartedEventAttributes?.attempt === 1
          ? [Number(eventTime?.seconds) * 1000 + (eventTime?.nanos ?? 0) / 1e6]
          : [],
      );
      const delaysMs = delays.flatMap((posted) => {
        const next = starts.filter((start) => start >= posted).sort((a, b) => a - b)[0];
        return next === undefined ? [] : [Math.round(next - posted)];
      });
      played.push({ seconds, events: events.length, delaysMs });
    }
    return played;
  } finally {
    await close();
  }
}

/**
 * Signs whatever is asked. Not measured: the first signature of two, which nothing follows, and the word on Microsoft's answer, which is
 * followed by a watch that is tried again and again.
 */
async function play(stack: Stack, handover: Handover, subscriptionId: string): Promise<{ id: string; delays: number[] }> {
  const contact = (name: string) => ({ name, email: `${name.toLowerCase()}@${name.toLowerCase()}.example` });
  const input = CspTransferInput.parse({
    customer: {
      tenantId: FABRIKAM,
      name: 'Fabrikam',
      domain: 'fabrikam.onmicrosoft.com',
      country: 'US',
      contact: contact('Dana'),
    },
    sourcePartner: { tenantId: CONTOSO, name: 'Contoso', mpnId: '4711001', contact: contact('Carl') },
    destinationPartner: { tenantId: NORTHWIND, name: 'Northwind', mpnId: '4711002', contact: contact('Nora') },
    subscriptions: [subscriptionId],
  });
  const id = cspTransferId(input);
  await handover.start('csp-transfer', id, input, { summary: 'bench', details: '' });
  const sign = await deskPerson(stack.ports.desk ?? '', stack.folder);
  const delays: number[] = [];
  const isOver = ({ status }: ProgressView) => ['done', 'undone', 'declined', 'failed'].includes(status);
  for (;;) {
    const { view } = await handover.progress(id);
    if (isOver(view)) {
      if (view.status === 'done') return { id, delays };
      throw new Error(`${id} is ${view.status}: ${view.failure?.message ?? ''}`);
    }
    const [asked, ...others] = view.waitingFor;
    if (asked) {
      const posted = await sign(view, asked);
      if (others.length === 0 && asked.step !== 'confirm') delays.push(posted);
    } else if (view.step === 'confirm' || view.step === 'handover') {
      await advanceClock(stack.simulator, '1h');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
