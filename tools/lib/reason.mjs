/**
 * Why something failed, in one phrase: of fetch's "fetch failed" the cause is what says it.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
