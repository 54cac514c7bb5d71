import { decisionFor } from '../../../client/cli/commands/decide';
import type { Decision } from '../../../contracts/run/messages';
import { HandoverError } from '../../../client/api/errors';
import { run } from '../support/cli';
import { asked, DIGEST, view } from '../support/views';

/** The error that `act` throws, to be looked at as a whole. */
function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

const waiting = (...waitingFor: ReturnType<typeof asked>[]) => ({ view: view({ status: 'waiting', waitingFor }) });

test('approve sends the digest of what is asked now, signed', async () => {
  const sent: [string, Decision][] = [];
  const args = ['approve', 'move-1', '--as', 'customer', '--name', 'Dana', '--email', 'd@fabrikam.example', '--comment', 'fine'];
  const ran = await run(args, {
    progress: () => Promise.resolve(waiting(asked())),
    decide: (id, decision) => {
      sent.push([id, decision]);
      return Promise.resolve();
    },
  });
  expect(ran.code).toBe(0);
  const decision = {
    party: 'customer',
    choice: 'approve',
    step: 'approve',
    digest: DIGEST,
    name: 'Dana',
    email: 'd@fabrikam.example',
    comment: 'fine',
  };
  expect(sent).toEqual([['move-1', decision]]);
});

test.each([
  ['decline', 'decline'],
  ['send-back', 'sendBack'],
] as const)('%s sends its own choice', async (command, choice) => {
  let sent: Decision | undefined;
  await run([command, 'move-1', '--as', 'customer'], {
    progress: () => Promise.resolve(waiting(asked())),
    decide: (_id, decision) => {
      sent = decision;
      return Promise.resolve();
    },
  });
  expect(sent?.choice).toBe(choice);
});

test('a party that is asked nothing cannot answer, and hears who is asked', () => {
  const attempt = () => decisionFor(waiting(asked({ party: 'operator' })), 'customer', 'approve', {});
  expect(thrownBy(attempt)).toMatchObject({
    kind: 'refused',
    message: 'move-1 asks the customer nothing that "approve" answers.',
    wayOut: 'It waits for the operator (approve).',
  });
});

test('two things asked of one party need --step', () => {
  const both = waiting(asked(), asked({ step: 'cost', digest: 'b'.repeat(64) }));
  expect(thrownBy(() => decisionFor(both, 'customer', 'approve', {}))).toMatchObject({
    kind: 'badInput',
    problems: [{ path: '--step', message: 'name one of approve, cost' }],
  });
  expect(decisionFor(both, 'customer', 'approve', { step: 'cost' }).digest).toBe('b'.repeat(64));
});

test('a ruling that is asked for cannot be approved', () => {
  const { digest: _, ...withoutDocument } = asked({ party: 'operator', choices: ['retry', 'give-up'] });
  expect(() => decisionFor(waiting(withoutDocument), 'operator', 'approve', {})).toThrow(HandoverError);
});

test('without a worker nothing is known of what is asked, and nothing is signed', () => {
  expect(
    thrownBy(() => decisionFor({ ...waiting(asked()), note: 'No worker answers.' }, 'customer', 'approve', {})),
  ).toMatchObject({ kind: 'unavailable' });
});
