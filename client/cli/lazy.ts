/* eslint-disable @typescript-eslint/no-require-imports -- import() of a TypeScript file would bypass the CommonJS loader */
import type * as Assessment from '../assess/assess';
import type * as Connection from '../api/connection';
import type * as Desk from '../desk';
import type * as HandoverModule from '../api/handover';
import type * as Presentations from '../processes';
import type * as FetchReport from '../processes/fetch-report';
import type * as Reports from '../processes/reports';
import type * as PlanReport from '../processes/resource-move/plan-report';
import type * as Write from '../reports/write';
import type * as MigrationSample from '../sample/migration';
import type * as Sample from '../sample/sample';
import type * as SimulatorProcess from '../local-stack/simulator-process';
import type * as Stack from '../local-stack/stack';
import type * as Follow from './follow';
import type * as Start from './start';
import type * as WorkerProcess from '../local-stack/worker-process';

/** Modules that take long to load, loaded when a command needs them: `handover --help` and a bad option answer at once. */
export const lazy = {
  assessment: () => require('../assess/assess') as typeof Assessment,
  connection: () => require('../api/connection') as typeof Connection,
  desk: () => require('../desk') as typeof Desk,
  handover: () => require('../api/handover') as typeof HandoverModule,
  follow: () => require('./follow') as typeof Follow,
  fetchReport: () => require('../processes/fetch-report') as typeof FetchReport,
  presentations: () => require('../processes') as typeof Presentations,
  reports: () => require('../processes/reports') as typeof Reports,
  planReport: () => require('../processes/resource-move/plan-report') as typeof PlanReport,
  write: () => require('../reports/write') as typeof Write,
  sample: () => require('../sample/sample') as typeof Sample,
  migrationSample: () => require('../sample/migration') as typeof MigrationSample,
  simulatorProcess: () => require('../local-stack/simulator-process') as typeof SimulatorProcess,
  start: () => require('./start') as typeof Start,
  stack: () => require('../local-stack/stack') as typeof Stack,
  workerProcess: () => require('../local-stack/worker-process') as typeof WorkerProcess,
};
