export interface EaMove {
  from: string;
  to: string;
  subscriptions: { subscriptionId: string; displayName: string }[];
}

/** What is done in the EA portal, by Handover or by people. Undoing calls answer false when there was nothing to undo. */
export interface PortalHands {
  /** Undefined: back to what it was. */
  setAuthLevel(authLevel: string | undefined): Promise<boolean>;
  addAccount(account: { name: string; owner: string; department?: string }): Promise<void>;
  removeAccount(owner: string): Promise<boolean>;
  /** Until the owner has signed in and pressed Continue. Throws `Expired`, `Declined`. */
  activated(owner: string): Promise<void>;
  /** Answers when it is carried out. Sent once: no answer is looked up. Throws `TransferRefused`, `OutcomeUnknown`. */
  transfer(move: EaMove): Promise<void>;
  /** Waits while it is under way. */
  isTransferred(move: EaMove): Promise<boolean>;
}
