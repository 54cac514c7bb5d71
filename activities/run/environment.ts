import type { Dependencies } from '../ports/dependencies';

export interface Environment {
  local: boolean;
  /** How many times faster than real time the local Azure's clock runs; 1 against real Azure. Absent in runs of the first release. */
  timeScale?: number;
  /** Ed25519 public key of the desk, base64url: pinned by the run that asks first thing. */
  deskKey?: string;
  /** Whom the operator's notices go to. */
  operator?: { name: string; email: string };
  /** The EA portal can be used by Handover itself; absent: people click there. */
  eaPortal?: boolean;
  /** Pause between two tries while a provider is upgraded, ms. Half an hour: the one that is documented took about six hours. */
  fabricUpgradeMs: number;
  /** Pause between two tries while another operation holds the group, or after throttling without a Retry-After, ms. */
  busyMs: number;
}

export function createEnvironmentActivities({ settings, eaPortal }: Dependencies) {
  const scaled = (ms: number) => Math.max(1_000, Math.round(ms / settings.timeScale));
  return {
    /** What this worker runs against, and how long its workflows wait for Azure between two tries. */
    async environment(): Promise<Environment> {
      return {
        local: settings.local,
        timeScale: settings.timeScale,
        ...(settings.deskKey === undefined ? {} : { deskKey: settings.deskKey }),
        ...(settings.operator === undefined ? {} : { operator: settings.operator }),
        ...(eaPortal === undefined ? {} : { eaPortal: true }),
        fabricUpgradeMs: scaled(30 * 60_000),
        busyMs: scaled(60_000),
      };
    },
  };
}
