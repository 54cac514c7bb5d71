const { join } = require('node:path');

/** What kind of effect each activity of a folder has: constants. */
const KINDS = '^activities/[^/]+/kinds\\.ts$';

const OURS = '^(contracts|planning|workflows|activities|worker|client|simulator|test|bench|tools)/';

/**
 * One folder may import itself and the named others.
 *
 * @param {string} folder
 * @param {string[]} others
 * @param {string} comment why; shown with each violation
 */
function mayImportOnly(folder, others, comment) {
  const allowed = [folder, ...others].map((name) => `^${name}/`);
  return {
    name: `${folder}-imports`,
    severity: 'error',
    comment,
    from: { path: `^${folder}/` },
    to: { path: OURS, pathNot: allowed },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    mayImportOnly('contracts', [], 'contracts is what everybody agrees on: nothing in it may depend on how somebody works.'),
    mayImportOnly('planning', ['contracts'], 'planning is pure: plans must not depend on Temporal or on I/O.'),
    mayImportOnly('activities', ['contracts', 'planning'], 'activities do not know who calls them.'),
    mayImportOnly('simulator', [], 'the simulator stays an Azure: it must not share our assumptions.'),
    mayImportOnly('simulator/kernel', [], 'the kernel is what every service uses: it knows none of them.'),
    mayImportOnly(
      'simulator/services',
      ['simulator/kernel'],
      'a service knows the kernel and services below it, not what is composed of them.',
    ),
    mayImportOnly(
      'simulator/world',
      ['simulator/services', 'simulator/kernel'],
      'a world is read by asking each service for its part.',
    ),
    mayImportOnly(
      'simulator/control',
      ['simulator/world', 'simulator/services', 'simulator/kernel'],
      'the controls work on any Azure: they do not know how it is composed.',
    ),
    {
      name: 'simulator-services-by-what-they-export',
      severity: 'error',
      comment: 'A service uses the functions of another one, not its entry in the list: that is for the composition.',
      from: { path: '^simulator/services/[^/]+/' },
      to: { path: ['^simulator/services/index\\.ts$', '^simulator/services/[^/]+/index\\.ts$'] },
    },
    {
      name: 'simulator-composition',
      severity: 'error',
      comment: 'azure.ts is served by server.ts, and index.ts starts both.',
      from: { path: '^simulator/azure\\.ts$' },
      to: { path: '^simulator/(server|index)\\.ts$' },
    },
    mayImportOnly(
      'workflows',
      ['contracts', 'activities'],
      'workflows run in a sandbox that replays them: contracts, and activities as types.',
    ),
    {
      name: 'workflows-see-activities-as-types',
      severity: 'error',
      comment:
        'An activity in the workflow bundle would do I/O at every replay: import type and proxyActivities. Only the kinds of activities, which are constants, are values.',
      from: { path: '^workflows/' },
      to: { path: '^activities/', pathNot: KINDS, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kinds-import-types',
      severity: 'error',
      comment: 'The kinds of activities are in the workflow bundle: with a value they would bring an activity along.',
      from: { path: KINDS },
      to: { dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'client-imports',
      severity: 'error',
      comment: 'The client talks to Temporal; only what starts a local stack knows the worker and the simulator.',
      from: { path: '^client/', pathNot: '^client/local-stack/' },
      to: { path: OURS, pathNot: ['^client/', '^contracts/', '^planning/'] },
    },
    mayImportOnly(
      'client/local-stack',
      ['client', 'contracts', 'planning', 'worker', 'simulator', 'tools/lib'],
      'starting a local stack takes its parts and the tools that find Temporal, not their inside.',
    ),
    mayImportOnly(
      'worker',
      ['contracts', 'planning', 'workflows', 'activities'],
      'the worker serves whoever starts a workflow: it knows no client and no simulator.',
    ),
    {
      name: 'azure-sdk-in-one-place',
      severity: 'error',
      comment: 'Azure is reached through activities/azure only: one place sets endpoints, trust and retries.',
      from: { path: OURS, pathNot: ['^activities/azure/', '^test/'] },
      to: { path: '(^|/)node_modules/@azure/' },
    },
    {
      name: 'planning-is-pure',
      severity: 'error',
      comment: 'No Temporal, no clock, no files: the same inventory gives the same plan.',
      from: { path: '^planning/' },
      to: { path: '(^|/)node_modules/@temporalio/' },
    },
    {
      name: 'planning-does-no-io',
      severity: 'error',
      comment: 'Hashing is a pure function; every other Node built-in is I/O.',
      from: { path: '^planning/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      comment: 'What ships must work without the tests and their dependencies.',
      from: { path: OURS, pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'product-without-dev-dependencies',
      severity: 'error',
      comment: 'npm ci --omit=dev must leave a product that runs.',
      from: { path: OURS, pathNot: '^(test|bench|tools)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Files of a cycle cannot be understood one at a time.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', comment: 'An import that leads nowhere.', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'types', 'default'] },
  },
};
