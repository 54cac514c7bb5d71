import { ClientSecretCredential, DefaultAzureCredential, type TokenCredential } from '@azure/identity';
import type { Party } from '../../../contracts/people/parties';
import { failure } from '../../failures/failure';

/** Azure, real or local: the same clients talk to both, only these differ. */
export interface AzureEndpoints {
  /** `https://management.azure.com`, or the simulator's URL. */
  endpoint: string;
  /** `https://login.microsoftonline.com`, or the simulator's URL. */
  authority: string;
  /** `https://api.partnercenter.microsoft.com`, or the simulator's URL. */
  partnerCenter: string;
  /** `https://graph.microsoft.com`, or the simulator's URL. */
  graph: string;
  /** What tokens are asked for, without `/.default`; the endpoint unless given. */
  audience?: string;
  /** PEM of a CA to trust beside the system's. */
  ca?: string;
}

interface PartyCredential {
  party: Party;
  tenantId: string;
  clientId: string;
  clientSecret: string;
}

export interface ClientOptions {
  endpoint: string;
  $host: string;
  credentialScopes: string[];
  tlsOptions?: { ca: string };
  retryOptions: { maxRetries: number; maxRetryDelayInMs: number };
}

/** Requests that may be repeated: throttling and 5xx are waited out by the SDK's own policy, which honours Retry-After. */
const PATIENT = { maxRetries: 6, maxRetryDelayInMs: 60_000 };
/** The SDK's retry policy repeats a POST whose answer was lost; a move must not be sent twice. */
const ONCE = { maxRetries: 0, maxRetryDelayInMs: 0 };

export interface Connection {
  credential(tenantId: string): TokenCredential;
  options: ClientOptions;
  onceOptions: ClientOptions;
}

/**
 * The machine's own identity is used where no credentials are configured (environment, managed identity, `az login`).
 * @param only tenant of the one organisation that may act: its application then signs in wherever a tenant is asked for, as a partner's does
 * in its customers' tenants; left out: each tenant by that tenant's own credentials
 */
export function connect(endpoints: AzureEndpoints, credentials: PartyCredential[], only?: string): Connection {
  const { endpoint, authority, audience = endpoint, ca } = endpoints;
  const tls = ca ? { tlsOptions: { ca } } : {};
  const common = { endpoint, $host: endpoint, credentialScopes: [`${audience.replace(/\/$/, '')}/.default`], ...tls };
  const make = (tenantId: string): TokenCredential => {
    if (credentials.length === 0) return new DefaultAzureCredential({ authorityHost: authority, tenantId });
    const own = credentials.find((c) => c.tenantId.toLowerCase() === (only ?? tenantId).toLowerCase());
    if (!own)
      throw failure(
        'SignInFailed',
        `this worker holds no credentials for tenant ${tenantId}: add them to its configuration and start it again`,
      );
    return new ClientSecretCredential(tenantId, own.clientId, own.clientSecret, {
      authorityHost: authority,
      // Only the public clouds know the discovery endpoint; a local authority is not among them.
      disableInstanceDiscovery: ca !== undefined,
      ...tls,
    });
  };
  const made = new Map<string, TokenCredential>();
  return {
    credential(tenantId) {
      const credential = made.get(tenantId) ?? make(tenantId);
      made.set(tenantId, credential);
      return credential;
    },
    options: { ...common, retryOptions: PATIENT },
    onceOptions: { ...common, retryOptions: ONCE },
  };
}
