import type { MovePlan } from '../../../contracts/azure/plan';
import type { ProgressView } from '../../../contracts/run/progress';
import { planDigest } from '../../../planning/plan/digest';
import { asking, transfer } from './fake-runs';

const SOURCE = '11111111-0000-4000-8000-000000000001';
const DESTINATION = '22222222-0000-4000-8000-000000000002';
const idOf = (name: string) => `/subscriptions/${SOURCE}/resourceGroups/app/providers/Microsoft.Web/sites/${name}`;

/** A plan of two resources: one goes, one stays. */
export const PLAN: MovePlan = {
  version: 1,
  source: { subscriptionId: SOURCE, resourceGroups: ['app'] },
  destination: { subscriptionId: DESTINATION },
  options: { naming: '{name}', redistribute: true, exclude: [] },
  groups: [{ subscriptionId: DESTINATION, name: 'app', location: 'westeurope', tags: {}, takesOver: 'app', create: true }],
  batches: [
    {
      id: 'b001',
      stage: 'move',
      from: { subscriptionId: SOURCE, resourceGroup: 'app' },
      to: { subscriptionId: DESTINATION, resourceGroup: 'app' },
      resources: [idOf('shop')],
      after: [],
      expectedSeconds: 300,
    },
  ],
  refusals: [
    { id: idOf('old'), type: 'Microsoft.Web/sites', rule: 'type.not-movable', reason: 'It cannot move.', fix: 'Build it anew.' },
  ],
  findings: [
    { id: idOf('shop'), type: 'Microsoft.Web/sites', verdict: 'NO ISSUES', dependents: [] },
    { id: idOf('old'), type: 'Microsoft.Web/sites', verdict: 'BLOCKED', dependents: [] },
  ],
  locksToLift: [],
  providersToRegister: [],
  expectedSeconds: 300,
};

/** A resource move that asks the customer about that plan. */
export function move(): ProgressView {
  const { document: _document, ...asked } = asking('customer', {
    step: 'approve',
    what: 'move 1 resource, leave 1',
    digest: planDigest(PLAN),
  });
  const artifact = { uri: 'file:///elsewhere/plan.json', sha256: 'a'.repeat(64), bytes: 1 };
  return transfer({ id: 'move-1', process: 'resource-move', waitingFor: [asked], documents: {}, artifacts: { plan: artifact } });
}
