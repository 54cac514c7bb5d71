import { failure } from '../../../activities/failures/failure';
import { asked } from '../../support/rig';
import { SOURCE } from '../../support/worlds';
import { machine, openAssessments, WITH_COSTS } from '../../processes/support/assessments';
import { rule } from '../../processes/support/endings';
import { atRest } from '../at-rest';
import { cases } from './cases';

export const assessment = cases('assessment', openAssessments, {
  async withCosts(a, name) {
    const subscriptions = [await a.subscription('Machine', machine()), await a.withSeedUsage('Dev')];
    const handle = await a.assess(name, {
      subscriptions,
      destination: { subscriptionId: await a.subscription('To CSP') },
      ...WITH_COSTS,
    });
    await handle.result();
    return { handle };
  },
  async technicalOnly(a, name) {
    const handle = await a.assess(name, { subscriptions: [await a.subscription('Only', machine())] });
    await handle.result();
    return { handle };
  },
  async leftOut(a, name) {
    a.wires.lay({ workflowId: name, activity: 'assessSubscription', times: 1 }, () => {
      throw failure('UnknownAzureError', 'a strange answer');
    });
    const handle = await a.assess(name, { subscriptions: [await a.subscription('Left'), await a.subscription('Kept')] });
    await asked(handle, 'operator', 'technical');
    await rule({ handle }, { step: 'technical', verdict: 'done', reason: 'not needed' });
    await handle.result();
    return { handle };
  },
  async waitingForRuling(a, name) {
    a.wires.lay({ workflowId: name, call: 'rateCard' }, () => {
      throw failure('UnknownAzureError', 'a strange answer');
    });
    const handle = await a.assess(name, { subscriptions: [await a.subscription('Waiting')], ...WITH_COSTS });
    await asked(handle, 'operator', 'cost');
    await atRest({ handle });
    return { handle };
  },
  async asksDestination(a, name) {
    const subscriptions = [await a.subscription('Machine', machine()), await a.subscription('Other', machine())];
    const groups = ['app', 'net'].map((group) => ({ subscriptionId: SOURCE, name: group, location: 'westeurope' }));
    const handle = await a.assess(name, {
      subscriptions,
      destination: { subscriptionId: await a.subscription('To CSP', { groups, facts: { offerId: 'MS-AZR-0145P' } }) },
    });
    await handle.result();
    return { handle };
  },
  async destinationUnread(a, name) {
    a.wires.lay({ workflowId: name, call: 'policies' }, () => {
      throw failure('AccessDenied', 'may not read them');
    });
    const handle = await a.assess(name, {
      subscriptions: [await a.subscription('Machine', machine())],
      destination: { subscriptionId: await a.subscription('To CSP') },
    });
    await asked(handle, 'operator', 'plan');
    await rule({ handle }, { step: 'plan', verdict: 'done', reason: 'the move asks' });
    await handle.result();
    return { handle };
  },
});
