import { activityInfo } from '@temporalio/activity';
import type { Billing, PartnerPrices, SubscriptionTenant } from '../../../activities/ports/billing';
import type { Classic } from '../../../activities/ports/classic';
import type { Dependencies } from '../../../activities/ports/dependencies';
import type { DirectoryBound, EaPortal } from '../../../activities/ports/ea-portal-and-directory';
import type { Notifier } from '../../../activities/ports/notifier';
import type { Directory, PartnerCenter, Partnership, Support } from '../../../activities/ports/partner-center';
import type { Arm, ArtifactStore, Secrets } from '../../../activities/ports/arm';

export interface Wire {
  workflowId: string;
  /** Type of the activity; any when left out. */
  activity?: string;
  /** Method of a port that the activity calls; any when left out. */
  call?:
    | keyof Arm
    | keyof ArtifactStore
    | keyof Notifier
    | keyof PartnerCenter
    | keyof Directory
    | keyof Support
    | keyof PartnerPrices
    | keyof Billing
    | keyof SubscriptionTenant
    | keyof EaPortal
    | keyof DirectoryBound
    | keyof Secrets
    | keyof Classic
    | 'linkPartner';
  /** `after`: the outside has done its work, and the answer is what gets lost. */
  when?: 'before' | 'after';
  /** How many matching calls pass before it trips. */
  skip?: number;
  /** How often it trips; for good when left out. */
  times?: number;
}

/** Wires laid across what activities need from outside. One that is tripped runs its act first; what the act throws is the call's outcome. */
export class Wires {
  private laid: { wire: Wire; toPass: number; left: number; act: () => unknown }[] = [];

  lay(wire: Wire, act: () => unknown): void {
    this.laid.push({ wire, toPass: wire.skip ?? 0, left: wire.times ?? Infinity, act });
  }

  /** Takes away all that was laid for a run. */
  lift(workflowId: string): void {
    this.laid = this.laid.filter(({ wire }) => wire.workflowId !== workflowId);
  }

  around(deps: Dependencies): Dependencies {
    const arms = new Map<string, Arm>();
    return {
      ...deps,
      azure: {
        arm: (tenantId) => {
          const arm = arms.get(tenantId) ?? this.across(deps.azure.arm(tenantId));
          arms.set(tenantId, arm);
          return arm;
        },
      },
      billing: {
        billing: (tenantId) => this.across(deps.billing.billing(tenantId)),
        subscriptionTenant: (tenantId) => this.across(deps.billing.subscriptionTenant(tenantId)),
        // What comes page by page is no promise: no wire goes across it.
        usage: (tenantId) => deps.billing.usage(tenantId),
      },
      classic: (tenantId) => this.across(deps.classic(tenantId)),
      artifacts: this.across(deps.artifacts),
      secrets: this.across(deps.secrets),
      notifier: this.across(deps.notifier),
      directoryBound: (tenantId) => this.across(deps.directoryBound(tenantId)),
      ...(deps.eaPortal ? { eaPortal: this.across(deps.eaPortal) } : {}),
      partner: () => this.acrossPartner(deps.partner()),
    };
  }

  private acrossPartner(partner: Partnership): Partnership {
    const { linkPartner } = this.across({
      linkPartner: (tenantId: string, mpnId: string) => partner.linkPartner(tenantId, mpnId),
    });
    const rateCard: PartnerPrices['rateCard'] = (options) => partner.prices.rateCard(options);
    return {
      tenantId: partner.tenantId,
      center: this.across(partner.center),
      prices: { ...partner.prices, ...this.across({ rateCard }) },
      support: (tenantId) => this.across(partner.support(tenantId)),
      directory: this.across(partner.directory),
      linkPartner,
    };
  }

  private across<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]): Promise<unknown> => {
          await this.trip(String(name), 'before');
          const answer: unknown = await method.apply(target, args);
          await this.trip(String(name), 'after');
          return answer;
        };
      },
    });
  }

  private async trip(call: string, when: 'before' | 'after'): Promise<void> {
    const { activityType, workflowExecution } = activityInfo();
    for (const one of this.laid) {
      const { wire } = one;
      if (one.left === 0 || wire.workflowId !== workflowExecution?.workflowId || (wire.when ?? 'before') !== when) continue;
      if ((wire.activity ?? activityType) !== activityType || (wire.call ?? call) !== call) continue;
      if (one.toPass-- > 0) continue;
      one.left--;
      await one.act();
    }
  }
}
