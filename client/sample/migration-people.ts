import type { Party } from '../../contracts/people/parties';
import type { ProgressView, WaitingFor } from '../../contracts/run/progress';
import type { Handover } from '../api/handover';

/** Who answers in the sample. They are shown as scripted wherever they appear. */
const NAMES: Partial<Record<Party, string>> = { customer: 'Dana of Fabrikam', operator: 'Omar of Contoso operations' };
const COMMENT = 'Scripted answer of the sample.';

interface Helpers {
  say: (line: string) => void;
  /** Does at Microsoft what a link asks for. */
  open: (link: string) => Promise<void>;
  /** Removes what a part failed for, before the operator has it run again. */
  mend: (step: string) => Promise<void>;
}

/** Answers whatever a migration and its parts ask; each question once. Rejects when an answer is refused. */
export function migrationPeople(handover: Handover, { say, open, mend }: Helpers): (view: ProgressView) => Promise<void> {
  const answered = new Set<string>();

  async function answer(id: string, asked: WaitingFor): Promise<void> {
    const { party, step, choices, digest, link, states = [] } = asked;
    const name = NAMES[party];
    if (name === undefined) return;
    if (choices.includes('retry')) {
      await mend(step);
      say(`scripted: ${name} rules "retry" for ${step}`);
      return handover.rule(id, { step, verdict: 'retry', reason: COMMENT, name });
    }
    if (link !== undefined) {
      say(`scripted: ${name} does it at Microsoft: ${asked.what}`);
      return open(link);
    }
    if (digest === undefined || !choices.includes('approve')) return;
    say(`scripted: ${name} approves (${step}): ${asked.what}`);
    const stated = states.length > 0 ? { states: states.map((one) => one.id) } : {};
    await handover.decide(id, { party, choice: 'approve', step, digest, name, comment: COMMENT, ...stated });
  }

  return async (whole) => {
    for (const view of [whole, ...(await handover.underWay(whole))])
      for (const asked of view.waitingFor) {
        const key = `${view.id} ${view.runId ?? ''} ${asked.party} ${asked.step} ${asked.since}`;
        if (answered.has(key)) continue;
        answered.add(key);
        await answer(view.id, asked);
      }
  };
}
