import type { ProgressView } from '../../../contracts/run/progress';
import { HandoverError } from '../../api/errors';
import { hasEnded, type Seen } from '../../api/handover';
import { isOwnQuestion, isOwnRun, mayAnswer, maySee } from '../access';
import type { Desk } from '../desk';
import type { Link } from '../links';
import type { InboxEntry } from '../pages/inbox';
import { PageError } from '../page-error';
import type { Session } from '../session';
import { isEnded, type Sought } from '../standing';

const NOT_YOURS = new PageError(404, 'There is no such page', 'It is not there, or it is not for the holder of this link.');

/** Answers a link whose organisation is asked, but whose holder is not. */
export const NOT_ASKED = new PageError(
  403,
  'This is not asked of you',
  'Another person of your organisation is asked. Ask them to send you a link.',
);

/** Answers a link to the status that is used where only a link to sign may answer. */
export const ONLY_SHOWS = new PageError(
  403,
  'This link only shows how it stands',
  'To answer, open the link to sign in the message that asks you.',
);

const EARLIER_RUN = new PageError(
  409,
  'This link is for an earlier run',
  'It was started again since. Use the link of the newest message.',
);

const ONE_RUN_ONLY = new PageError(
  403,
  'This link opens one page only now',
  'What it was sent for has ended: open the link in the message once more to see it. For anything else use the link of a newer message.',
);

/**
 * What the run says of itself, when this session may see it. Throws PageError: 404 for what is not there and for what is not theirs alike,
 * 503 while no worker answers, 410 once the session's own link was ended. A link whose own run is over opens that run only (403).
 */
export async function readRun(desk: Desk, { link }: Session, id: string): Promise<ProgressView> {
  const view = await progress(desk, id);
  const isOwn = isOwnRun(link, view);
  if (isOwn) refuseRevoked(link, view);
  else await refuseEnded(desk, link);
  if (!maySee(link, view, desk.config.local)) throw isOwn ? NOT_ASKED : NOT_YOURS;
  return view;
}

/** What waits for a party, and how many runs that may wait for it cannot be shown. */
interface Inbox {
  entries: InboxEntry[];
  /** Runs of this party for which no worker answers now. */
  silent: number;
}

/** Everything that waits for the session's party, in runs that it may answer, most urgent first. Throws PageError as `readRun` does. */
export async function readInbox(desk: Desk, { link }: Session): Promise<Inbox> {
  if (link.aud === 'status') throw ONLY_SHOWS;
  await refuseEnded(desk, link);
  const runs = await desk.runs.list({ waitingFor: link.party });
  const entries: InboxEntry[] = [];
  let silent = 0;
  for (let first = 0; first < runs.length; first += AT_ONCE) {
    const seen = await Promise.all(runs.slice(first, first + AT_ONCE).map(({ id }) => seenOrGone(desk, id)));
    for (const { view, note } of seen.flatMap((one) => one ?? [])) {
      if (note !== undefined) {
        silent++;
        continue;
      }
      const answerable = view.waitingFor.filter((asked) => mayAnswer(link, view, asked, desk.config.local));
      entries.push(...answerable.map((asked) => ({ view, asked })));
    }
  }
  entries.sort((a, b) => (a.asked.until ?? a.asked.since).localeCompare(b.asked.until ?? b.asked.since));
  return { entries, silent };
}

/** Runs that are asked at the same time. */
const AT_ONCE = 20;

/** A list is a moment behind: what it names may be gone. */
async function seenOrGone({ runs }: Desk, id: string): Promise<Seen | undefined> {
  try {
    return await runs.progress(id);
  } catch (error) {
    if (error instanceof HandoverError && error.kind === 'notFound') return undefined;
    throw error;
  }
}

/** What a page is for: bound to the link's text on the link's own question, to what is asked now on any other. */
export function soughtBy(link: Link, id: string, step: string): Sought {
  if (!isOwnQuestion(link, id, step)) return { party: link.party, step };
  return { party: link.party, step, digest: link.digest };
}

async function progress({ runs }: Desk, id: string): Promise<ProgressView> {
  const { view, note } = await runs.progress(id);
  if (note !== undefined) {
    throw new PageError(
      503,
      'This cannot be shown at the moment',
      'The part that knows it does not answer. Nothing is lost: try again in some minutes.',
    );
  }
  return view;
}

/**
 * Whether a link was ended only its own run knows: other pages open while that run says that it was not. Once it is over nobody can end the
 * link any more, and it opens that run only.
 */
async function refuseEnded(desk: Desk, link: Link): Promise<void> {
  if (link.workflowId === undefined) return;
  const own = await progress(desk, link.workflowId);
  if (!isOwnRun(link, own)) throw EARLIER_RUN;
  refuseRevoked(link, own);
  if (hasEnded(own.status)) throw ONE_RUN_ONLY;
}

function refuseRevoked(link: Link, view: ProgressView): void {
  if (!isEnded(view, link)) return;
  throw new PageError(
    410,
    'This link was ended',
    'Somebody of your organisation ended all links sent so far. The address on file has a new one.',
  );
}
