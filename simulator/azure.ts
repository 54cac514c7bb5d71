import { complete } from './services/arm/operations/completions';
import { settleBilling } from './services/billing/settle-billing';
import { Clock } from './kernel/clock';
import { Consistency } from './kernel/consistency';
import { Faults } from './kernel/faults';
import { Ring, type AuditEntry, type TrafficPair } from './kernel/traffic';
import { settleOwnershipTransfers } from './services/enterprise/ownership';
import { settleEaTransfers } from './services/enterprise/transfers';
import { settleTransfers } from './services/partner-center/transfers/settle-transfers';
import { CERTIFICATE_PATH } from './services/partner-center/webhooks/webhooks';
import { WebhookSender } from './services/partner-center/webhooks/webhook-sender';
import { Tokens } from './services/sign-in/tokens';
import { StaleReads } from './kernel/stale-reads';
import type { Operation } from './kernel/state/model';
import { settleDirectoryChanges } from './services/subscription/change-tenant';
import { Store } from './kernel/state/store';
import { settleEngineer } from './services/support/engineer/work';
import { Throttle } from './kernel/throttle';
import { loadWorld } from './world/load';

/** One simulated Azure: its state, its clock and what is switched on in it. */
export class Azure {
  store = new Store();
  readonly clock = new Clock();
  readonly tokens = new Tokens();
  readonly consistency = new Consistency(this.clock);
  readonly throttle = new Throttle(this.clock);
  readonly faults = new Faults(this.clock);
  readonly traffic = new Ring<TrafficPair>(20_000);
  readonly audit = new Ring<AuditEntry>(200_000);
  readonly staleReads = new StaleReads();
  readonly webhooks = new WebhookSender(this);
  /** Where it is reached; Azure's own address until it listens. */
  origin = 'https://api.partnercenter.microsoft.com';
  /** Of the key that webhooks are signed with. */
  certificatePem = '';
  /** Breaches of what the simulator itself has to keep, seen while requests were served. */
  readonly breaches: { invariant: string; detail: string }[] = [];
  /** Running operations, the one that ends first in front. */
  private pending: Operation[] = [];

  constructor(world: unknown) {
    loadWorld(this.store, world, this.clock.now());
  }

  begin(operation: Operation): void {
    this.store.operations.set(operation.id, operation);
    this.schedule(operation);
  }

  /** Ends every operation whose time has come, in order. Called before each request, and by the one timer that waits for Partner Center's next event. */
  settle(): void {
    const now = this.clock.now();
    while (this.pending[0]?.dueAt !== undefined && this.pending[0].dueAt <= now)
      complete(this, this.pending.shift() as Operation);
    settleEngineer(this.store, now);
    settleBilling(this);
    settleDirectoryChanges(this);
    settleEaTransfers(this);
    settleOwnershipTransfers(this);
    this.webhooks.wake(settleTransfers(this));
  }

  /** Listens from now on; events go out, signed with the server's own key. */
  listen(origin: string, certificatePem: string, keyPem: string): void {
    this.origin = origin;
    this.certificatePem = certificatePem;
    this.webhooks.signer = { certificateUrl: origin + CERTIFICATE_PATH, keyPem };
  }

  /** Sends nothing any more. */
  stop(): void {
    this.webhooks.signer = undefined;
    this.webhooks.stop();
  }

  /** Adds to what is there. @throws WorldError, with nothing added */
  seed(world: unknown): void {
    loadWorld(this.store, world, this.clock.now());
  }

  /** Back to a world, with nothing running, no fault, no record, and time running as usual. @throws WorldError, with nothing changed */
  reset(world: unknown): void {
    const store = new Store();
    loadWorld(store, world, Date.now());
    this.clock.set(Date.now(), 1);
    this.adopt(store);
    this.consistency.window = 0;
    this.throttle.reset();
    this.faults.remove();
    this.traffic.clear();
    this.audit.clear();
  }

  snapshot(): Record<string, unknown> {
    return { ...this.store.toJSON(), clock: { now: this.clock.now(), rate: this.clock.rate } };
  }

  restore(snapshot: Record<string, unknown>): void {
    const clock = snapshot['clock'] as { now: number; rate: number };
    this.adopt(Store.from(snapshot));
    this.clock.set(clock.now, clock.rate);
  }

  private adopt(store: Store): void {
    this.webhooks.stop();
    this.store = store;
    this.pending = [];
    this.breaches.length = 0;
    this.staleReads.clear();
    for (const operation of store.operations.values()) if (operation.state === 'running') this.schedule(operation);
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
