import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A page that says why there is no other: what happened, and what the reader can do. */
export class PageError extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    readonly title: string,
    message: string,
  ) {
    super(message);
  }
}
