/**
 * @typedef {{passed: number, failed: number, skipped: number}} Count
 * @typedef {{numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, numRuntimeErrorTestSuites: number}} JestReport
 */

/**
 * What jest counted, from the file its `--json` option writes. A suite that could not be loaded ran no test but is a failure,
 * and so is a run that executed no test at all.
 *
 * @param {JestReport | undefined} report
 *   undefined when jest died before it wrote one
 * @returns {Count}
 */
export function countJest(report) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = report;
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { passed, failed: passed + failed === 0 ? 1 : failed, skipped: numPendingTests + numTodoTests };
}

/**
 * @param {Count[]} counts
 * @returns {Count}
 */
export function add(counts) {
  /** @param {keyof Count} key */
  const total = (key) => counts.reduce((sum, count) => sum + count[key], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}

/**
 * The closing line that people and CI read.
 *
 * @param {Count} count
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
