import { FAILURES, type FailureType, whoHasToAct } from '../../../contracts/run/failures';
import { OperatorRuling } from '../../../workflows/answers/operator-ruling';

// Nobody answers here: the question stays open, and its timer never ends.
jest.mock('@temporalio/workflow', () => ({ condition: () => new Promise<never>(() => undefined) }));

const WHAT = 'verify failed. Try again, or give up?';

function asked(because?: Parameters<OperatorRuling['ask']>[3]): string | undefined {
  const ruling = new OperatorRuling(14);
  void ruling.ask('verify', WHAT, () => undefined, because);
  return ruling.waiting()[0]?.what;
}

describe('the question to the operator', () => {
  it.each(Object.keys(FAILURES) as FailureType[])('after %s says who has to act', (type) => {
    expect(asked({ type, details: {} })).toBe(`${WHAT} ${whoHasToAct(type)}`);
  });

  it('leaves that to a message that says it better', () => {
    const way = 'The destination partner buys an Azure plan for the customer.';
    expect(asked({ type: 'TransferRefused', details: { way } })).toBe(WHAT);
  });

  it('says nothing of it where nothing has failed', () => {
    expect(asked()).toBe(WHAT);
  });
});
