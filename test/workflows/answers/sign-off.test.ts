import type { Decision } from '../../../contracts/run/messages';
import type { Party } from '../../../contracts/people/parties';
import type { Request } from '../../../workflows/answers/request';
import { SignOff } from '../../../workflows/answers/sign-off';

// Messages that meet in one workflow task are all handled before the run goes on: here by hand, since no server can be made to do so.
jest.mock('@temporalio/workflow', () => ({
  condition: async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
    return true;
  },
}));

const DIGEST = 'd1'.repeat(32);

const goesOn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

function question(parties: Party[], written: string[], step = 'sign'): Request {
  return {
    step,
    what: 'sign the form',
    digest: DIGEST,
    parties,
    withinDays: 14,
    remindEveryDays: 3,
    remind: async (party, _nth, { also, only }) =>
      void written.push(`${step} ${party} ${(only ?? ['contact', ...also]).join(' ')}`),
  };
}

const says = (party: Party, choice: Decision['choice']): Decision => ({ party, choice, digest: DIGEST, name: party });
const delegates = (party: Party) => ({
  party,
  step: 'sign',
  digest: DIGEST,
  action: 'delegate' as const,
  email: 'colleague',
  name: party,
});

describe('a sign-off whose messages meet in one task', () => {
  let signOff: SignOff;
  let written: string[];
  beforeEach(() => {
    signOff = new SignOff();
    signOff.believe({ run: { workflowId: 'one', runId: '1' }, local: true });
    written = [];
  });

  it.each(['decline', 'sendBack'] as const)('takes no answer beside the %s that settles it', async (choice) => {
    const outcome = signOff.everyone(question(['customer', 'destinationPartner'], written));
    await goesOn();
    signOff.take(says('customer', choice));
    for (const other of ['approve', 'decline', 'sendBack'] as const)
      expect(signOff.refuse(says('destinationPartner', other))).toMatch(/^too late: sign was settled at /);
    expect(await outcome).toMatchObject({ choice, by: { party: 'customer' } });
    expect(signOff.records).toHaveLength(1);
  });

  it('writes to nobody for a party that has answered, not at the next question either', async () => {
    const first = signOff.everyone(question(['customer', 'destinationPartner'], written));
    await goesOn();
    signOff.takeContact(delegates('customer'));
    signOff.take(says('customer', 'approve'));
    await goesOn();
    expect(written).toEqual(['sign customer contact', 'sign destinationPartner contact']);

    signOff.takeContact(delegates('destinationPartner'));
    signOff.take(says('destinationPartner', 'approve'));
    expect(await first).toEqual({ choice: 'approve' });
    const second = signOff.everyone(question(['sourcePartner', 'destinationPartner'], written, 'confirm'));
    await goesOn();
    signOff.take(says('sourcePartner', 'decline'));
    await second;
    expect(written.slice(2)).toEqual(['confirm sourcePartner contact', 'confirm destinationPartner contact colleague']);
  });

  it('stops writing once the question is settled', async () => {
    const outcome = signOff.everyone({
      ...question(['customer', 'destinationPartner'], written),
      remind: async (party) => {
        written.push(party);
        signOff.take(says('customer', 'decline'));
      },
    });
    expect(await outcome).toMatchObject({ choice: 'decline' });
    expect(written).toEqual(['customer']);
  });
});
