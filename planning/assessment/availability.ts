import type { AssessmentRow, Cloud } from '../../contracts/processes/assessment';
import type { ArmResource } from '../../contracts/azure/inventory';
import type { TopResource } from '../inventory/index-inventory';
import { textAt, type Stop } from '../rules/rule';
import { CSP_SERVICES, CSP_SERVICES_AS_OF, type CspService } from './csp-services';

/** Azure's own names of its clouds. */
const CLOUD_NAMES: Record<Cloud, string> = {
  global: 'global Azure',
  usGovernment: 'Azure Government',
  germany: 'Azure Germany',
};

/** Which service a top-level resource is an instance of; undefined where the list of 2018 names none. */
function serviceOf(top: Pick<TopResource, 'type'>, kind: string, isWebOrWorker: boolean): CspService | undefined {
  // One type, several services: the kind of an app tells them apart, and what a cloud service holds.
  if (isWebOrWorker) return named('Cloud Services');
  if (top.type === 'microsoft.web/sites' || top.type === 'microsoft.web/serverfarms') {
    if (kind.includes('functionapp')) return named('Functions');
    if (kind.includes('linux')) return named('App Service on Linux');
  }
  return BY_TYPE.get(top.type) ?? BY_PROVIDER.get(top.type.split('/')[0] ?? '');
}

/** Answers for the top-level resources of one inventory whether their service can be had in CSP in this cloud. */
export class Availability {
  private readonly withMachines: Set<string>;

  /** @param resources the whole inventory: a classic cloud service that holds machines is no service of its own */
  constructor(
    private readonly cloud: Cloud,
    resources: readonly ArmResource[],
  ) {
    this.withMachines = new Set(
      resources
        .filter(({ type }) => type.toLowerCase() === 'microsoft.classiccompute/virtualmachines')
        .map(({ properties }) => textAt(properties, 'domainName', 'id')),
    );
  }

  of(top: TopResource): AssessmentRow['availableInCsp'] {
    const service = this.service(top);
    return service === undefined ? 'unknown' : service.clouds.includes(this.cloud) ? 'yes' : 'no';
  }

  /** What holds a resource whose service is not there: it would have nowhere to go. */
  stopOf(top: TopResource): Stop | undefined {
    const service = this.service(top);
    if (!service || service.clouds.includes(this.cloud)) return undefined;
    return {
      rule: 'csp.notAvailable',
      verdict: 'BLOCKED',
      reason: `${service.name} is not available in Azure CSP in ${CLOUD_NAMES[this.cloud]} (Microsoft’s list of ${CSP_SERVICES_AS_OF}).`,
      fix: 'Exclude it and leave it where it is, or replace it by a service that is available there; ask Microsoft whether it has come since.',
    };
  }

  private service(top: TopResource): CspService | undefined {
    return serviceOf(top, textAt(top.resource, 'kind'), this.isWebOrWorker(top));
  }

  /** Roles without a machine: a web or worker role, which no upgrade turns into a machine. */
  private isWebOrWorker(top: TopResource): boolean {
    return (
      top.type === 'microsoft.classiccompute/domainnames' &&
      !this.withMachines.has(top.key) &&
      top.children.some(({ type }) => type.toLowerCase() === 'microsoft.classiccompute/domainnames/slots/roles')
    );
  }
}

const BY_NAME = new Map(CSP_SERVICES.map((service) => [service.name, service]));
const BY_TYPE = new Map(CSP_SERVICES.flatMap((service) => (service.types ?? []).map((type) => [type, service] as const)));
const BY_PROVIDER = new Map(CSP_SERVICES.flatMap((service) => (service.providers ?? []).map((each) => [each, service] as const)));

function named(name: string): CspService | undefined {
  return BY_NAME.get(name);
}
