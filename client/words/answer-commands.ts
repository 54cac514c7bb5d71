import type { WaitingFor } from '../../contracts/run/progress';

/** The commands that answer what is asked. */
export function answerCommands(id: string, { party, step, choices, evidence }: WaitingFor): string[] {
  const rulings = choices.filter((choice) => choice === 'retry' || choice === 'done' || choice === 'give-up');
  return [
    ...(choices.includes('approve') ? [`handover approve ${id} --as ${party}${evidence ? ' --comment "…"' : ''}`] : []),
    ...(choices.includes('sendBack') ? [`handover send-back ${id} --as ${party} --comment "…"`] : []),
    ...(choices.includes('decline') ? [`handover decline ${id} --as ${party} --comment "…"`] : []),
    ...(rulings.length === 0 ? [] : [`handover rule ${id} --step ${step} ${rulings.join('|')} --reason "…"`]),
    ...(choices.includes('resume') ? [`handover resume ${id}`] : []),
  ];
}
