/** A virtual machine that carried secrets, and what has become of them. */
export interface SecretsRow {
  id: string;
  name: string;
  resourceGroup: string;
  /** Ids of the vaults that the list named, when the run began. */
  vaults: string[];
  certificates: number;
  /** removed: the list is empty now · kept: it is still there · gone: so is the machine · wouldRemove: a rehearsal */
  outcome: 'removed' | 'kept' | 'gone' | 'wouldRemove';
  /** Why it is still there. */
  reason?: string;
}

/** What has become of the secrets of all machines of a subscription that carried some. */
export interface RemovedSecrets {
  totals: { machines: number; removed: number; kept: number; gone: number };
  rows: SecretsRow[];
}
