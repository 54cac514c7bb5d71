import type { PartyCard } from '../../contracts/run/progress';
import type { Party } from '../../contracts/people/parties';

/** Why somebody is written to. `tell` asks for nothing. */
type NoticeKind = 'ask' | 'remind' | 'escalate' | 'tell';

export interface Notice {
  kind: NoticeKind;
  to: Party;
  /** Who that is, with its contacts; absent where the input names none. */
  card?: PartyCard;
  /** Addresses instead of the card's first contact: a delegate, the second contact too. */
  addresses?: string[];
  workflowId: string;
  /** First execution's. */
  runId?: string;
  step: string;
  /** A sentence. */
  what: string;
  /** Digest of what is to be read; absent when nothing is to be signed. */
  digest?: string;
  /** Generation of the party's links. */
  links?: number;
  until?: string;
  remindEveryDays?: number;
  /** Address at which the party acts when it is not at the desk: the invitation at Microsoft. */
  link?: string;
  /** 0 for the first one, then the reminders. */
  nth: number;
}

export interface Notifier {
  /** Sends to every channel that is configured; throws when none of them took it. */
  send(notice: Notice): Promise<void>;
}
