import { documentOf, reportOf, summaryOf } from '../../../client/processes/reports';
import type { CustomerOnboardingReport } from '../../../contracts/processes/customer-onboarding';

const REPORT: CustomerOnboardingReport = {
  process: 'customer-onboarding',
  id: 'customer-onboarding-1',
  runId: 'run-1',
  outcome: 'failed',
  partner: {
    tenantId: '70000000-0000-4000-8000-000000000002',
    name: 'Northwind',
    mpnId: '4711002',
    contact: { name: 'Nora', email: 'nora@northwind.example' },
  },
  sandbox: false,
  customer: {
    tenantId: 'fab00000-0000-4000-8000-000000000003',
    name: 'Fourth Coffee',
    domain: 'fourthcoffee.onmicrosoft.com',
    created: true,
  },
  relationship: 'byCreation',
  subscription: {
    subscriptionId: 'c5000000-0000-4000-8000-000000000201',
    displayName: 'Azure',
    offerId: 'MS-AZR-0145P',
    orderId: 'o-1',
    ordered: true,
  },
  admin: {
    objectId: 'a',
    userPrincipalName: 'handover@fourthcoffee.onmicrosoft.com',
    created: true,
    secret: { uri: 'file:///secrets/handover', name: 'handover' },
  },
  firstAdministrator: { userPrincipalName: 'admin@fourthcoffee.onmicrosoft.com' },
  startedAt: '2026-11-23T08:00:00.000Z',
  endedAt: '2026-11-23T08:20:00.000Z',
  decisions: [],
  rulings: [{ step: 'owner', verdict: 'give-up', reason: 'not today', name: 'Olga', at: '2026-11-23T08:15:00.000Z' }],
  notes: ['Order o-1: Azure'],
  undone: ['suspend Azure: what was ordered can only be suspended'],
  leftUndone: ['the customer Fourth Coffee stays'],
  failure: { type: 'GivenUp', message: 'not today', step: 'owner' },
  localStack: true,
};

test('the report of an onboarding says what is there, what was put back and what was not', () => {
  const { title, verdict, facts, warnings, tables } = documentOf(reportOf(REPORT));
  expect([title, verdict.text]).toEqual(['Onboarding for Fourth Coffee', 'Failed']);
  expect(facts).toContainEqual({
    name: 'Owner of the subscription',
    value: 'handover@fourthcoffee.onmicrosoft.com, password in file:///secrets/handover',
  });
  expect(facts).toContainEqual({
    name: 'First administrator',
    value: 'admin@fourthcoffee.onmicrosoft.com, password not known here',
  });
  expect(warnings).toEqual([
    'It ended in the step "owner": not today (GivenUp)',
    'Could not be put back, a person has to: the customer Fourth Coffee stays',
    'Put back: suspend Azure: what was ordered can only be suspended',
    'Answers came from a local stack, where anybody may answer for any party.',
  ]);
  expect(tables.map(({ rows }) => rows.length)).toEqual([1, 1]);
  expect(summaryOf(REPORT)).toEqual({
    outcome: 'failed',
    totals: { customers: 1, orders: 1 },
    text: 'Fourth Coffee: c5000000-0000-4000-8000-000000000201',
  });
});

test('one of a rehearsal, without customer or subscription, is a report too', () => {
  const { subscription: _s, admin: _a, firstAdministrator: _f, failure: _x, relationship: _r, ...rest } = REPORT;
  const rehearsed: CustomerOnboardingReport = {
    ...rest,
    outcome: 'rehearsed',
    customer: { ...REPORT.customer, tenantId: '', created: false },
  };
  const { verdict, facts } = documentOf(rehearsed);
  expect(verdict.tone).toBe('good');
  expect(facts[0]).toEqual({ name: 'Domain', value: 'fourthcoffee.onmicrosoft.com' });
  expect(facts).toContainEqual({ name: 'Customer', value: 'Fourth Coffee, not created' });
});
