import { add, closingLine, countJest } from '../../tools/lib/summary.mjs';

const REPORT = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numRuntimeErrorTestSuites: 0 };

test("jest's tests and the checks are added up", () => {
  const total = add([
    { passed: 3, failed: 1, skipped: 0 },
    { passed: 7, failed: 2, skipped: 5 },
  ]);
  expect(closingLine(total)).toBe('10 passed, 3 failed, 5 skipped');
});

test('nothing skipped is not mentioned', () => {
  expect(closingLine(countJest(REPORT))).toBe('7 passed, 0 failed');
});

test.each([
  ['failed tests', { ...REPORT, numFailedTests: 2 }, { passed: 7, failed: 2, skipped: 0 }],
  [
    'a suite that cannot be loaded is a failure',
    { ...REPORT, numRuntimeErrorTestSuites: 1 },
    { passed: 7, failed: 1, skipped: 0 },
  ],
  ['skipped and todo', { ...REPORT, numPendingTests: 2, numTodoTests: 1 }, { passed: 7, failed: 0, skipped: 3 }],
  ['a run of zero tests is a failure', { ...REPORT, numPassedTests: 0 }, { passed: 0, failed: 1, skipped: 0 }],
  ['so is one that only skipped', { ...REPORT, numPassedTests: 0, numPendingTests: 4 }, { passed: 0, failed: 1, skipped: 4 }],
  ['and one that left no report', undefined, { passed: 0, failed: 1, skipped: 0 }],
])('%s', (_, report, expected) => {
  expect(countJest(report)).toEqual(expected);
});
