import type { PartyCard } from '../../contracts/run/progress';
import { partyWords } from '../../client/words/pages';
import { transfer } from './support/fake-runs';
import { DeskRig } from './support/rig';

const CARD: PartyCard = { name: 'Fabrikam', contact: { name: 'Dana', email: 'dana@fabrikam.example' } };

/** Text of the page that asks the customer. */
async function pageFor(card: PartyCard): Promise<string> {
  const rig = new DeskRig();
  const tenantId = rig.view().parties?.customer?.tenantId;
  Object.assign(rig.view(), transfer({ parties: { customer: { ...card, ...(tenantId === undefined ? {} : { tenantId }) } } }));
  return (await rig.open(await rig.link('customer'))).text();
}

test('the page says what happens when nobody answers, and to whom reminders go', async () => {
  const page = await pageFor({ ...CARD, secondContact: { name: 'Kim', email: 'kim@fabrikam.example' } });
  expect(page).toContain('If nobody answers before then, the run ends as declined: silence is not consent.');
  expect(page).toContain('every 3 days; from reminder 2 on also to Kim');
});

test('without a second contact the page promises no reminder to one', async () => {
  const page = await pageFor(CARD);
  expect(page).toContain('every 3 days');
  expect(page).not.toContain('from reminder');
});

test('a party that is named by its role is not named twice', () => {
  expect(partyWords('operator', { parties: { operator: { name: 'Operator' } } })).toBe('Operator');
  expect(partyWords('operator', { parties: { operator: { name: 'Olga' } } })).toBe('Olga (operator)');
});
