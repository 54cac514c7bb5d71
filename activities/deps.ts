import type { DirectoryBound, EaPortal } from './enterprisePorts';
import type { BillingAccess } from './billingPorts';
import type { Notifier } from './notices';
import type { Directory, Partnership } from './partnerPorts';
import type { ArtifactStore, Azure } from './ports';

export interface Settings {
  /** A stack of one machine against the simulator: any user may answer for any party, and the result says so. */
  local: boolean;
  /** How many times faster than real time the local Azure's clock runs; waits for Azure's own slowness are divided by it. 1 against real Azure. */
  timeScale: number;
  /** Ed25519 public key of the desk, base64url of its 32 bytes: decisions signed with it count. Absent: there is no desk. */
  deskKey?: string;
  /** Who runs Handover. */
  operator?: { name: string; email: string };
  /** Where the desk is reached from outside. */
  deskUrl?: string;
}

export interface Dependencies {
  azure: Azure;
  billing: BillingAccess;
  artifacts: ArtifactStore;
  notifier: Notifier;
  settings: Settings;
  /** Of the partner that this worker (or this queue of it) acts for; asking for it where there is none throws `SignInFailed`. */
  partner: () => Partnership;
  /** Who is in which directory, with the credentials that this worker holds for it. */
  directory: Pick<Directory, 'namesOf'>;
  /** Of one tenant. */
  directoryBound: (tenantId: string) => DirectoryBound;
  /** Absent: people click in Microsoft's portals, and are told what. */
  eaPortal?: EaPortal;
}
