import type { BillingAccess } from './billing';
import type { DirectoryBound, EaPortal } from './ea-portal-and-directory';
import type { Notifier } from './notifier';
import type { Directory, Partnership } from './partner-center';
import type { ArtifactStore, Azure, Secrets } from './arm';
import type { Classic } from './classic';
import type { Vault } from './vault';

export interface Settings {
  /** A stack of one machine against the simulator: any user may answer for any party, and the result says so. */
  local: boolean;
  /** How many times faster than real time the local Azure's clock runs; waits for Azure's own slowness are divided by it. 1 against real Azure. */
  timeScale: number;
  /** Ed25519 public key of the desk, base64url of its 32 bytes: decisions signed with it count. Absent: there is no desk. */
  deskKey?: string;
  /** Who runs Handover. */
  operator?: { name: string; email: string };
  /** Address at which the desk is reached from outside. */
  deskUrl?: string;
}

export interface Dependencies {
  azure: Azure;
  billing: BillingAccess;
  artifacts: ArtifactStore;
  /** Secrets of the organisation that this worker (or this queue of it) acts for. */
  secrets: Secrets;
  /** The classic side of Azure, by the credentials that this worker holds for the tenant. Only a local Azure has one. */
  classic: (tenantId: string) => Classic;
  /** Encrypts what is put aside. Asking for it where the configuration has no `artifactKey` throws `InvalidInput`. */
  vault: () => Vault;
  notifier: Notifier;
  settings: Settings;
  /** Partner Center of the partner that this worker (or this queue of it) acts for; asking for it where there is none throws `SignInFailed`. */
  partner: () => Partnership;
  /** Who is in which directory, with the credentials that this worker holds for it. */
  directory: Pick<Directory, 'namesOf'>;
  /** What is bound to one tenant's directory. */
  directoryBound: (tenantId: string) => DirectoryBound;
  /** Absent: people click in Microsoft's portals, and are told what. */
  eaPortal?: EaPortal;
}
