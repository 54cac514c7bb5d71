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

interface Run {
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
export function handleMessages({ progress, signOff, ruling, pause, waking }: Run): void {
  const decide = (decision: Decision) => {
    signOff.take(decision);
    progress.publish();
    return progress.view();
  };
  const assertDecision = (raw: Decision) => {
    const why = signOff.refuse(parseOrFail(Decision, raw));
    if (why) throw fail('DecisionRefused', why);
  };
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
    validator: assertDecision,
    description: 'A party approves, declines or sends back what it is asked, by the digest of the text it read',
  });
  setHandler(approveSignal, bySignal('approve'), {
    description: 'As the update `decide` with approve; a refusal is only logged',
  });
  setHandler(declineSignal, bySignal('decline'), {
    description: 'As the update `decide` with decline; a refusal is only logged',
  });
  setHandler(sendBackSignal, bySignal('sendBack'), {
    description: 'As the update `decide` with sendBack; a refusal is only logged',
  });
  setHandler(
    contactUpdate,
    (raw) => {
      signOff.takeContact(ContactChange.parse(raw));
      progress.publish();
      return progress.view();
    },
    {
      validator: (raw) => {
        const why = signOff.refuseContact(parseOrFail(ContactChange, raw));
        if (why) throw fail('DecisionRefused', why);
      },
      description: 'A party has its link sent again, sent to a colleague, or ended',
    },
  );
  setHandler(wakeSignal, (raw) => waking.wake(Wake.safeParse(raw).data?.source ?? 'unknown'), {
    description: 'Something may have happened outside: look now instead of later. Nothing in it is believed',
  });
  setHandler(
    ruleUpdate,
    (raw) => {
      ruling.take(Ruling.parse(raw));
      progress.publish();
      return progress.view();
    },
    {
      validator: (raw) => {
        const why = ruling.refuse(parseOrFail(Ruling, raw));
        if (why) throw fail('NotWaiting', why);
      },
      description: 'The operator rules on a step that cannot go on by itself: retry, done (by hand, with evidence) or give-up',
    },
  );
  setHandler(
    pauseUpdate,
    (raw) => {
      pause.begin(Hold.parse(raw));
      return progress.view();
    },
    {
      validator: (raw) => {
        parseOrFail(Hold, raw);
        if (pause.isOn) throw fail('NotWaiting', 'the run is paused already');
      },
      description: 'Begins nothing new until `resume`; what runs in Azure goes on',
    },
  );
  setHandler(
    resumeUpdate,
    (_raw) => {
      pause.end();
      return progress.view();
    },
    {
      validator: (_raw) => {
        if (!pause.isOn) throw fail('NotWaiting', 'the run is not paused');
      },
      description: 'Goes on after `pause`',
    },
  );
}
