import { log, setHandler } from '@temporalio/workflow';
import { ContactChange, Decision, Hold, Ruling, SignalledDecision, Wake } from '../../contracts/run/messages';
import { fail, parseOrFail } from '../base/failures';
import type { Pause } from '../answers/pause';
import {
  approveSignal,
  contactUpdate,
  decideUpdate,
  declineSignal,
  pauseUpdate,
  progressQuery,
  resumeUpdate,
  ruleUpdate,
  sendBackSignal,
  wakeSignal,
} from './messages';
import type { Progress } from '../base/progress';
import type { OperatorRuling } from '../answers/operator-ruling';
import type { SignOff } from '../answers/sign-off';
import type { Waking } from '../answers/wake';

/** What the messages act on. */
export interface MessageTargets {
  progress: Progress;
  signOff: SignOff;
  ruling: OperatorRuling;
  pause: Pause;
  waking: Waking;
}

/**
 * What every process understands, registered before its first await. Updates answer with the progress or with the reason they are refused
 * (and then leave no event); a signal cannot answer, so a refused one is logged.
 */
export function handleMessages({ progress, signOff, ruling, pause, waking }: MessageTargets): void {
  /** An update's handler: answers with the progress after the act. */
  const answering =
    <Message>(act: (message: Message) => void) =>
    (raw: Message) => {
      act(raw);
      progress.publish();
      return progress.view();
    };
  /** An update's validator. @param why the reason for a refusal, if there is one */
  const refusing =
    <Message>(type: 'DecisionRefused' | 'NotWaiting', why: (message: Message) => string | undefined) =>
    (raw: Message) => {
      const reason = why(raw);
      if (reason) throw fail(type, reason);
    };
  const decide = answering((decision: Decision) => signOff.take(decision));
  const bySignal = (choice: Decision['choice']) => (raw: SignalledDecision) => {
    const parsed = SignalledDecision.safeParse(raw);
    const why = parsed.success
      ? signOff.refuse({ ...parsed.data, choice })
      : parsed.error.issues.map((i) => i.message).join('; ');
    if (why || !parsed.success) log.warn('a signalled decision does not count', { choice, party: parsed.data?.party, why });
    else decide({ ...parsed.data, choice });
  };

  setHandler(progressQuery, () => progress.view(), {
    description: 'Where the run stands: step, who is waited for, since when, until when',
  });
  setHandler(decideUpdate, (raw) => decide(Decision.parse(raw)), {
    validator: refusing('DecisionRefused', (raw) => signOff.refuse(parseOrFail(Decision, raw))),
    description: 'A party approves, declines or sends back what it is asked, by the digest of the text it read',
  });
  for (const [signal, choice] of [
    [approveSignal, 'approve'],
    [declineSignal, 'decline'],
    [sendBackSignal, 'sendBack'],
  ] as const)
    setHandler(signal, bySignal(choice), { description: `As the update \`decide\` with ${choice}; a refusal is only logged` });
  setHandler(
    contactUpdate,
    answering((raw) => signOff.takeContact(ContactChange.parse(raw))),
    {
      validator: refusing('DecisionRefused', (raw) => signOff.refuseContact(parseOrFail(ContactChange, raw))),
      description: 'A party has its link sent again, sent to a colleague, or ended',
    },
  );
  setHandler(wakeSignal, (raw) => waking.wake(Wake.safeParse(raw).data?.source ?? 'unknown'), {
    description: 'Something may have happened outside: look now instead of later. Nothing in it is believed',
  });
  setHandler(
    ruleUpdate,
    answering((raw) => ruling.take(Ruling.parse(raw))),
    {
      validator: refusing('NotWaiting', (raw) => ruling.refuse(parseOrFail(Ruling, raw))),
      description: 'The operator rules on a step that cannot go on by itself: retry, done (by hand, with evidence) or give-up',
    },
  );
  setHandler(
    pauseUpdate,
    answering((raw) => pause.begin(Hold.parse(raw))),
    {
      validator: refusing('NotWaiting', (raw) => {
        parseOrFail(Hold, raw);
        return pause.isOn ? 'the run is paused already' : undefined;
      }),
      description: 'Begins nothing new until `resume`; what runs in Azure goes on',
    },
  );
  setHandler(
    resumeUpdate,
    answering(() => pause.end()),
    {
      validator: refusing('NotWaiting', () => (pause.isOn ? undefined : 'the run is not paused')),
      description: 'Goes on after `pause`',
    },
  );
}
