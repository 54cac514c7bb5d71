import { keyOf } from '../../../kernel/ids';
import type { Deployment, Role } from '../model';
import { type Planned, plannedId } from './plan';

type Place = Pick<Planned, 'group' | 'location'>;
type Endpoint = Role['endpoints'][number];

const PROTOCOLS = { tcp: 'Tcp', udp: 'Udp' } as const;
const FRONTEND = 'LoadBalancerFrontEnd';
const POOL = 'LoadBalancerBackEnd';

/** A rule's name may not have spaces, an endpoint's may. */
function ruleName(role: Role, endpoint: Endpoint): string {
  return `${role.name}-${endpoint.name.replaceAll(' ', '-')}`;
}

/** Whether the deployment's address has anything behind it: without endpoints there is neither a load balancer nor a public address. */
export function hasEndpoints(deployment: Deployment): boolean {
  return deployment.roles.some((role) => role.endpoints.length > 0);
}

/** The first endpoint of a load-balanced set speaks for all of them. */
function sets(deployment: Deployment): Endpoint[] {
  const all = deployment.roles.flatMap((role) => role.endpoints.filter((one) => one.loadBalancedSet !== undefined));
  return [...new Map(all.map((one) => [keyOf(one.loadBalancedSet ?? ''), one])).values()];
}

/** The cloud service's balancer: an endpoint becomes an inbound NAT rule, a load-balanced set a rule with its probe. */
export function loadBalancer(place: Place, name: string, publicIp: string, deployment: Deployment): Planned {
  const own = { ...place, type: 'Microsoft.Network/loadBalancers', name };
  const id = plannedId(own);
  const frontendIPConfiguration = { id: `${id}/frontendIPConfigurations/${FRONTEND}` };
  const balanced = sets(deployment);
  return {
    ...own,
    properties: {
      frontendIPConfigurations: [{ name: FRONTEND, properties: { publicIPAddress: { id: publicIp } } }],
      backendAddressPools: [{ name: POOL, properties: {} }],
      inboundNatRules: deployment.roles.flatMap((role) =>
        role.endpoints
          .filter((one) => one.loadBalancedSet === undefined)
          .map((one) => ({
            name: ruleName(role, one),
            properties: {
              frontendIPConfiguration,
              protocol: PROTOCOLS[one.protocol],
              frontendPort: one.port,
              backendPort: one.localPort,
            },
          })),
      ),
      loadBalancingRules: balanced.map(({ loadBalancedSet = '', protocol, port, localPort }) => ({
        name: loadBalancedSet,
        properties: {
          frontendIPConfiguration,
          backendAddressPool: { id: `${id}/backendAddressPools/${POOL}` },
          probe: { id: `${id}/probes/${loadBalancedSet}` },
          protocol: PROTOCOLS[protocol],
          frontendPort: port,
          backendPort: localPort,
        },
      })),
      probes: balanced.map(({ loadBalancedSet = '', localPort }) => ({
        name: loadBalancedSet,
        properties: { protocol: 'Tcp', port: localPort, intervalInSeconds: 15, numberOfProbes: 2 },
      })),
    },
  };
}

/** What a machine's configuration says of the balancer. */
export function balancing(balancerId: string, role: Role): Record<string, unknown> {
  const rules = role.endpoints.filter((one) => one.loadBalancedSet === undefined);
  const isBalanced = role.endpoints.some((one) => one.loadBalancedSet !== undefined);
  return {
    ...(rules.length === 0
      ? {}
      : { loadBalancerInboundNatRules: rules.map((one) => ({ id: `${balancerId}/inboundNatRules/${ruleName(role, one)}` })) }),
    ...(isBalanced ? { loadBalancerBackendAddressPools: [{ id: `${balancerId}/backendAddressPools/${POOL}` }] } : {}),
  };
}
