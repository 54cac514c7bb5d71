import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ArtifactRef } from '../../contracts/run/artifact';
import type { MovePlan } from '../../contracts/azure/plan';
import type { ResourceMoveReport } from '../../contracts/processes/resource-move';
import type { RunReport } from '../../contracts/run/report';
import { planDigest } from '../../planning/plan/digest';
import { HandoverError } from '../api/errors';
import type { Handover } from '../api/handover';
import { reportOf } from './reports';

/** The report of a resource move. Throws HandoverError as `fetchRunReport` does, and `badInput` for a run of another process. */
export async function fetchReport(handover: Handover, id: string): Promise<ResourceMoveReport> {
  const report = await fetchRunReport(handover, id);
  if (report.process === 'resource-move') return report as ResourceMoveReport;
  throw new HandoverError('badInput', `${id} is a ${report.process}, not a resource move.`);
}

/**
 * The report of a run of any process, read from the artifact store and proven to be the one that was stored.
 * Throws HandoverError: `notFound` when there is none (yet), `failed` when the file is gone or was changed, `notYet` for a process that this
 * version does not know.
 */
export async function fetchRunReport(handover: Handover, id: string): Promise<RunReport> {
  const { view, note } = await handover.progress(id);
  const report = view.artifacts['report'];
  if (report === undefined) {
    throw new HandoverError('notFound', `${id} has no report${note === undefined ? ' yet' : ''}: it is ${view.status}.`, {
      wayOut: note ?? `Wait for its end with \`handover wait ${id}\`.`,
    });
  }
  return readReport(ArtifactRef.parse(report));
}

/** A report that a run names, proven to be the one that was stored. Throws HandoverError: `failed` and `notYet` as `fetchRunReport` does. */
export async function readReport(ref: ArtifactRef): Promise<RunReport> {
  return reportOf(JSON.parse(await readArtifact(ref)));
}

/** The plan of a run as it was approved, or is to be, with its digest. Throws HandoverError as `fetchReport` does. */
export async function fetchPlan(handover: Handover, id: string): Promise<{ digest: string; plan: MovePlan }> {
  const { view, note } = await handover.progress(id);
  const ref = view.artifacts['plan'];
  if (ref === undefined) {
    throw new HandoverError('notFound', `${id} has no plan${note === undefined ? ' yet' : ''}: it is ${view.status}.`, {
      wayOut: note ?? `See what it does with \`handover show ${id}\`.`,
    });
  }
  const plan = JSON.parse(await readArtifact(ArtifactRef.parse(ref))) as MovePlan;
  return { digest: planDigest(plan), plan };
}

async function readArtifact({ uri, sha256 }: ArtifactRef): Promise<string> {
  let content: Buffer;
  try {
    content = await readFile(fileURLToPath(uri));
  } catch (cause) {
    throw new HandoverError('failed', `The stored file cannot be read: ${uri}`, {
      wayOut: 'Run this where the worker’s artifact folder is. A local stack takes its files along when it stops.',
      cause,
    });
  }
  if (createHash('sha256').update(content).digest('hex') !== sha256) {
    throw new HandoverError('failed', `ArtifactChanged: ${uri} is not the file that the run stored.`, {
      wayOut: 'Put the original back; the run knows its SHA-256.',
    });
  }
  return content.toString('utf8');
}
