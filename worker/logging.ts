import { DefaultLogger, type LogLevel, type Logger, Runtime } from '@temporalio/worker';
import pino from 'pino';

const LEVEL: Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
};

let installed: Logger | undefined;

/** One line of JSON an entry, on stderr. Temporal's runtime takes a logger once a process: later calls answer the first one. */
export function installLogger(level: LogLevel = 'INFO'): Logger {
  if (installed) return installed;
  const out = pino({ level: LEVEL[level] }, pino.destination(2));
  installed = new DefaultLogger(level, ({ level: at, message, meta }) => {
    const { error, ...fields } = meta ?? {};
    out[LEVEL[at]]({ ...fields, ...(error === undefined ? {} : { error: String(error) }) }, message);
  });
  // Without `forward` the native side of the SDK writes lines of its own form to the console.
  const logging = { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } as const;
  Runtime.install({ logger: installed, telemetryOptions: { logging } });
  return installed;
}
