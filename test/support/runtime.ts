import { inspect } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';

const shown = new DefaultLogger('ERROR');
let kept: string[] | undefined;

/**
 * Errors of the SDK itself are shown. What workflows and activities log is the product's, and a test that expects it looks at it, or at what came
 * of it.
 */
export const logger = new DefaultLogger('DEBUG', ({ level, message, meta }) => {
  kept?.push(inspect({ level, message, meta }, { depth: 10 }));
  if (meta?.['sdkComponent'] !== 'workflow' && meta?.['sdkComponent'] !== 'activity') shown.log(level, message, meta);
});

/** Everything that workers, workflows and activities log from now on, errors with what caused them. */
export function keepLogs(): string[] {
  kept = [];
  return kept;
}

let isInstalled = false;

/** Temporal's runtime takes a logger once a process, which is once a suite. */
export function installRuntime(): void {
  if (isInstalled) return;
  isInstalled = true;
  // The native side writes to the console by itself; it warns of each feature that the time-skipping server lacks.
  Runtime.install({ logger, telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } } });
}
