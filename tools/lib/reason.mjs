import { types } from 'node:util';

/**
 * Why something failed, in one phrase: of fetch's "fetch failed" the cause is what says it.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function reasonOf(error) {
  // instanceof would not know an error of another realm, such as fetch's under a test runner.
  if (!types.isNativeError(error)) return String(error);
  return types.isNativeError(error.cause) ? error.cause.message : error.message;
}
