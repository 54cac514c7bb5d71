/** What the simulator's parts agree on. The simulator imports nothing of the product: it is an Azure, not a mirror of what we expect of one. */

export interface ArmResource {
  id: string;
  name: string;
  type: string;
  location?: string;
  tags?: Record<string, string>;
  kind?: string;
  managedBy?: string;
  sku?: Record<string, unknown>;
  plan?: Record<string, unknown>;
  identity?: Record<string, unknown>;
  etag?: string;
  zones?: string[];
  properties?: Record<string, unknown>;
  [key: string]: unknown;
}

/** An ARM error as it goes over the wire: `{error: {code, message, target?, details?}}`. */
export interface ArmErrorBody {
  code: string;
  message: string;
  target?: string;
  details?: ArmErrorDetail[];
  innererror?: unknown;
  additionalInfo?: unknown[];
}

/** Providers have answered details without a code: a target and, as message, their own error as JSON in a string. */
export type ArmErrorDetail = Omit<ArmErrorBody, 'code'> & { code?: string };

export class ArmError extends Error {
  constructor(
    readonly status: number,
    readonly body: ArmErrorBody,
    readonly headers: Record<string, string> = {},
  ) {
    super(`${body.code}: ${body.message}`);
  }
}

/** Everything a provider may look at while it answers. All lookups are case-insensitive. */
export interface ProviderContext {
  /** Virtual time. */
  now(): Date;
  newGuid(): string;
  apiVersion: string;
  find(id: string): ArmResource | undefined;
  /** Every resource of a subscription (nested ones too). */
  list(subscriptionId: string): ArmResource[];
  /** What may be below `id`, without looking through the whole subscription; a superset is fine. */
  near?(id: string): ArmResource[];
  /** What refers to the top-level resource of `id` or to something below it, by index. */
  referrers?(id: string): ArmResource[];
}

/** How long an accepted request takes and which headers tell of it. */
export interface Settling {
  seconds: number;
  /** provisioningState until then. */
  state: string;
  headers: 'azure-asyncoperation' | 'location' | 'both';
  /** `{status: …}` only (network), or with name, startTime, endTime (compute). */
  body: 'status' | 'full';
  /** Path prefix of the operation URL after `/subscriptions/{s}/providers/{ns}/locations/{l}/`, as recorded: `operations`, `DiskOperations`, … */
  path?: string;
}

export interface PutOutcome {
  status: 200 | 201 | 202;
  /** The resource that a GET answers once it is settled. */
  resource: ArmResource;
  settling?: Settling;
}

/** One resource type's own behaviour. Pure: state changes are made by the caller from what is returned. Errors are thrown as ArmError. */
export interface TypeBehaviour {
  /** e.g. `Microsoft.Network/networkSecurityGroups` */
  type: string;
  put(ctx: ProviderContext, id: string, body: Record<string, unknown>, existing: ArmResource | undefined): PutOutcome;
  /** Body of a GET; `expand` is the raw `$expand`. */
  view?(ctx: ProviderContext, resource: ArmResource, expand?: string): ArmResource;
  /** Throws when something still uses it. Without `settling` the answer is 200; with it 202. */
  remove?(ctx: ProviderContext, resource: ArmResource): { settling?: Settling };
}
