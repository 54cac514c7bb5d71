const swc = ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }];

/** Planning and simulator tests need nothing but Node; the rest finds its servers through tools/up.mjs. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  transform: { '^.+\\.(ts|mjs)$': swc, '/node_modules/(jose|@noble)/.+\\.js$': swc },
  // These ship as ES modules alone, which jest cannot require on Node 20.
  transformIgnorePatterns: ['/node_modules/(?!(jose|@noble|hucre)/)'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  setupFiles: ['<rootDir>/test/support/plain-text.ts'],
  testTimeout: 240_000,
  // Suites wait more than they work.
  maxWorkers: 3,
  // A suite's modules stay in the memory of the process that ran it, and collecting garbage takes ever longer.
  workerIdleMemoryLimit: '800MB',
};
