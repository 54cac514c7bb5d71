import { userInfo } from 'node:os';
import type { Decision } from '../../../contracts/run/messages';
import type { Party } from '../../../contracts/people/parties';
import type { ProgressView, WaitingFor } from '../../../contracts/run/progress';
import { HandoverError } from '../../api/errors';
import type { Seen } from '../../api/handover';
import { type CommonOptions, partyOf, type Register, withCommonOptions } from '../command';
import { partyName } from '../../words/terminal';

interface Options extends CommonOptions {
  as: string;
  step?: string;
  name?: string;
  email?: string;
  comment?: string;
  set?: string[];
}

const COMMANDS: { name: string; choice: Decision['choice']; does: string; said: string }[] = [
  { name: 'approve', choice: 'approve', does: 'say yes to what a run asks', said: 'approved' },
  { name: 'decline', choice: 'decline', does: 'say no: the run ends and puts back what it did', said: 'declined' },
  { name: 'send-back', choice: 'sendBack', does: 'ask for another plan; say in --comment what is wrong', said: 'sent back' },
];

/** `approve`, `decline` and `send-back`: a person's answer to what a run asks now. */
export const registerDecide: Register = (program, { withHandover, output }) => {
  for (const { name, choice, does, said } of COMMANDS) {
    withCommonOptions(
      program.command(`${name} <id>`).description(does),
      `handover ${name} resource-move-… --as customer --name "Dana Doe"`,
    )
      .requiredOption('--as <party>', 'who answers')
      .option('--step <step>', 'the step that asks; needed when this party is asked more than one thing')
      .option('--name <name>', 'who signs (default: your user name)')
      .option('--email <address>', 'address of who signs')
      .option('--comment <text>', 'kept with the answer')
      .option('--set <field=value...>', 'with send-back: a field of the document that is to be changed')
      .action(async (id: string, options: Options) => {
        const party = partyOf(options.as, '--as');
        const decision = await withHandover(options, async (handover) => {
          const decided = decisionFor(await handover.progress(id), party, choice, options);
          await handover.decide(id, decided);
          return decided;
        });
        output(options.output).data({ id, ...decision }, () =>
          [
            `${said} by ${decision.name} for the ${partyName(party)} (${decision.step}, document ${decision.digest.slice(0, 12)}…)`,
            ...(decision.states ?? []).map((id) => `stated: ${id}`),
          ].join('\n'),
        );
      });
  }
};

/** The decision about what is asked of this party now. Throws HandoverError `refused` when nothing is, `badInput` when --step is needed. */
export function decisionFor(
  seen: Seen,
  party: Party,
  choice: Decision['choice'],
  options: Pick<Options, 'step' | 'name' | 'email' | 'comment' | 'set'>,
): Decision {
  const asked = askedOf(seen, party, choice, options.step);
  const changes = changesOf(options.set ?? [], choice);
  return {
    party,
    choice,
    step: asked.step,
    digest: asked.digest,
    name: options.name ?? userInfo().username,
    ...(options.email === undefined ? {} : { email: options.email }),
    ...(options.comment === undefined ? {} : { comment: options.comment }),
    // Who approves here states what the question says is stated with it; `handover show` and the answer both name it.
    ...(choice === 'approve' && asked.states ? { states: asked.states.map(({ id }) => id) } : {}),
    ...(changes ? { changes } : {}),
  };
}

/** Throws HandoverError `badInput` for what is no `field=value`. */
function changesOf(given: readonly string[], choice: Decision['choice']): Record<string, string> | undefined {
  if (given.length === 0) return undefined;
  const problems = given
    .filter((one) => !/^[\w.]+=\S/.test(one))
    .map((one) => ({ path: '--set', message: `${one} is not field=value` }));
  if (choice !== 'sendBack') problems.push({ path: '--set', message: 'is for send-back alone' });
  if (problems.length > 0) throw new HandoverError('badInput', 'The changes cannot be read:', { problems });
  return Object.fromEntries(given.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]));
}

function askedOf(
  { view, note }: Seen,
  party: Party,
  choice: Decision['choice'],
  step: string | undefined,
): WaitingFor & { digest: string } {
  if (note !== undefined) throw new HandoverError('unavailable', `What ${view.id} asks is not known.`, { wayOut: note });
  const open = view.waitingFor.filter(isAnswerable).filter((one) => one.party === party && one.choices.includes(choice));
  const [first, ...others] = step === undefined ? open : open.filter((one) => one.step === step);
  if (first === undefined) throw nothingAsked(view, party, step, choice);
  if (others.length === 0) return first;
  throw new HandoverError('badInput', `${view.id} asks the ${partyName(party)} more than one thing.`, {
    problems: [{ path: '--step', message: `name one of ${open.map((one) => one.step).join(', ')}` }],
  });
}

function isAnswerable(asked: WaitingFor): asked is WaitingFor & { digest: string } {
  return asked.digest !== undefined;
}

function nothingAsked(view: ProgressView, party: Party, step: string | undefined, choice: Decision['choice']): HandoverError {
  const open = view.waitingFor.map((one) => `the ${partyName(one.party)} (${one.step})`);
  const where = step === undefined ? '' : ` in the step ${step}`;
  return new HandoverError('refused', `${view.id} asks the ${partyName(party)} nothing${where} that "${choice}" answers.`, {
    wayOut: open.length === 0 ? `It is ${view.status} and waits for nobody.` : `It waits for ${open.join(' and ')}.`,
  });
}
