import type { KeyObject } from 'node:crypto';
import type { ArtifactRef } from '../../contracts/run/artifact';
import type { MovePlan } from '../../contracts/azure/plan';
import type { Handover } from '../api/handover';
import type { RunReport } from '../../contracts/run/report';
import type { DeskConfig } from './config';

/** What the desk needs of the typed client. */
export type DeskRuns = Pick<Handover, 'progress' | 'list' | 'decide' | 'contact' | 'wake'>;

/** One line about one request or event. Never holds a query, a token or a form. */
type DeskLog = (entry: Record<string, string | number>) => void;

/** Everything the pages work with. */
export interface Desk {
  config: DeskConfig;
  signingKey: KeyObject;
  runs: DeskRuns;
  /** The plan of a resource move, where the artifact store can be read from here. Throws HandoverError where not. */
  plan: (id: string) => Promise<{ digest: string; plan: MovePlan }>;
  /** A report that a run names, on the same terms. */
  report: (ref: ArtifactRef) => Promise<RunReport>;
  now: () => Date;
  log: DeskLog;
}
