import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EaToCspInput, eaToCspId, type MigrationReport, PaygToCspInput, paygToCspId } from '../../contracts/processes/migration';
import type { ProcessName } from '../../contracts/processes';
import type { Status } from '../../contracts/run/progress';
import { follower } from '../cli/follow';
import { columns } from '../cli/output';
import { connect } from '../api/connection';
import { Handover, type Told } from '../api/handover';
import { PRESENTATIONS } from '../processes';
import { fetchRunReport } from '../processes/fetch-report';
import { documentOf } from '../processes/reports';
import { writeReport } from '../reports/write';
import { doAtMicrosoft } from '../local-stack/at-microsoft';
import { ENROLMENT, LET_HANDOVER_IN } from './enrolment';
import type { Stack } from '../local-stack/stack';
import { migrationPeople } from './migration-people';
import { onOwnStack } from './on-own-stack';
import type { SampleOptions } from './sample-options';

/** A move of minutes passes in a fraction of a second. */
const CLOCK_RATE = 3600;
const FORMATS = ['html', 'xlsx', 'csv', 'json'];
const LOOK_EVERY_MS = 300;

const COMMON = {
  partner: ENROLMENT.partner,
  customer: {
    tenantId: ENROLMENT.customerTenantId,
    name: 'Fabrikam',
    domain: 'fabrikam.onmicrosoft.com',
    country: 'US',
    contact: { name: 'Dana Doe', email: 'dana@fabrikam.example' },
  },
  destination: { subscriptionId: ENROLMENT.destination },
  cost: { currency: 'USD', discountPercent: 15 },
};

/** Takes an enrolment with two subscriptions and a pay-as-you-go one to CSP, on a local stack of its own. Resolves with how the last run ended. */
export async function playMigration(options: SampleOptions): Promise<Status> {
  options.output.say(
    'Contoso hosts Fabrikam in two subscriptions of its own enrolment, one full of classic resources; a third is paid for as it goes.',
  );
  return onOwnStack(options, { clockRate: CLOCK_RATE }, (stack) => play(stack, options));
}

async function play(stack: Stack, options: SampleOptions): Promise<Status> {
  const { client, close } = await connect(stack.ports.temporal);
  try {
    const handover = new Handover(client);
    const ea = EaToCspInput.parse({
      ...COMMON,
      variant: 'partnerEa',
      enrolment: ENROLMENT.number,
      subscriptions: ENROLMENT.subscriptions,
    });
    const first = await migrate(handover, stack, options, 'ea-to-csp', eaToCspId(ea), ea, PRESENTATIONS['ea-to-csp'].story(ea));
    if (first !== 'done') return first;
    const payg = PaygToCspInput.parse({
      ...COMMON,
      subscriptions: [ENROLMENT.payAsYouGo],
      sourceTenantId: ENROLMENT.payAsYouGoTenantId,
    });
    const second = await migrate(
      handover,
      stack,
      options,
      'payg-to-csp',
      paygToCspId(payg),
      payg,
      PRESENTATIONS['payg-to-csp'].story(payg),
    );
    if (options.stay && !options.stopped.signal.aborted) {
      options.output.say('\nThe stack stays up: try `handover list` in another terminal. Ctrl-C stops it.');
      await options.stopped.given;
    }
    return second;
  } finally {
    await close();
  }
}

async function migrate(
  handover: Handover,
  stack: Stack,
  { folder, output, stopped }: SampleOptions,
  process: ProcessName,
  id: string,
  input: object,
  told: Told,
): Promise<Status> {
  const started = Date.now();
  await handover.start(process, id, input, told);
  output.say(`started ${id}`);
  const { show, note, end } = follower(await handover.progress(id), output);
  const people = migrationPeople(handover, {
    say: note,
    open: (link) => openAt(stack, link),
    mend: async (step) => {
      if (!step.startsWith('classic-upgrade-')) return;
      note('scripted: Fabrikam names Handover as a co-administrator of its classic subscription');
      await doAtMicrosoft(stack.simulator, stack.ports, ENROLMENT.customerTenantId, LET_HANDOVER_IN);
    },
  });
  try {
    for (;;) {
      const seen = await handover.progress(id);
      show(seen);
      if (['done', 'undone', 'declined', 'failed'].includes(seen.view.status)) break;
      await people(seen.view);
      await Promise.race([stopped.given, new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))]);
      if (stopped.signal.aborted) throw new Error('Stopped.');
    }
  } finally {
    await end();
  }
  const { view } = await handover.progress(id);
  const report = await fetchRunReport(handover, id);
  await mkdir(folder, { recursive: true });
  const files = FORMATS.map((ending) => resolve(folder, `${process}.${ending}`));
  for (const file of files) await writeReport(file, documentOf(report));
  const { resources } = report as MigrationReport;
  output.data({ id, status: view.status, files, seconds: (Date.now() - started) / 1000 }, () =>
    [
      columns(
        ['RESOURCE', 'OUTCOME', 'IS NOW'],
        resources.map(({ name, outcome, is, reason }) => [name, outcome, outcome === 'moved' ? is : (reason ?? is)]),
      ),
      '',
      `${view.status} after ${((Date.now() - started) / 1000).toFixed(1)} s`,
      ...files.map((file) => `Report:  ${file}`),
    ].join('\n'),
  );
  return view.status;
}

/** The EA portal's Continue, or the page where an ownership is accepted. */
async function openAt({ simulator, ports }: Stack, link: string): Promise<void> {
  const { pathname } = new URL(link);
  const path = pathname.startsWith('/account/')
    ? `${pathname}/accept`
    : `/ea/enrolments/${ENROLMENT.number}/accounts/${ENROLMENT.admin}/continue`;
  await doAtMicrosoft(simulator, ports, ENROLMENT.customerTenantId, { path });
}
