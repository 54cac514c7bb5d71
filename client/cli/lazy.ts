/* eslint-disable @typescript-eslint/no-require-imports -- import() of a TypeScript file would bypass the CommonJS loader */
import type * as Assessment from '../assessment';
import type * as Connection from '../connection';
import type * as Desk from '../desk';
import type * as HandoverModule from '../handover';
import type * as Reports from '../report';
import type * as MigrationSample from '../sample/migration';
import type * as Sample from '../sample/sample';
import type * as SimulatorProcess from '../stack/simulatorProcess';
import type * as Stack from '../stack/stack';
import type * as Follow from './follow';
import type * as WorkerProcess from '../stack/workerProcess';

/** Modules that take long to load, loaded when a command needs them: `handover --help` and a bad option answer at once. */
export const lazy = {
  assessment: () => require('../assessment') as typeof Assessment,
  connection: () => require('../connection') as typeof Connection,
  desk: () => require('../desk') as typeof Desk,
  handover: () => require('../handover') as typeof HandoverModule,
  follow: () => require('./follow') as typeof Follow,
  reports: () => require('../report') as typeof Reports,
  sample: () => require('../sample/sample') as typeof Sample,
  migrationSample: () => require('../sample/migration') as typeof MigrationSample,
  simulatorProcess: () => require('../stack/simulatorProcess') as typeof SimulatorProcess,
  stack: () => require('../stack/stack') as typeof Stack,
  workerProcess: () => require('../stack/workerProcess') as typeof WorkerProcess,
};
