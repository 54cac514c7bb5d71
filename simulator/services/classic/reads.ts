import type { Answer } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import type { ClassicCall } from './call';
import { notFound, xmlAnswer } from './errors';
import type { ClassicSubscription } from './model';
import { getDeployment, getUnit } from './units';
import { certificates, deploymentView, hostedService, hostedServices } from './views/hosted-services';
import { gateway, networkConfiguration, virtualNetworks } from './views/networks';
import { operationView } from './views/operations';
import { roleContent } from './views/roles';
import * as rules from './views/rules';
import { storageService, storageServices } from './views/storage';
import { root } from './xml';

interface Read extends ClassicCall {
  side: ClassicSubscription;
  /** The pattern's groups. */
  parts: string[];
}

const at = (read: Read, index: number) => read.parts[index] ?? '';

/** `embed-detail=true`, `detaillevel=Full`: parameters' names in any case. */
function asks(read: Read, name: string, value: string): boolean {
  for (const [key, given] of read.request.query) if (keyOf(key) === name) return keyOf(given) === value;
  return false;
}

function xml(make: (read: Read) => string): (read: Read) => Answer {
  return (read) => xmlAnswer(200, make(read));
}

const SERVICE = '^/services/hostedservices/([^/]+)';
const path = (pattern: string) => new RegExp(`${pattern}$`, 'i');

/** Everything that can be read. */
export const READS: [RegExp, (read: Read) => Answer][] = [
  [path('^/operations/([^/]+)'), (read) => operationView(read.azure, at(read, 0))],
  [path('^/services/hostedservices'), xml((read) => hostedServices(read.side))],
  [
    path(SERVICE),
    xml((read) =>
      hostedService(read.side, getUnit(read.side, 'hostedservices', at(read, 0)), asks(read, 'embed-detail', 'true')),
    ),
  ],
  [path(`${SERVICE}/certificates`), xml((read) => certificates(read.side, getUnit(read.side, 'hostedservices', at(read, 0))))],
  [
    path(`${SERVICE}/deployments/([^/]+)`),
    xml((read) =>
      deploymentView(
        read.side,
        getUnit(read.side, 'hostedservices', at(read, 0)),
        getDeployment(read.side, at(read, 0), at(read, 1)),
      ),
    ),
  ],
  [
    path(`${SERVICE}/deploymentslots/([^/]+)`),
    xml((read) => {
      const service = getUnit(read.side, 'hostedservices', at(read, 0));
      const deployment = service.deployments.find((one) => keyOf(one.slot) === keyOf(at(read, 1)));
      if (!deployment) throw notFound('No deployments were found.');
      return deploymentView(read.side, service, deployment);
    }),
  ],
  [
    path(`${SERVICE}/deployments/([^/]+)/roles/([^/]+)`),
    xml((read) => {
      const service = getUnit(read.side, 'hostedservices', at(read, 0));
      const role = getDeployment(read.side, service.name, at(read, 1)).roles.find(
        (one) => keyOf(one.name) === keyOf(at(read, 2)),
      );
      if (role?.type !== 'PersistentVMRole') throw notFound(`The role ${at(read, 2)} does not exist.`);
      return root('PersistentVMRole', roleContent(read.side, service, role));
    }),
  ],
  [path('^/services/networking/virtualnetwork'), xml((read) => virtualNetworks(read.side))],
  [path('^/services/networking/media'), xml((read) => networkConfiguration(read.side))],
  [path('^/services/networking/([^/]+)/gateway'), xml((read) => gateway(getUnit(read.side, 'virtualnetwork', at(read, 0))))],
  [path('^/services/networking/[^/]+/gateway/clientrootcertificates'), xml(() => root('ClientRootCertificates'))],
  [path('^/services/storageservices'), xml((read) => storageServices(read.side))],
  [
    path('^/services/storageservices/([^/]+)'),
    xml((read) => storageService(read.side, getUnit(read.side, 'storageservices', at(read, 0)))),
  ],
  [path('^/services/networking/networksecuritygroups'), xml((read) => rules.networkSecurityGroups(read.side))],
  [
    path('^/services/networking/networksecuritygroups/([^/]+)'),
    xml((read) =>
      rules.networkSecurityGroup(getUnit(read.side, 'networksecuritygroups', at(read, 0)), asks(read, 'detaillevel', 'full')),
    ),
  ],
  [path('^/services/networking/reservedips'), xml((read) => rules.reservedIps(read.side))],
  [
    path('^/services/networking/reservedips/([^/]+)'),
    xml((read) => rules.reservedIp(read.side, getUnit(read.side, 'reservedips', at(read, 0)))),
  ],
  [path('^/services/networking/routetables'), xml((read) => rules.routeTables(read.side))],
  [
    path('^/services/networking/routetables/([^/]+)'),
    xml((read) => rules.routeTable(getUnit(read.side, 'routetables', at(read, 0)), asks(read, 'detaillevel', 'full'))),
  ],
];
