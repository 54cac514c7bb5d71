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

/**
 * Folders of one tree in the order in which they build on each other: each may import itself and those of the levels before it.
 *
 * @param {string} tree
 * @param {string[][]} levels
 * @param {string} comment why; shown with each violation
 */
function inOrder(tree, levels, comment) {
  return levels.flatMap((level, at) =>
    level.map((folder) => ({
      name: `${tree}/${folder}-imports`,
      severity: 'error',
      comment,
      from: { path: within(tree, folder) },
      to: { path: `^${tree}/`, pathNot: [folder, ...levels.slice(0, at).flat()].map((name) => within(tree, name)) },
    })),
  );
}

/** A folder, or a file of that name. */
const within = (tree, name) => `^${tree}/${name}(/|\\.ts$)`;

const BELOW_SUBJECTS = ['ports', 'failures', 'common', 'reading'];
const ADAPTERS = ['azure', 'stores', 'notify'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    mayImportOnly('contracts', [], 'contracts is what everybody agrees on: nothing in it may depend on how somebody works.'),
    mayImportOnly('planning', ['contracts'], 'planning is pure: plans must not depend on Temporal or on I/O.'),
    mayImportOnly('activities', ['contracts', 'planning'], 'activities do not know who calls them.'),
    ...inOrder(
      'contracts',
      [['schema'], ['people'], ['run', 'azure'], ['processes']],
      'What every run understands knows no process, and what is known of people knows no run.',
    ),
    ...inOrder(
      'planning',
      [['inventory'], ['rules'], ['plan', 'costs', 'classic'], ['assessment']],
      'An inventory is read before it is judged, and judged before it is planned; an assessment is made of all of them.',
    ),
    ...inOrder(
      'activities',
      BELOW_SUBJECTS.map((folder) => [folder]),
      'What many activities use knows none of them.',
    ),
    ...ADAPTERS.map((folder) => ({
      name: `activities/${folder}-imports`,
      severity: 'error',
      comment: 'What stands behind a port knows ports and failures, and no activity.',
      from: { path: `^activities/${folder}/` },
      to: { path: '^activities/', pathNot: ['ports', 'failures', 'common', folder].map((name) => within('activities', name)) },
    })),
    {
      name: 'activities/subject-imports',
      severity: 'error',
      comment: 'Activities about one subject know ports and what many use: neither another subject nor how a port is made.',
      from: { path: '^activities/([^/]+)/', pathNot: [...BELOW_SUBJECTS, ...ADAPTERS].map((name) => within('activities', name)) },
      to: { path: '^activities/', pathNot: ['^activities/$1/', ...BELOW_SUBJECTS.map((name) => within('activities', name))] },
    },
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
    ...inOrder(
      'workflows',
      [['base'], ['answers'], ['run'], ['acts'], ['asking'], ['children'], ['processes']],
      'What every workflow says knows no process; a run begins and ends without knowing what is done in it.',
    ),
    {
      name: 'workflows/process-imports',
      severity: 'error',
      comment: 'A process uses another one only by a file that is made for it.',
      from: { path: '^workflows/processes/([^/]+)/' },
      to: {
        path: '^workflows/processes/',
        pathNot: [
          '^workflows/processes/$1/',
          '^workflows/processes/(reseller-relationship/ensure-relationship|tenant-move/way)\\.ts$',
        ],
      },
    },
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
      ['client/api', 'client/words', 'contracts', 'planning', 'worker', 'simulator', 'tools/lib'],
      'starting a local stack takes its parts and the tools that find Temporal, not their inside.',
    ),
    ...inOrder(
      'client',
      [['api'], ['reports', 'words'], ['processes'], ['assess', 'desk']],
      'What every way to use Handover needs knows none of them: neither the command nor the pages.',
    ),
    {
      name: 'client/cli-imports',
      severity: 'error',
      comment: 'The samples stand above the command: it only loads and starts them.',
      from: { path: '^client/cli/', pathNot: '^client/cli/lazy\\.ts$' },
      to: { path: '^client/sample/' },
    },
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
      comment: 'Files of a cycle cannot be understood one at a time, whether they import values or types.',
      from: {},
      to: { circular: true },
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
