import { readFileSync } from 'node:fs';
import type { Logger } from '@temporalio/worker';
import { createArm } from '../activities/azure/arm';
import { connect } from '../activities/azure/connection';
import type { Dependencies } from '../activities/deps';
import { artifactFolder } from '../activities/lib/artifactFolder';
import type { Arm } from '../activities/ports';
import type { WorkerConfig } from './config';

/** What the activities need from outside, from the configuration. One Arm a tenant, so that clients and tokens are shared. */
export function createDependencies(config: WorkerConfig, logger: Logger): Dependencies {
  const { caFile, endpoint, authority, audience } = config.azure;
  const connection = connect(
    { endpoint, authority, ...(audience ? { audience } : {}), ...(caFile ? { ca: readFileSync(caFile, 'utf8') } : {}) },
    config.credentials,
  );
  const arms = new Map<string, Arm>();
  return {
    azure: {
      arm(tenantId) {
        const arm = arms.get(tenantId) ?? createArm(connection, tenantId);
        arms.set(tenantId, arm);
        return arm;
      },
    },
    artifacts: artifactFolder(config.artifacts),
    // The one who is asked finds it in `handover inbox` and in the Web UI.
    notifier: {
      send: (notice) => {
        logger.info('a party is asked', { ...notice });
        return Promise.resolve();
      },
    },
    settings: { local: config.local, timeScale: config.timeScale },
  };
}
