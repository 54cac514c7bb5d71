import type { TokenCredential } from '@azure/core-auth';
import { isRestError } from '@azure/core-rest-pipeline';
import { SecretClient, type SecretClientOptions } from '@azure/keyvault-secrets';
import type { SecretRef } from '../../../contracts/run/secret';
import { secretKey } from '../../common/secret-names';
import type { Secrets } from '../../ports/arm';
import { translated } from '../http/request';

/**
 * Secrets in an Azure Key Vault. Wants the rights to set, list, delete and recover secrets, and not the one to get them: the worker writes
 * passwords and never reads one. A deleted one stays recoverable as long as the vault keeps it.
 * Source: learn.microsoft.com/rest/api/keyvault/secrets.
 * @param url `https://name.vault.azure.net`
 * @param credential asked at the first call, and not before
 */
export function keyVault(url: string, credential: TokenCredential, options: SecretClientOptions = {}): Secrets {
  const vault = new SecretClient(url, credential, options);
  const refOf = (name: string): SecretRef => ({ uri: `${url.replace(/\/+$/, '')}/secrets/${secretKey(name)}`, name });
  const set = async (name: string, value: string): Promise<void> => {
    await vault.setSecret(secretKey(name), value, { tags: { name: name.slice(0, 256), by: 'handover' } });
  };

  return {
    put: (name, value) =>
      translated(`put ${name} into the key vault`, async () => {
        try {
          await set(name, value);
        } catch (error) {
          if (!isRestError(error) || error.statusCode !== 409) throw error;
          // An earlier one of this name was deleted, and keeps the name until it is recovered or purged.
          await (await vault.beginRecoverDeletedSecret(secretKey(name))).pollUntilDone();
          await set(name, value);
        }
        return refOf(name);
      }),

    exists: (name) =>
      translated(`look for ${name} in the key vault`, async () => {
        const versions = vault.listPropertiesOfSecretVersions(secretKey(name));
        const first = await versions.next().catch(unlessMissing);
        return first?.value === undefined ? undefined : refOf(name);
      }),

    remove: (name) =>
      translated(`delete ${name} from the key vault`, async () => {
        const deleting = await vault.beginDeleteSecret(secretKey(name)).catch(unlessMissing);
        await deleting?.pollUntilDone();
        return deleting !== undefined;
      }),
  };
}

function unlessMissing(error: unknown): undefined {
  if (isRestError(error) && error.statusCode === 404) return undefined;
  throw error;
}
