import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareStart } from '../../../client/cli/start';

/** Ids of digits alone, as people write them: without quotes YAML reads them as numbers. */

const folder = mkdtempSync(join(tmpdir(), 'handover-unquoted-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ids {
  mpnId?: string;
  postalCode?: string;
  addressLine2?: string;
  relationship?: string;
}

function onboarding({ mpnId = '4711002', postalCode = '98052', addressLine2 = '12', relationship = '30' }: Ids) {
  const input = join(folder, 'onboarding.yaml');
  writeFileSync(
    input,
    `partner:
  tenantId: 70000000-0000-4000-8000-000000000002
  name: Northwind
  mpnId: ${mpnId}
  contact: { name: Nora North, email: nora@northwind.example }
customer:
  new:
    domain: fourthcoffee
    companyName: 3
    address: { addressLine1: 1 Microsoft Way, addressLine2: ${addressLine2}, city: Redmond, postalCode: ${postalCode}, country: US, phoneNumber: 4255550100 }
    contact: { firstName: Marshall, lastName: Levi, email: marshall@fourthcoffee.example }
deadlines: { relationship: ${relationship} }
`,
  );
  return prepareStart('customer-onboarding', { input }).input;
}

/** What is said of the input. */
function problemsOf(ids: Ids): unknown {
  try {
    onboarding(ids);
    return undefined;
  } catch (error) {
    return (error as { problems?: unknown }).problems;
  }
}

test('an id without quotes is the text that stands in the file', () => {
  expect(onboarding({})).toMatchObject({
    partner: { mpnId: '4711002' },
    customer: {
      new: { companyName: '3', address: { addressLine2: '12', postalCode: '98052', phoneNumber: '4255550100' } },
    },
    deadlines: { relationship: 30 },
  });
  expect(onboarding({ postalCode: "'01234'" })).toMatchObject({ customer: { new: { address: { postalCode: '01234' } } } });
});

test('an enrolment without quotes is taken too', () => {
  const input = join(folder, 'assessment.yaml');
  writeFileSync(input, 'customer: { tenantId: fab00000-0000-4000-8000-000000000003 }\nenrolment: 1234567\n');
  expect(prepareStart('assessment', { input })).toMatchObject({ id: 'assessment-1234567', input: { enrolment: '1234567' } });
});

const PLACE = 'customer.new.address.postalCode';
test.each([
  ['leading zeros', 'partner.mpnId', { mpnId: '0711002' }],
  ['leading zeros that leave too little', 'partner.mpnId', { mpnId: '0000012' }],
  ['an exponent', 'partner.mpnId', { mpnId: '4e6' }],
  ['more digits than a number has', 'partner.mpnId', { mpnId: '90071992547409931' }],
  ['octal digits', PLACE, { postalCode: '0o1234' }],
  ['leading zeros of free text', PLACE, { postalCode: '01234' }],
  ['a decimal point', PLACE, { postalCode: '98052.5' }],
  ['a decimal point and a zero', PLACE, { postalCode: '98052.0' }],
  ['a sign', PLACE, { postalCode: '+98052' }],
  ['less than nothing', PLACE, { postalCode: '-98052' }],
])('%s: the number is refused, with the advice to quote it', (_what, path, ids) => {
  expect(problemsOf(ids)).toEqual([{ path, message: expect.stringMatching(/put it in quotes$/) as string }]);
});

test('where a number is meant it may be written as numbers are; what is missing is called so', () => {
  expect(onboarding({ relationship: '1.50' })).toMatchObject({ deadlines: { relationship: 1.5 } });
  expect(problemsOf({ relationship: '4e2' })).toEqual([
    { path: 'deadlines.relationship', message: expect.stringMatching(/365/) as string },
  ]);
  expect(problemsOf({ postalCode: '' })).toEqual([{ path: PLACE, message: expect.stringMatching(/null/) as string }]);
});
