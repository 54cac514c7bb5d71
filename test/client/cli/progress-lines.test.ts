import { progressLines } from '../../../client/cli/view/progress-lines';
import { asked, view } from '../support/views';

test('says each change once', () => {
  const lines = progressLines();
  expect(lines(view())).toEqual(['plan done', 'move running: 1 of 5 batches moved', 'status running']);
  expect(lines(view())).toEqual([]);
  const waiting = view({ status: 'waiting', waitingFor: [asked({ party: 'operator', step: 'move', what: 'rule on b003' })] });
  expect(lines(waiting)).toEqual(['waiting for the operator: rule on b003', 'status waiting']);
  expect(lines(waiting)).toEqual([]);
  expect(lines(view({ status: 'undoing', undone: ['moved b001 back'] }))).toEqual([
    'put back: moved b001 back',
    'status undoing',
  ]);
});

test('a question that is asked anew is said anew', () => {
  const lines = progressLines();
  lines(view({ status: 'waiting', waitingFor: [asked()] }));
  expect(lines(view({ status: 'waiting', waitingFor: [asked({ since: '2026-11-24T08:00:00.000Z' })] }))).toEqual([
    'waiting for the customer: move 14 resources',
  ]);
});
