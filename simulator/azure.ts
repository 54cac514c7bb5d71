import type { ControlledAzure } from './control/routes';
import type { ServerKeys } from './kernel/azure';
import { Clock } from './kernel/clock';
import { Consistency } from './kernel/consistency';
import { Faults } from './kernel/faults';
import { Tokens } from './kernel/identity/tokens';
import type { Service } from './kernel/service';
import { StaleReads } from './kernel/stale-reads';
import type { Breach } from './kernel/state/invariants';
import type { Operation } from './kernel/state/model';
import { Store } from './kernel/state/store';
import { Throttle } from './kernel/throttle';
import { type AuditEntry, Ring, type TrafficPair } from './kernel/traffic';
import { SERVICES } from './services';
import { loadWorld } from './world/load';

/** A local Azure: services on a kernel. */
export class LocalAzure implements ControlledAzure {
  store = new Store();
  readonly clock = new Clock();
  readonly tokens = new Tokens();
  readonly consistency = new Consistency(this.clock);
  readonly throttle = new Throttle(this.clock);
  readonly faults = new Faults(this.clock);
  readonly traffic = new Ring<TrafficPair>(20_000);
  readonly audit = new Ring<AuditEntry>(200_000);
  readonly staleReads = new StaleReads();
  origin = 'https://api.partnercenter.microsoft.com';
  keys: ServerKeys | undefined;
  readonly breaches: Breach[] = [];
  /** Running operations, the one that ends first in front. */
  private pending: Operation[] = [];

  /** @param services what it consists of; all of them when left out */
  constructor(
    world: unknown,
    readonly services: readonly Service[] = SERVICES,
  ) {
    loadWorld(this.store, world, this.clock.now(), services);
  }

  begin(operation: Operation): void {
    this.store.operations.set(operation.id, operation);
    this.schedule(operation);
  }

  /** Ends operations in the order of their time. Called before each request, and by what a service has waiting for its next event. */
  settle(): void {
    const now = this.clock.now();
    while (this.pending[0]?.dueAt !== undefined && this.pending[0].dueAt <= now) this.complete(this.pending.shift() as Operation);
    for (const service of this.services) service.settle?.(this);
  }

  /** Takes the address and the keys of the server that listens for it. */
  listen(origin: string, certificatePem: string, keyPem: string): void {
    this.origin = origin;
    this.keys = { certificatePem, keyPem };
  }

  /** Sends nothing any more. */
  stop(): void {
    this.keys = undefined;
    for (const service of this.services) service.stop?.(this);
  }

  seed(world: unknown): void {
    loadWorld(this.store, world, this.clock.now(), this.services);
  }

  /** Goes back to a world, with nothing running, no fault, no record, and time running as usual. */
  reset(world: unknown): void {
    const store = new Store();
    loadWorld(store, world, Date.now(), this.services);
    this.clock.set(Date.now(), 1);
    this.adopt(store);
    this.consistency.window = 0;
    this.throttle.reset();
    this.faults.remove();
    this.traffic.clear();
    this.audit.clear();
  }

  snapshot(): Record<string, unknown> {
    // A service that nobody has asked yet has its empty state in a snapshot too.
    for (const service of this.services) service.state?.of(this.store);
    return { ...this.store.toJSON(), clock: { now: this.clock.now(), rate: this.clock.rate } };
  }

  restore(snapshot: Record<string, unknown>): void {
    const clock = snapshot['clock'] as { now: number; rate: number };
    this.adopt(Store.from(snapshot));
    this.clock.set(clock.now, clock.rate);
  }

  private adopt(store: Store): void {
    for (const service of this.services) service.stop?.(this);
    this.store = store;
    this.pending = [];
    this.breaches.length = 0;
    this.staleReads.clear();
    for (const operation of store.operations.values()) if (operation.state === 'running') this.schedule(operation);
  }

  /** Ends a running operation the way it was bound to end. */
  private complete(operation: Operation): void {
    const complete = this.services.map((service) => service.complete?.[operation.kind]).find((one) => one !== undefined);
    if (!complete) throw new Error(`no service ends operations of the kind '${operation.kind}'`);
    complete(this, operation);
    operation.state = operation.failure ? 'failed' : 'succeeded';
  }

  private schedule(operation: Operation): void {
    const { dueAt } = operation;
    if (dueAt === undefined) return;
    let low = 0;
    let high = this.pending.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.pending[middle]?.dueAt ?? 0) <= dueAt) low = middle + 1;
      else high = middle;
    }
    this.pending.splice(low, 0, operation);
  }
}
