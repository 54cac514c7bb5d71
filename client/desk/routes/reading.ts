import type { ProgressView } from '../../../contracts/progress';
import { isOwnQuestion, isOwnRun, mayAnswer, maySee } from '../access';
import type { Desk } from '../desk';
import type { Link } from '../links';
import { PageError } from '../pageError';
import type { Session } from '../session';
import { type Sought, standingOf } from '../standing';

const NOT_YOURS = new PageError(404, 'There is no such page', 'It is not there, or it is not for the holder of this link.');

/**
 * What the run says of itself, when this session may see it. Throws PageError: 404 for what is not there and for what is not theirs alike,
 * 503 while no worker answers, 410 once the session's own link was ended.
 */
export async function readRun(desk: Desk, { link }: Session, id: string): Promise<ProgressView> {
  const view = await progress(desk, id);
  if (!maySee(link, view, desk.config.local)) throw NOT_YOURS;
  if (isOwnRun(link, view)) refuseRevoked(link, view);
  return view;
}

/** Everything that waits for the session's party, in runs that it may answer, most urgent first. */
export async function readInbox(
  desk: Desk,
  { link }: Session,
): Promise<{ view: ProgressView; asked: ProgressView['waitingFor'][number] }[]> {
  await refuseEnded(desk, link);
  const runs = await desk.runs.list({ waitingFor: link.party });
  const views = await Promise.all(runs.map(({ id }) => desk.runs.progress(id)));
  return views
    .flatMap(({ view, note }) =>
      note === undefined
        ? view.waitingFor.filter((asked) => mayAnswer(link, view, asked, desk.config.local)).map((asked) => ({ view, asked }))
        : [],
    )
    .sort((a, b) => (a.asked.until ?? a.asked.since).localeCompare(b.asked.until ?? b.asked.since));
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
  if (link.aud !== 'sign' || link.workflowId === undefined) return;
  const { view } = await desk.runs.progress(link.workflowId);
  refuseRevoked(link, view);
}

function refuseRevoked(link: Link, view: ProgressView): void {
  if (link.aud !== 'sign' || link.step === undefined) return;
  if (standingOf(view, soughtBy(link, view.id, link.step)).kind === 'revoked') {
    throw new PageError(
      410,
      'This link was ended',
      'Somebody of your organisation ended all links sent so far. The address on file has a new one.',
    );
  }
}
