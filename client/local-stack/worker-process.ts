import { ConfigError, readWorkerConfig, runWorker, type WorkerConfig } from '../../worker';
import { HandoverError } from '../api/errors';
import type { ConnectionChoice } from '../api/connection';

/**
 * Runs the worker in this process until the signal is given; `ready` is called when it takes work.
 * Throws HandoverError `badInput` with every problem of its configuration at once.
 * What is named on the command line beats the environment, which is where the worker looks.
 */
export async function workUntil(
  signal: AbortSignal,
  configFile: string,
  choice: ConnectionChoice,
  ready: () => void,
  party?: string,
): Promise<void> {
  const config = read(configFile);
  const named = { TEMPORAL_ADDRESS: choice.address, TEMPORAL_NAMESPACE: choice.namespace, TEMPORAL_PROFILE: choice.profile };
  for (const [variable, value] of Object.entries(named)) {
    if (value !== undefined) process.env[variable] = value;
  }
  try {
    await runWorker(config, signal, ready, party);
  } catch (error) {
    throw error instanceof ConfigError ? misconfigured(error) : error;
  }
}

function read(file: string): WorkerConfig {
  try {
    return readWorkerConfig(file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw misconfigured(error);
  }
}

function misconfigured(error: ConfigError): HandoverError {
  return new HandoverError('badInput', 'The worker cannot be configured:', {
    problems: error.problems.map((message) => ({ path: '', message })),
    cause: error,
  });
}
