/** A thing wrong with what was given: where it stands, and what is wrong with it. */
export interface Problem {
  /** Dotted path in the file or name of the option, e.g. `source.subscriptionId` or `--as`. Empty: the whole. */
  path: string;
  message: string;
}

/**
 * badInput: what was given is wrong · refused: it is well formed, but does not count now · notFound: no such run, file or report ·
 * unavailable: Temporal does not answer · notYet: not built · failed: everything else.
 */
export type ErrorKind = 'badInput' | 'refused' | 'notFound' | 'unavailable' | 'notYet' | 'failed';

interface Details {
  /** What the reader can do about it, a sentence or a command. */
  wayOut?: string;
  problems?: Problem[];
  cause?: unknown;
}

/** Every failure the client tells a person about: what happened, where, and the way out. */
export class HandoverError extends Error {
  readonly wayOut: string | undefined;
  readonly problems: Problem[];

  constructor(
    readonly kind: ErrorKind,
    message: string,
    details: Details = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'HandoverError';
    this.wayOut = details.wayOut;
    this.problems = details.problems ?? [];
  }
}

/** What a thrown thing says; it need not be an Error of ours. */
export function messageOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : String(thrown);
}
