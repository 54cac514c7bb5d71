import type { ArtifactStore, Azure, Notifier } from './ports';

export interface Settings {
  /** A stack of one machine against the simulator: any user may answer for any party, and the result says so. */
  local: boolean;
  /** How many times faster than real time the local Azure's clock runs; waits for Azure's own slowness are divided by it. 1 against real Azure. */
  timeScale: number;
}

export interface Dependencies {
  azure: Azure;
  artifacts: ArtifactStore;
  notifier: Notifier;
  settings: Settings;
}
