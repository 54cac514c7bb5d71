import type { Party } from '../../contracts/people/parties';
import type { ProgressView, WaitingFor } from '../../contracts/run/progress';
import type { Handover } from '../api/handover';

interface Person {
  name: string;
  of: string;
  email: string;
  comment: string;
}

/** Who answers in the sample. They are shown as scripted wherever they appear. */
const PEOPLE: Partial<Record<Party, Person>> = {
  customer: {
    name: 'Dana',
    of: 'Fabrikam',
    email: 'dana@fabrikam.example',
    comment: 'Scripted answer of the sample: fine with us.',
  },
  operator: {
    name: 'Omar',
    of: 'Northwind operations',
    email: 'omar@northwind.example',
    comment: 'Scripted answer of the sample: checked.',
  },
};

/** A person reads before answering; without a moment nobody would see that the run waited. */
const READS_FOR_MS = 800;

interface ScriptedPeople {
  /** Looks at each view, and answers what is asked of them, once. */
  look: (view: ProgressView) => void;
  /** Rejects when an answer was refused. */
  failed: Promise<never>;
}

/** @param beforeFirst is awaited before the first answer is given */
export function scriptedPeople(
  handover: Handover,
  say: (line: string) => void,
  beforeFirst: () => Promise<void>,
): ScriptedPeople {
  const answered = new Set<string>();
  let prepared: Promise<void> | undefined;
  let onFailure: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (onFailure = reject));
  failed.catch(() => undefined);

  async function answer(id: string, { party, step, choices, digest }: WaitingFor, person: Person): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, READS_FOR_MS));
    await (prepared ??= beforeFirst());
    if (choices.includes('retry')) {
      say(`scripted: ${person.name} of ${person.of} rules "retry" for the step ${step}`);
      return handover.rule(id, { step, verdict: 'retry', reason: person.comment, name: person.name });
    }
    if (digest === undefined || !choices.includes('approve')) return;
    say(`scripted: ${person.name} of ${person.of} approves the plan ${digest.slice(0, 12)}…`);
    const { name, email, comment } = person;
    await handover.decide(id, { party, choice: 'approve', step, digest, name, email, comment });
  }

  return {
    look(view) {
      for (const asked of view.waitingFor) {
        const person = PEOPLE[asked.party];
        const key = `${asked.party} ${asked.step} ${asked.since}`;
        if (person === undefined || answered.has(key)) continue;
        answered.add(key);
        answer(view.id, asked, person).catch(onFailure);
      }
    },
    failed,
  };
}
