import { ServiceError, type WorkflowHandle } from '@temporalio/client';
import { queryProgress } from '../../../client/api/query-progress';
import { view } from '../support/views';

const DEADLINE_EXCEEDED = 4;
const NOT_FOUND = 5;

/** A run whose query ends with these answers, one a try. Notes the seconds that each try had. */
function answering(...answers: (object | Error)[]): { handle: WorkflowHandle; tries: number[] } {
  const tries: number[] = [];
  const query = () => {
    const answer = answers[tries.length - 1];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const withDeadline = (deadline: number, work: () => unknown) => {
    tries.push(Math.round((deadline - Date.now()) / 1000));
    return work();
  };
  return { handle: { client: { withDeadline }, query } as unknown as WorkflowHandle, tries };
}

const failing = (code: number) =>
  new ServiceError('Failed to query Workflow', {
    cause: Object.assign(new Error('refused'), { code, details: '', metadata: {} }),
  });

test('a query whose answer was lost is asked again', async () => {
  const { handle, tries } = answering(failing(DEADLINE_EXCEEDED), view({ id: 'move-1' }));
  expect(await queryProgress(handle)).toEqual(view({ id: 'move-1' }));
  expect(tries).toHaveLength(2);
});

test('a worker that is not there holds nobody up for long', async () => {
  const { handle, tries } = answering(...Array.from({ length: 9 }, () => failing(DEADLINE_EXCEEDED)));
  await expect(queryProgress(handle)).rejects.toThrow('Failed to query Workflow');
  expect(tries.reduce((sum, seconds) => sum + seconds)).toBeLessThanOrEqual(20);
});

test('a refusal is no lost answer', async () => {
  const { handle, tries } = answering(failing(NOT_FOUND), view());
  await expect(queryProgress(handle)).rejects.toThrow('Failed to query Workflow');
  expect(tries).toHaveLength(1);
});
