import { ArtifactRef } from '../../../contracts/run/artifact';
import type { ProgressView } from '../../../contracts/run/progress';
import { HandoverError } from '../../api/errors';
import type { Desk } from '../desk';
import type { Attached } from '../pages/attached';
import { signPath } from '../pages/layout';
import type { Session } from '../session';

/** Formats that a report is offered in, the one for most readers first. */
export const ATTACHED = [
  { name: 'assessment.html', title: 'as a page', type: 'text/html; charset=utf-8' },
  {
    name: 'assessment.xlsx',
    title: 'as a workbook',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
] as const;

/** What the page of a question says of its report; undefined for one that rests on none. */
export async function attachedReport(
  { report }: Desk,
  session: Session,
  view: ProgressView,
  step: string,
): Promise<Attached | undefined> {
  const ref = attachedTo(view, step);
  if (ref === undefined) return undefined;
  try {
    await report(ref);
  } catch (error) {
    if (!(error instanceof HandoverError)) throw error;
    return { sha256: ref.sha256, files: [] };
  }
  return {
    sha256: ref.sha256,
    files: ATTACHED.map(({ name, title }) => ({ title, path: `${signPath(session, view.id, step)}/${name}` })),
  };
}

/** The very report that the text names: another one would not be what is decided on. */
export function attachedTo({ artifacts, documents }: ProgressView, step: string): ArtifactRef | undefined {
  const ref = ArtifactRef.safeParse(artifacts['assessment']).data;
  return ref && JSON.stringify(documents?.[step] ?? '').includes(ref.sha256) ? ref : undefined;
}
