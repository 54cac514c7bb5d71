import type { Clock } from './clock';
import type { Consistency } from './consistency';
import type { Faults } from './faults';
import type { Tokens } from './identity/tokens';
import type { StaleReads } from './stale-reads';
import type { Breach } from './state/invariants';
import type { Operation } from './state/model';
import type { Store } from './state/store';
import type { Throttle } from './throttle';
import type { AuditEntry, Ring, TrafficPair } from './traffic';

/** The certificate of the server, and the key that signs what the simulator sends out. */
export interface ServerKeys {
  certificatePem: string;
  keyPem: string;
}

/** One simulated Azure as its services see it: its state, its clock and what is switched on in it. */
export interface Azure {
  /** Everything that is known. A reset or a restored snapshot replaces it: never keep it. */
  readonly store: Store;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly consistency: Consistency;
  readonly throttle: Throttle;
  readonly faults: Faults;
  readonly traffic: Ring<TrafficPair>;
  readonly audit: Ring<AuditEntry>;
  readonly staleReads: StaleReads;
  /** The address under which clients reach it; Azure's own address until it listens. */
  readonly origin: string;
  /** Undefined while it does not listen. */
  readonly keys: ServerKeys | undefined;
  /** Breaches of what the simulator itself has to keep, seen while it served requests. */
  readonly breaches: Breach[];
  /** Starts a long-running operation; the service that names its kind ends it when its time has come. */
  begin(operation: Operation): void;
  /** Ends every operation whose time has come and lets each service do what is due. */
  settle(): void;
}
