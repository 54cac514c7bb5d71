import { readFileSync } from 'node:fs';
import type { Logger } from '@temporalio/worker';
import { createArm } from '../activities/azure/arm/arm';
import { createBillingAccess } from '../activities/azure/billing/billing-access';
import { createDirectory } from '../activities/azure/directory/directory';
import { createDirectoryBound } from '../activities/azure/directory/directory-bound';
import { createEaPortal } from '../activities/azure/ea-portal/portal';
import { type AzureEndpoints, connect, type Connection } from '../activities/azure/http/connection';
import { keyVault } from '../activities/azure/key-vault/key-vault';
import { createClassic } from '../activities/azure/classic';
import { createPartnership } from '../activities/azure/partner-center/partnership';
import type { Dependencies } from '../activities/ports/dependencies';
import { artifactFolder } from '../activities/stores/artifact-folder';
import { failure } from '../activities/failures/failure';
import { secretFolder } from '../activities/stores/secret-folder';
import { createVault } from '../activities/stores/encryption';
import { createNotifier } from '../activities/notify';
import type { Arm, Secrets } from '../activities/ports/arm';
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
    billing: createBillingAccess(connection),
    directory: createDirectory(connection, endpoints.graph.replace(/\/+$/, ''), tenantId ?? ''),
    directoryBound: (boundTo) => createDirectoryBound(connection, boundTo),
    ...(config.azure.eaPortal === undefined
      ? {}
      : { eaPortal: createEaPortal(connection, config.azure.eaPortal.replace(/\/+$/, '')) }),
    artifacts: artifactFolder(config.artifacts),
    secrets: secretsOf(config, connection, tenantId),
    classic: (customerTenantId) => createClassic(connection, connection.credential(customerTenantId)),
    vault: () => createVault(config.artifactKey),
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

/** Each organisation's passwords go into its own vault, by its own sign-in. */
function secretsOf({ secrets, artifacts }: WorkerConfig, connection: Connection, tenantId?: string): Secrets {
  if (!secrets || 'folder' in secrets) return secretFolder(secrets?.folder ?? `${artifacts}-secrets`);
  return keyVault(secrets.keyVault, {
    getToken(...asked) {
      if (tenantId !== undefined) return connection.credential(tenantId).getToken(...asked);
      throw failure('SignInFailed', 'a key vault belongs to one organisation: that organisation’s queue has to take this');
    },
  });
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
