import { createHash } from 'node:crypto';
import { activityInfo } from '@temporalio/activity';
import { canonicalJson } from '../../contracts/people/canonical-json';
import type { Notice } from '../ports/notifier';
import { type Desk, deskLinks, type NoticeLink } from './links';
import { type Recipient, recipientsOf } from './recipients';
import { type Message, wordsFor } from './words';

/** A notice, ready for every channel. */
export interface Delivery {
  /** The same over all tries of one notice: a receiver that has seen it has this notice already. */
  id: string;
  notice: Notice;
  letters: Letter[];
}

export interface Letter {
  recipient: Recipient;
  /** Links to the desk's pages. */
  links: NoticeLink[];
  message: Message;
}

/** One letter an address, each with links of its own. */
export async function composed(notice: Notice, desk: Desk | undefined): Promise<Delivery> {
  const letters = recipientsOf(notice).map(async (recipient) => {
    const links = await deskLinks(desk, notice, recipient.email);
    return { recipient, links, message: wordsFor(notice, links, recipient) };
  });
  return { id: deliveryId(notice), notice, letters: await Promise.all(letters) };
}

function deliveryId(notice: Notice): string {
  return sha256(canonicalJson({ notice, occasion: occasion() })).slice(0, 32);
}

/** A link that is sent again makes the same notice once more, by another activity; a retry is the same activity. */
function occasion(): string | undefined {
  try {
    return activityInfo().activityId;
  } catch {
    // Not called from an activity: the notice is all there is.
    return undefined;
  }
}

/** Message-ID of the letter to one address: mail servers and people recognise a repetition by it. */
export function messageId({ id }: Delivery, { email }: Recipient, domain: string): string {
  return `<${sha256(`${id} ${email.toLowerCase()}`).slice(0, 32)}@${domain}>`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
