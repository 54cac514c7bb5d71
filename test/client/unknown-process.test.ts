import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { type Execution, processOf } from '../../client/api/described';
import { Handover } from '../../client/api/handover';
import { processTitle } from '../../client/words/pages';
import { SEARCH_ATTRIBUTES } from '../../contracts/run/search-attributes';
import { PROCESS_NAMES, PROCESSES } from '../../contracts/processes';
import { run } from './support/cli';

const UNKNOWN = 'unknown process (type payrollRun)';

const FOREIGN = {
  workflowId: 'payroll-1',
  type: 'payrollRun',
  status: { name: 'RUNNING' },
  startTime: new Date('2026-11-23T08:00:00Z'),
  typedSearchAttributes: new TypedSearchAttributes([
    { key: SEARCH_ATTRIBUTES.status, value: 'waiting' },
    { key: SEARCH_ATTRIBUTES.waitingFor, value: ['customer'] },
  ]),
} as Execution;

/** Temporal with one workflow that is none of ours and answers none of our queries. */
const handover = new Handover({
  workflow: {
    getHandle: () => ({
      client: { withDeadline: (_deadline: number, work: () => unknown) => work() },
      query: () => Promise.reject(new Error('unknown query')),
      describe: () => Promise.resolve(FOREIGN),
    }),
    list: async function* () {
      yield await Promise.resolve(FOREIGN);
    },
  },
} as unknown as Client);

test('a process is found by its workflow type, and a foreign type has none', () => {
  expect(PROCESS_NAMES.map((name) => processOf({ type: PROCESSES[name].workflowType }))).toEqual(PROCESS_NAMES);
  expect(processOf(FOREIGN)).toBeUndefined();
});

test.each([['list'], ['show', 'payroll-1'], ['inbox', '--as', 'customer']])(
  'a workflow of a foreign type is called unknown, never a resource move: %s',
  async (...command) => {
    const asJson = await run([...command, '-o', 'json'], handover);
    expect(asJson.code).toBe(0);
    expect(asJson.out).toContain(`"process": "${UNKNOWN}"`);
    expect(asJson.out).not.toContain('resource-move');
  },
);

test.each([['list'], ['show', 'payroll-1'], ['inbox', '--as', 'customer']])('and so for a person: %s', async (...command) => {
  const { out, err } = await run(command, handover);
  expect(out.replace(/\s+/g, ' ')).toContain(UNKNOWN);
  expect(err).not.toContain('No worker answers');
});

test('the pages say the same', () => {
  expect(processTitle(UNKNOWN)).toBe(UNKNOWN);
  expect(processTitle('resource-move')).toBe('Resource move');
});
