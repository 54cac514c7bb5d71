import { readFileSync } from 'node:fs';
import type { Logger } from '@temporalio/worker';
import { createArm } from '../activities/azure/arm';
import { createBillingAccess } from '../activities/azure/billingAccess';
import { type AzureEndpoints, connect } from '../activities/azure/connection';
import { createDirectory } from '../activities/azure/directory';
import { createDirectoryBound } from '../activities/azure/enterprise/directoryBound';
import { createEaPortal } from '../activities/azure/enterprise/portal';
import { createPartnership } from '../activities/azure/partnership';
import type { Dependencies } from '../activities/deps';
import { artifactFolder } from '../activities/lib/artifactFolder';
import { failure } from '../activities/lib/failure';
import { createNotifier } from '../activities/notify';
import type { Arm } from '../activities/ports';
import type { WorkerConfig } from './config';

/**
 * What the activities need from outside, from the configuration. One Arm a tenant, so that clients and tokens are shared.
 * @param tenantId of the one organisation these are for; left out: the operator's, who acts in each tenant by that tenant's credentials
 */
export function createDependencies(config: WorkerConfig, logger: Logger, tenantId?: string): Dependencies {
  const endpoints = endpointsOf(config);
  const connection = connect(endpoints, config.credentials, tenantId);
  const arms = new Map<string, Arm>();
  const partnership =
    tenantId === undefined ? undefined : createPartnership(connection, endpoints, tenantId, config.azure.transferType);
  return {
    azure: {
      arm(customerTenantId) {
        const arm = arms.get(customerTenantId) ?? createArm(connection, customerTenantId);
        arms.set(customerTenantId, arm);
        return arm;
      },
    },
    directory: createDirectory(connection, endpoints.graph.replace(/\/+$/, ''), tenantId ?? ''),
    directoryBound: (boundTo) => createDirectoryBound(connection, boundTo),
    ...(config.azure.eaPortal === undefined
      ? {}
      : { eaPortal: createEaPortal(connection, config.azure.eaPortal.replace(/\/+$/, '')) }),
    billing: createBillingAccess(connection),
    artifacts: artifactFolder(config.artifacts),
    notifier: createNotifier(config, (message, facts) => {
      logger.info(message, facts);
    }),
    settings: {
      local: config.local,
      timeScale: config.timeScale,
      ...(config.operator === undefined ? {} : { operator: config.operator }),
      ...(config.desk === undefined ? {} : { deskKey: config.desk.publicKey, deskUrl: config.desk.url }),
    },
    partner() {
      if (partnership) return partnership;
      throw failure('SignInFailed', 'this worker acts for the operator, not for a partner: a partner’s queue has to take this');
    },
  };
}

function endpointsOf({ azure }: WorkerConfig): AzureEndpoints {
  const { caFile, endpoint, authority, audience, partnerCenter, graph } = azure;
  return {
    endpoint,
    authority,
    partnerCenter,
    graph,
    ...(audience ? { audience } : {}),
    ...(caFile ? { ca: readFileSync(caFile, 'utf8') } : {}),
  };
}
