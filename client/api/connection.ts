import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { HandoverError, messageOf } from './errors';
import { runningStack, type StackState } from './local-stack-state';

export interface ConnectionChoice {
  profile?: string;
  address?: string;
  namespace?: string;
}

interface Connected {
  client: Client;
  address: string;
  namespace: string;
  /** Base URL of the Web UI, when it is known (local stacks). */
  ui: string | undefined;
  close: () => Promise<void>;
}

interface Target {
  options: ConnectionOptions & { address: string };
  namespace: string;
  ui: string | undefined;
}

const CONNECT_TIMEOUT = '5 seconds';

/**
 * Connects to Temporal: `--address`, else TEMPORAL_* or a profile that was named, else the local stack that is up,
 * else the default profile of temporal.toml, else localhost:7233. `--namespace` beats all of them.
 * Throws HandoverError `badInput` for a profile that cannot be read, `unavailable` when nobody answers.
 */
export async function connect(choice: ConnectionChoice, env: NodeJS.ProcessEnv = process.env): Promise<Connected> {
  const stack = namesTemporal(choice, env) ? undefined : runningStack(env);
  const target = stack ? ofStack(stack) : ofProfile(choice);
  const { address } = target.options;
  const namespace = choice.namespace ?? target.namespace;
  try {
    const connection = await Connection.connect({ ...target.options, connectTimeout: CONNECT_TIMEOUT });
    const client = new Client({ connection, namespace });
    return { client, address, namespace, ui: target.ui, close: () => connection.close() };
  } catch (cause) {
    throw new HandoverError('unavailable', `Temporal does not answer at ${address}.`, {
      wayOut: 'Start a local stack with `handover up`, or name the server with --address or TEMPORAL_ADDRESS.',
      cause,
    });
  }
}

function namesTemporal(choice: ConnectionChoice, env: NodeJS.ProcessEnv): boolean {
  const named = [choice.address, choice.profile, env['TEMPORAL_ADDRESS'], env['TEMPORAL_PROFILE']];
  return named.some((name) => name !== undefined && name !== '');
}

function ofStack(stack: StackState): Target {
  const { address, namespace } = stack.ports.temporal;
  return { options: { address }, namespace, ui: stack.ports.ui };
}

function ofProfile(choice: ConnectionChoice): Target {
  try {
    const { connectionOptions, namespace } = loadClientConnectConfig(
      choice.profile === undefined ? {} : { profile: choice.profile },
    );
    const { tls, apiKey, metadata } = connectionOptions;
    return {
      options: {
        address: choice.address ?? connectionOptions.address ?? 'localhost:7233',
        ...(tls === undefined || tls === null ? {} : { tls }),
        ...(apiKey === undefined ? {} : { apiKey }),
        ...(metadata === undefined ? {} : { metadata }),
      },
      namespace: namespace ?? 'default',
      ui: undefined,
    };
  } catch (cause) {
    const path = choice.profile === undefined ? 'TEMPORAL_PROFILE' : '--profile';
    throw new HandoverError('badInput', 'The Temporal profile cannot be used.', {
      problems: [{ path, message: messageOf(cause) }],
      wayOut: 'See the profiles with `temporal config list`.',
      cause,
    });
  }
}
