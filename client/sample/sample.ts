import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Status } from '../../contracts/run/progress';
import type { ResourceMoveReport } from '../../contracts/processes/resource-move';
import { ResourceMoveInput, resourceMoveId } from '../../contracts/processes/resource-move';
import { follower } from '../cli/follow';
import type { Output } from '../cli/output';
import { runLink } from '../cli/view/run-link';
import { connect } from '../api/connection';
import { Handover } from '../api/handover';
import { PRESENTATIONS } from '../processes';
import { fetchReport } from '../processes/fetch-report';
import { documentOf } from '../processes/reports';
import { writeReport } from '../reports/write';
import { addFault } from '../local-stack/simulator-control';
import type { Stack } from '../local-stack/stack';
import { onOwnStack } from './on-own-stack';
import { outcomeText } from './outcome';
import { scriptedPeople } from './people';
import type { SampleOptions } from './sample-options';
import { CUSTOMER_TENANT, DESTINATION, FABRIC_UPGRADE, SAMPLE_WORLD, SOURCE } from './world';

/** Six virtual hours pass in 18 seconds. */
const CLOCK_RATE = 1200;
const FORMATS = ['html', 'xlsx', 'csv', 'json'];

/** Plays the sample migration on a local stack of its own. Resolves with how the run ended. */
export async function playSample(options: SampleOptions): Promise<Status> {
  options.output.say('Fabrikam moves its web shop from an Enterprise Agreement into a CSP subscription of Northwind.');
  return onOwnStack(options, { world: SAMPLE_WORLD, clockRate: CLOCK_RATE }, (stack) => play(stack, options));
}

async function play(stack: Stack, { folder, stay, stopped, output }: SampleOptions): Promise<Status> {
  const { client, namespace, close } = await connect({
    address: stack.ports.temporal.address,
    namespace: stack.ports.temporal.namespace,
  });
  try {
    const handover = new Handover(client);
    const input = ResourceMoveInput.parse({
      source: { subscriptionId: SOURCE },
      destination: { subscriptionId: DESTINATION },
      customer: { tenantId: CUSTOMER_TENANT, name: 'Fabrikam', contact: { name: 'Fabrikam', email: 'dana@fabrikam.example' } },
    });
    const id = resourceMoveId(input);
    const link = runLink({ ui: stack.ports.ui || undefined, namespace }, id);
    await handover.start('resource-move', id, input, PRESENTATIONS['resource-move'].story(input));
    output.say(`started ${id}${link === undefined ? '' : `\nwatch it in the Web UI: ${link}`}`);
    const status = await followed(handover, id, stack, stopped, output);
    const report = await fetchReport(handover, id);
    const files = await writeFiles(report, folder);
    output.data({ id, status, link, files, totals: report.totals }, () =>
      [
        outcomeText(report),
        '',
        ...(link === undefined ? [] : [`The run: ${link}`]),
        ...files.map((file) => `Report:  ${file}`),
      ].join('\n'),
    );
    if (stay && !stopped.signal.aborted) {
      output.say('\nThe stack stays up: try `handover list` in another terminal. Ctrl-C stops it.');
      await stopped.given;
    }
    return status;
  } finally {
    await close();
  }
}

async function followed(
  handover: Handover,
  id: string,
  { simulator }: Stack,
  stopped: SampleOptions['stopped'],
  output: Output,
): Promise<Status> {
  const { show, note, end } = follower(await handover.progress(id), output);
  const people = scriptedPeople(handover, note, async () => {
    await addFault(simulator, FABRIC_UPGRADE);
    note('simulated: the provider of the virtual machines is being upgraded, for six virtual hours (here: 18 seconds)');
  });
  const interrupted = stopped.given.then(() => {
    throw new Error('Stopped.');
  });
  try {
    const ended = handover.waitUntil(id, {
      until: 'done',
      onView: (seen) => {
        show(seen);
        people.look(seen.view);
      },
    });
    const { view } = await Promise.race([ended, people.failed, interrupted]);
    return view.status;
  } finally {
    await end();
  }
}

async function writeFiles(report: ResourceMoveReport, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const document = documentOf(report);
  const files = FORMATS.map((ending) => resolve(folder, `report.${ending}`));
  for (const file of files) await writeReport(file, document);
  return files;
}
