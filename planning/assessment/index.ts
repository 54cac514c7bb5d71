import type { AssessmentReport } from '../../contracts/assessment';
import { assessTechnically, type SubscriptionToAssess, type TechnicalOptions } from './technical';

export interface AssessmentFacts extends TechnicalOptions {
  /** Of the run. */
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  customer: string;
  subscriptions: SubscriptionToAssess[];
  /** What is known not to be known, a sentence each. */
  caveats?: string[];
}

/** The whole assessment. Pure: equal facts give equal reports. */
export function assessSubscriptions(facts: AssessmentFacts): AssessmentReport {
  const assessed = facts.subscriptions.map((subscription) => assessTechnically(subscription, facts));
  return {
    process: 'assessment',
    id: facts.id,
    at: facts.at,
    customer: facts.customer,
    cloud: facts.cloud,
    ...(facts.destination ? { destinationSubscriptionId: facts.destination.subscriptionId } : {}),
    subscriptions: assessed.map(({ subscription }) => subscription),
    rows: assessed.flatMap(({ rows }) => rows),
    edges: assessed.flatMap(({ edges }) => edges),
    badRows: [],
    caveats: [...(facts.caveats ?? []), ...assessed.flatMap(({ caveats }) => caveats)],
  };
}
