import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { createAssessmentActivities } from '../../../activities/assessment/assess';
import type { Dependencies } from '../../../activities/ports/dependencies';
import { artifactFolder } from '../../../activities/stores/artifact-folder';
import { failure } from '../../../activities/failures/failure';
import type { AssessmentResult } from '../../../contracts/processes/assessment';
import { MESSAGES } from '../../../contracts/run/messages';
import { asked, canSkipTime, progress } from '../../support/rig';
import { plainGroup, resource } from '../../support/worlds';
import {
  type Assessments,
  BAD_INPUT,
  FAILING,
  machine,
  NOBODYS,
  openAssessments,
  twoAnd,
  WITH_COSTS,
} from '../support/assessments';
import { refusalOf } from '../support/endings';
import { CONTOSO, FABRIKAM } from '../support/organisations';

const OUTLOOK = 'a55e5500-0000-4000-8000-00000000000c';

(canSkipTime ? describe : describe.skip)('assessment', () => {
  let a: Assessments;
  beforeAll(async () => {
    a = await openAssessments();
  });
  afterAll(async () => a.close());

  const denied = () => {
    throw failure('AccessDenied', 'the identity may not read it');
  };
  const broken = () => {
    throw failure('UnknownAzureError', 'a strange answer');
  };
  it('judges every resource, compares the costs to the seed’s digits, plans, and writes nothing to Azure', async () => {
    const [one, two] = [await a.subscription('Machine', machine()), await a.withSeedUsage('Dev')];
    const destination = await a.subscription('To CSP', { facts: { registeredProviders: ['Microsoft.Network'] } });
    const before = await a.requestsSoFar();
    await a.assess('whole', { subscriptions: [one, two], destination: { subscriptionId: destination }, ...WITH_COSTS });
    const { result: raw, view, failure: none } = await a.endOf('whole');
    const result = raw as AssessmentResult;

    expect(none).toBeUndefined();
    expect(view.steps.map(({ name, state }) => [name, state])).toEqual(
      ['look', 'technical', 'cost', 'plan', 'report'].map((name) => [name, 'done']),
    );
    expect(result).toMatchObject({ status: 'done', localStack: true, badRows: 0, report: view.artifacts.report });
    expect(result.cost).toMatchObject({
      services: 375,
      currency: 'USD',
      discountPercent: 15,
      sumOfRoundedRows: { before: 50.85, after: 43.21, difference: 7.62 },
      withoutRate: 0,
    });

    const report = await a.reportOf(result.report);
    expect(report.subscriptions.map(({ displayName, resources }) => [displayName, resources])).toEqual([
      ['Machine', 7],
      ['Dev', 0],
    ]);
    expect(report.rows).toHaveLength(7);
    expect(report.rows.find(({ name }) => name === 'vNet001')).toMatchObject({ verdict: 'MODIFY', rule: 'group.consolidated' });
    expect(report.subscriptions[0]?.plan).toMatchObject({
      batches: expect.arrayContaining([expect.objectContaining({ stage: 'move' })]),
      providersToRegister: ['Microsoft.Compute', 'Microsoft.Storage'],
      locksToLift: 0,
    });
    expect(report.edges.length).toBeGreaterThan(3);
    const shown = report.cost?.rows.filter(({ meterName }) => meterName.startsWith('Data Transfer Out'));
    expect(shown).toMatchObject([
      { quantity: 0.0408, rateBefore: 0.087, costBefore: 0.0036, rateAfter: 0.0739, costAfter: 0.003, difference: 0.0005 },
    ]);
    expect(report.caveats).toEqual([
      expect.stringContaining('27 February 2018'),
      'Limits of Microsoft.Compute are not known: the destination has not registered it.',
      'Limits of Microsoft.Storage are not known: the destination has not registered it.',
    ]);

    const writes = await a.writesSince(before);
    expect(writes.filter(({ path }) => !/\/validateMoveResources$/.test(path))).toEqual([]);
  });

  it('the documented example runs in the local stack’s world', async () => {
    const example = parse(await readFile(path.join(__dirname, '../../../docs/examples/assessment.yaml'), 'utf8')) as object;
    await a.assess('example', { ...example });
    const result = await a.resultOf('example');
    expect(result.subscriptions.map(({ displayName }) => displayName)).toEqual(['Microsoft Azure Enterprise', 'Pay-As-You-Go']);
    expect(result.cost).toMatchObject({ currency: 'USD', discountPercent: 15 });
  });

  it('a subscription that cannot be seen is named, the others go on', async () => {
    const fine = await a.subscription('Fine', machine());
    await a.assess('one unseen', { subscriptions: [NOBODYS, fine] });
    const result = await a.resultOf('one unseen');
    expect(result.subscriptions).toEqual([expect.objectContaining({ subscriptionId: fine, resources: 7 })]);
    const caveats = await a.caveatsOf('one unseen');
    expect(caveats.filter((caveat) => caveat.includes(NOBODYS))).toEqual([
      expect.stringContaining('could not be read and is not in this report'),
    ]);
    expect(caveats).toContainEqual(expect.stringContaining('No destination was named'));
  });

  it.each([
    ['of another directory', { tenantId: CONTOSO }],
    [
      'of a Microsoft Account, in that account’s own directory',
      { tenantId: OUTLOOK, accountOwner: 'mia@outlook.com', offerId: 'MS-AZR-0003P' },
    ],
  ])('a subscription %s is left out, counted, told with the way out, and the others go on', async (what, facts) => {
    if (facts.tenantId === OUTLOOK)
      await a.rig.azure.post('seed', { tenants: [{ tenantId: OUTLOOK, domain: 'mia.onmicrosoft.com' }] });
    const [fine, other] = [await a.subscription('Near', machine()), await a.subscription('Far', { facts })];
    await a.assess(what, { subscriptions: [other, fine] });
    const result = await a.resultOf(what);
    expect(result).toMatchObject({ badRows: 1, subscriptions: [{ subscriptionId: fine, resources: 7 }] });
    expect((await a.reportOf(result.report)).badRows).toEqual([
      {
        source: `subscription ${other}`,
        message: expect.stringContaining('InvalidAuthenticationTokenTenant'),
        fix: expect.stringMatching(/customer’s directory first .*tenant-move.*Microsoft Account: variant payg/),
      },
    ]);
  });

  it('none can be seen: it fails before anything is assessed, and says why', async () => {
    await a.assess('none seen', { subscriptions: [NOBODYS], ...WITH_COSTS });
    const { failure: type, message, view } = await a.endOf('none seen');
    expect(type).toBe('SubscriptionNotFound');
    expect(message).toMatch(/none of 1 subscription can be read; of the first: .*a55e5500/);
    expect(view).toMatchObject({ status: 'failed', step: 'look', artifacts: {} });
  });

  it('a read that fails waits for the operator: tried again, it goes on as if nothing had been', async () => {
    const id = await a.subscription('Again', machine());
    a.wires.lay({ workflowId: 'again', call: 'inventory', times: 1 }, broken);
    const handle = await a.assess('again', { subscriptions: [id] });
    const { waitingFor } = await asked(handle, 'operator', 'look');
    expect(waitingFor[0]?.what).toMatch(
      /could not read subscription .*UnknownAzureError: a strange answer.*go on without \(done\)/,
    );
    await a.rules(handle, 'look', 'retry');
    expect(await a.resultOf('again')).toMatchObject({ status: 'done', subscriptions: [{ resources: 7 }] });
  });

  it('gone on without it, the report says so; given up, the run ends', async () => {
    const ids = [await a.subscription('Left'), await a.subscription('Kept', machine())];
    for (const workflowId of ['without', 'given up'])
      a.wires.lay({ workflowId, activity: 'assessSubscription', times: 1 }, broken);
    const without = await a.assess('without', { subscriptions: ids });
    await a.rules(without, 'technical', 'done');
    expect((await a.resultOf('without')).subscriptions).toHaveLength(1);
    expect(await a.caveatsOf('without')).toContainEqual(expect.stringMatching(/could not be assessed: a strange answer/));

    const givenUp = await a.assess('given up', { subscriptions: ids });
    await a.rules(givenUp, 'technical', 'give-up');
    const { view, ...end } = await a.endOf('given up');
    expect(end).toMatchObject({ failure: 'GivenUp', message: expect.stringContaining('as agreed') });
    expect(await a.reportOf(view.artifacts.report)).toMatchObject({
      outcome: 'failed',
      customer: { tenantId: FABRIKAM, name: 'Fabrikam' },
      subscriptions: [],
      failure: { type: 'GivenUp', step: 'technical' },
    });
  });

  it('without a rate card there is a report all the same, when the operator says so', async () => {
    const id = await a.withSeedUsage('No card');
    a.wires.lay({ workflowId: 'no card', call: 'rateCard' }, broken);
    const handle = await a.assess('no card', { subscriptions: [id], ...WITH_COSTS });
    await a.rules(handle, 'cost', 'done');
    expect(await a.resultOf('no card')).not.toHaveProperty('cost');
    expect(await a.caveatsOf('no card')).toContainEqual(
      expect.stringContaining('no costs in this report: the rate card of Northwind'),
    );
  });

  it.each(FAILING)('%s', async (title, input, type, message) => {
    await a.assess(title, await input(a));
    expect(await a.endOf(title)).toMatchObject({ failure: type, message: expect.stringMatching(message) });
  });

  it('bad rows of usage are left out and counted, the rest is compared', async () => {
    const meterId = 'ec2457ae-8775-48bf-8bdc-11c94e96eb56';
    const id = await a.subscription('Credit');
    await a.rig.azure.post('seed', {
      usage: [
        // Azure's clock runs ahead of the run's: a day in half a minute.
        { subscriptionId: id, meterId, quantity: 24, daysAgo: 14 },
        { subscriptionId: id, meterId, quantity: -3, daysAgo: 15 },
      ],
    });
    await a.assess('credit', { subscriptions: [id], ...WITH_COSTS });
    const result = await a.resultOf('credit');
    expect(result).toMatchObject({
      badRows: 1,
      cost: { services: 1, roundedSum: { before: 0.48, after: 0.41, difference: 0.07 } },
    });
    expect((await a.reportOf(result.report)).badRows).toEqual([
      { source: `usage of ${id}`, message: expect.stringContaining('quantity is -3'), fix: expect.any(String) },
    ]);
  });

  it('a second run says what has changed since the first; a file that is no report is refused', async () => {
    const id = await a.subscription('Twice', twoAnd('rg'));
    await a.assess('first', { subscriptions: [id] });
    const first = await a.resultOf('first');
    await a.add(id, resource('rg', 'Microsoft.ManagedIdentity/userAssignedIdentities', 'late'));
    await a.assess('second', { subscriptions: [id], previous: first.report });
    const second = await a.reportOf((await a.resultOf('second')).report);
    expect(second.changes).toMatchObject({ appeared: [expect.stringContaining('/late')], gone: [], verdicts: [] });
    expect(second.changes?.since).toBe((await a.reportOf(first.report)).startedAt);

    const wrong = await artifactFolder(await mkdtemp(path.join(tmpdir(), 'handover-test-'))).write('plan', { version: 1 });
    await a.assess('wrong file', { subscriptions: [id], previous: wrong });
    expect(await a.endOf('wrong file')).toMatchObject({
      failure: 'InvalidInput',
      message: expect.stringContaining('not the report of an assessment'),
    });
    await a.assess('edited', { subscriptions: [id], previous: { ...first.report, sha256: '0'.repeat(64) } });
    expect(await a.endOf('edited')).toMatchObject({ failure: 'ArtifactChanged' });
  });

  it.each(BAD_INPUT)('refuses %s', async (what, input, type, message) => {
    expect(await refusalOf(await a.assess(what, input))).toEqual({ failure: type, message: expect.stringMatching(message) });
  });

  it('takes every subscription of an enrolment; without a portal it says to name them', async () => {
    const ids = [await a.subscription('Of the enrolment'), await a.subscription('Of it too')];
    await a.enrolment('5550001', ids);
    await a.assess('enrolment', { enrolment: '5550001' });
    expect((await a.resultOf('enrolment')).subscriptions.map(({ displayName }) => displayName).sort()).toEqual([
      'Of it too',
      'Of the enrolment',
    ]);

    const withoutPortal = createAssessmentActivities({ ...a.rig.deps, eaPortal: undefined } as unknown as Dependencies);
    await expect(withoutPortal.subscriptionsOfEnrolment({ as: FABRIKAM, enrolment: '5550001' })).rejects.toMatchObject({
      type: 'NotYet',
      message: expect.stringContaining('name its subscriptions in `subscriptions`'),
    });
  });

  it('cancelled while it reads, it ends without a report', async () => {
    const { handle, letGo } = await a.heldWhileReading('cancelled', await a.subscription('Cancelled', machine()));
    await handle.cancel();
    letGo();
    const { failure: type, view } = await a.endOf('cancelled');
    expect(type).toBe('Cancelled');
    expect(view).toMatchObject({ status: 'undone', leftUndone: [], artifacts: {} });
  });

  it('paused it begins nothing new, resumed it ends well', async () => {
    const { handle, letGo } = await a.heldWhileReading('paused', await a.subscription('Paused', machine()));
    await handle.executeUpdate(MESSAGES.pause, { args: [{ name: 'Olga', reason: 'lunch' }] });
    letGo();
    const view = await asked(handle, 'operator', 'paused');
    expect(view.paused).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await progress(handle)).steps.find(({ name }) => name === 'report')?.state).not.toBe('done');
    await handle.executeUpdate(MESSAGES.resume, { args: [] });
    expect((await a.endOf('paused')).failure).toBeUndefined();
  });

  it('its history is as long for a thousand resources as for two', async () => {
    const sizes = await Promise.all(
      [2, 1000].map(async (count) => {
        const { group, resources } = plainGroup('rg', count);
        const id = await a.subscription(`Size ${count}`, { groups: [group], resources });
        const handle = await a.assess(`size ${count}`, { subscriptions: [id] });
        const result = await a.resultOf(`size ${count}`);
        expect(result.subscriptions[0]?.resources).toBe(count);
        const { events = [] } = await handle.fetchHistory();
        return { events: events?.length ?? 0, bytes: JSON.stringify(events).length };
      }),
    );
    expect(sizes[1]?.events).toBe(sizes[0]?.events);
    expect(sizes[1]?.bytes).toBeLessThan((sizes[0]?.bytes ?? 0) * 1.1);
  });

  it('one that may not be read is named, like one that is not there', async () => {
    const ids = [await a.subscription('Denied'), await a.subscription('Allowed')];
    a.wires.lay({ workflowId: 'denied', call: 'resourceGroups', times: 1 }, denied);
    await a.assess('denied', { subscriptions: ids });
    expect((await a.resultOf('denied')).subscriptions).toHaveLength(1);
    expect(await a.caveatsOf('denied')).toContainEqual(expect.stringContaining('the identity may not read it'));
  });

  it('a disabled subscription is read, and said to be disabled', async () => {
    const id = await a.subscription('Off', { facts: { state: 'Disabled' } });
    await a.assess('off', { subscriptions: [id] });
    expect(await a.caveatsOf('off')).toContainEqual('Off is Disabled: nothing in it can be moved before it is enabled.');
  });
});
