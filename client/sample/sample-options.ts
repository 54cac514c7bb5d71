import type { Output } from '../cli/output';
import type { ConnectionChoice } from '../api/connection';

export interface SampleOptions {
  /** Where the report files go. */
  folder: string;
  /** Leave the stack up until a signal comes. */
  stay: boolean;
  stopped: { given: Promise<void>; signal: AbortSignal };
  output: Output;
  temporal: ConnectionChoice;
}
