import type { TokenCredential } from '@azure/core-auth';
import type { ClassicKind } from '../../../contracts/processes/classic-upgrade';
import { type Classic, SHOWS_STATE, type UnitAddress, type UnitState, type ValidationMessage } from '../../ports/classic';
import { operationFailure } from '../../failures/classic';
import { answerOn } from '../../failures/failure';
import type { Connection } from '../http/connection';
import { deploymentOf, migrationOf, networkOf, readInventory } from './inventory';
import { createService } from './service';
import { elementOf, listOf, textOf } from './xml';

const PATHS: Record<ClassicKind, string> = {
  virtualNetwork: 'networking/virtualnetwork',
  cloudService: 'hostedservices',
  storageAccount: 'storageservices',
  networkSecurityGroup: 'networking/networksecuritygroups',
  reservedIp: 'networking/reservedips',
  routeTable: 'networking/routetables',
};

/** Element of one in the list of its kind. */
const ELEMENTS: Partial<Record<ClassicKind, string>> = {
  virtualNetwork: 'VirtualNetworkSite',
  networkSecurityGroup: 'NetworkSecurityGroup',
  reservedIp: 'ReservedIP',
  routeTable: 'RouteTable',
};

/** Machines outside of a network get one of their own, which prepare makes. */
const NEW_NETWORK =
  '<DeploymentNetworkResource xmlns="http://schemas.microsoft.com/windowsazure"><ResourceGroupName/><VirtualNetworkName/><SubNetName/><DestinationVirtualNetwork>New</DestinationVirtualNetwork></DeploymentNetworkResource>';

/** Pause between two looks at an operation, which says nothing of when to come back, ms. */
const PACE_MS = 30_000;

/** The Classic port over RDFE's REST interface, as Microsoft's npm clients speak it; those do not run on today's Node.js. */
export function createClassic(connection: Connection, credential: TokenCredential): Classic {
  const service = createService(connection, credential);
  const pathOf = (subscriptionId: string, { kind, name, deployment }: UnitAddress) =>
    `/${subscriptionId}/services/${PATHS[kind]}/${encodeURIComponent(name)}${deployment === undefined ? '' : `/deployments/${encodeURIComponent(deployment)}`}`;
  const verb = (subscriptionId: string, unit: UnitAddress, comp: string) =>
    `${pathOf(subscriptionId, unit)}/migration?comp=${comp}`;
  const named = (unit: UnitAddress) => `${unit.kind}/${unit.name}`;
  const bodyFor = ({ kind }: UnitAddress) => (kind === 'cloudService' ? NEW_NETWORK : '');

  const read = async (subscriptionId: string, unit: UnitAddress): Promise<UnitState> => {
    const { kind, name } = unit;
    const doing = `look at ${named(unit)}`;
    const element = ELEMENTS[kind];
    if (element === undefined) {
      const { root } = await service.get(doing, pathOf(subscriptionId, unit));
      return (kind === 'cloudService' ? deploymentOf(root) : migrationOf(root)).migration ?? 'classic';
    }
    // RDFE has no GET of a single network, and none of a route table without its routes.
    const { root } = await service.get(doing, `/${subscriptionId}/services/${PATHS[kind]}`);
    const one = listOf(root, element).find((each) => textOf(each, 'Name')?.toLowerCase() === name.toLowerCase());
    if (!one) return 'gone';
    return SHOWS_STATE[kind] ? (networkOf(one).migration ?? 'classic') : 'classic';
  };

  return {
    inventory: (subscriptionId) => readInventory(service, subscriptionId),

    state: (subscriptionId, unit) => read(subscriptionId, unit).catch(answerOn('NotFound', 'gone' as const)),

    async validate(subscriptionId, unit) {
      const { root } = await service.post(`validate ${named(unit)}`, verb(subscriptionId, unit, 'validate'), bodyFor(unit));
      return listOf(root, 'ValidationMessage').map((one): ValidationMessage => {
        const virtualMachine = textOf(one, 'VirtualMachine');
        return {
          category: (textOf(one, 'Category') ?? 'Error') as ValidationMessage['category'],
          message: textOf(one, 'Message') ?? '',
          ...(virtualMachine === undefined ? {} : { virtualMachine }),
        };
      });
    },

    async prepare(subscriptionId, unit) {
      return (await service.post(`prepare ${named(unit)}`, verb(subscriptionId, unit, 'prepare'), bodyFor(unit))).requestId;
    },

    async abort(subscriptionId, unit) {
      return (await service.post(`abort ${named(unit)}`, verb(subscriptionId, unit, 'abort'))).requestId;
    },

    async commit(subscriptionId, unit) {
      return (await service.postOnce(`commit ${named(unit)}`, verb(subscriptionId, unit, 'commit'))).requestId;
    },

    async operation(subscriptionId, id) {
      const { root } = await service.get('look at the operation', `/${subscriptionId}/operations/${encodeURIComponent(id)}`);
      const status = textOf(root, 'Status');
      if (status === 'Succeeded') return { running: false };
      if (status !== 'Failed') return { running: true, retryAfterMs: PACE_MS };
      const error = elementOf(root['Error']);
      throw operationFailure({
        status: Number(textOf(root, 'HttpStatusCode') ?? 500),
        code: textOf(error, 'Code'),
        message: textOf(error, 'Message'),
      });
    },
  };
}
