import type { Presentation } from '../presentation';
import { report } from './report';
import { story } from './story';

export const assessment: Presentation<'assessment'> = {
  story,
  report,
  summary({ rows, subscriptions }) {
    const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
    const [noIssues, modify, blocked] = [count('NO ISSUES'), count('MODIFY'), count('BLOCKED')];
    const totals = { subscriptions: subscriptions.length, resources: rows.length, noIssues, modify, blocked };
    return { totals, text: `${noIssues} NO ISSUES, ${modify} MODIFY, ${blocked} BLOCKED` };
  },
};
