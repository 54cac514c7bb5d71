import type { ProgressView } from '../../../contracts/progress';
import { HandoverError } from '../../errors';
import { isOwnQuestion, isOwnRun, mayAnswer, maySee } from '../access';
import type { Desk } from '../desk';
import type { Link } from '../links';
import type { InboxEntry } from '../pages/inbox';
import { PageError } from '../pageError';
import type { Session } from '../session';
import { isEnded, type Sought } from '../standing';

const NOT_YOURS = new PageError(404, 'There is no such page', 'It is not there, or it is not for the holder of this link.');

/** For a link of an organisation that is asked, when its holder is not. */
export const NOT_ASKED = new PageError(
  403,
  'This is not asked of you',
  'Another person of your organisation is asked. Ask them to send you a link.',
);

/**
 * What the run says of itself, when this session may see it. Throws PageError: 404 for what is not there and for what is not theirs alike,
 * 503 while no worker answers, 410 once the session's own link was ended.
 */
export async function readRun(desk: Desk, { link }: Session, id: string): Promise<ProgressView> {
  const view = await progress(desk, id);
  const isOwn = isOwnRun(link, view);
  if (isOwn) refuseRevoked(link, view);
  if (!maySee(link, view, desk.config.local)) throw isOwn ? NOT_ASKED : NOT_YOURS;
  return view;
}

/** Everything that waits for the session's party, in runs that it may answer, most urgent first. */
export async function readInbox(desk: Desk, { link }: Session): Promise<InboxEntry[]> {
  await refuseEnded(desk, link);
  const runs = await desk.runs.list({ waitingFor: link.party });
  const entries: InboxEntry[] = [];
  for (let first = 0; first < runs.length; first += AT_ONCE) {
    const views = await Promise.all(runs.slice(first, first + AT_ONCE).map(({ id }) => viewOrNothing(desk, id)));
    for (const view of views) {
      if (view === undefined) continue;
      const answerable = view.waitingFor.filter((asked) => mayAnswer(link, view, asked, desk.config.local));
      entries.push(...answerable.map((asked) => ({ view, asked })));
    }
  }
  return entries.sort((a, b) => (a.asked.until ?? a.asked.since).localeCompare(b.asked.until ?? b.asked.since));
}

/** Runs that are asked at the same time. */
const AT_ONCE = 20;

/** A list is a moment behind: what it names may be gone, or have nobody who answers for it. */
async function viewOrNothing({ runs }: Desk, id: string): Promise<ProgressView | undefined> {
  try {
    const { view, note } = await runs.progress(id);
    return note === undefined ? view : undefined;
  } catch (error) {
    if (error instanceof HandoverError && error.kind === 'notFound') return undefined;
    throw error;
  }
}

/** What a page is for: bound to the link's text on the link's own question, to what is asked now on any other. */
export function soughtBy(link: Link, id: string, step: string): Sought {
  if (!isOwnQuestion(link, id, step)) return { party: link.party, step };
  return { party: link.party, step, digest: link.digest, links: link.links, runId: link.runId };
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

/** A link that was ended opens nothing else either. */
async function refuseEnded(desk: Desk, link: Link): Promise<void> {
  if (link.workflowId === undefined || link.links === undefined) return;
  const view = await viewOrNothing(desk, link.workflowId);
  if (view && isOwnRun(link, view)) refuseRevoked(link, view);
}

function refuseRevoked(link: Link, view: ProgressView): void {
  if (!isEnded(view, link)) return;
  throw new PageError(
    410,
    'This link was ended',
    'Somebody of your organisation ended all links sent so far. The address on file has a new one.',
  );
}
