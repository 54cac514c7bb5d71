import { explained, KNOWN_ERRORS } from '../../../planning/classic/known-errors';

/** Errors as Microsoft's page on migration errors, and the services themselves, put them: code, message, what is said of it. */
const SAID: [code: string | undefined, message: string, way: string][] = [
  [
    undefined,
    'Migration is not supported for Deployment d in HostedService s because it is a PaaS deployment (Web/Worker).',
    'App Service',
  ],
  [undefined, 'Migration is not supported for Virtual Network v because it has non-gateway PaaS deployments.', 'another network'],
  ['InternalError', 'Template shop-vnet-migrated deployment failed. CorrelationId=8f9', 'Try again'],
  [
    undefined,
    'VM w in HostedService s contains Extension VMSnapshot, which is currently not supported for Migration.',
    'Stop its protection',
  ],
  [
    undefined,
    'VM w in HostedService s contains Extension BGInfo which is not supported in Azure Resource Manager.',
    'Remove it before',
  ],
  [
    undefined,
    'VM w in HostedService s contains Extension X whose Status is not being reported from the VM.',
    'remove the extension',
  ],
  [
    undefined,
    'VM w in HostedService s contains Extension X reporting Handler Status: NotReady.',
    'Repair or remove the extension',
  ],
  [undefined, 'VM Agent for VM w in HostedService s is reporting the overall agent status as Not Ready.', 'guest agent'],
  [
    undefined,
    'Migration is not supported for Deployment d in HostedService s because it has multiple Availability Sets.',
    'into one',
  ],
  [
    undefined,
    'x because it has VMs that are not part of the Availability Set even though the HostedService contains one.',
    'into the set',
  ],
  [undefined, 'Migration is not allowed for HostedService s because it has VM w in State: RoleStateUnknown.', 'Running, Stopped'],
  [
    undefined,
    'Data Disk k whose physical blob size 1 bytes does not match the VM Data Disk logical size 2 bytes.',
    'Nothing has to be done',
  ],
  [
    'ConflictError',
    'HostedService s is in the process of being migrated and hence cannot be changed.',
    'Commit or abort that one',
  ],
  [
    'BadRequest',
    'Virtual Network v has an ExpressRoute gateway and a VPN gateway beside each other.',
    'Delete one of the gateways',
  ],
  ['QuotaExceeded', 'needs 4 virtual machines; there is room for 1.', 'larger quota'],
  [
    'MissingSubscriptionRegistration',
    "The subscription is not registered to use namespace 'Microsoft.Network'.",
    'Register the provider',
  ],
  [
    undefined,
    'Migration is not allowed for x because it is in the virtual network v. Migrate the virtual network instead.',
    'Upgrade the virtual network',
  ],
  [undefined, 'The virtual network v does not exist.', 'keeping the disks'],
  [
    undefined,
    'because it is used by web1. Migrate the virtual machines that have disks in it first.',
    'Upgrade or delete those machines',
  ],
  [
    undefined,
    'Migration is not allowed for Route Table r because it is used by v/s. It is migrated together with them.',
    'Upgrade what uses it',
  ],
];

test.each(SAID)('%s %s', (code, message, way) => {
  const { text } = explained(code, message, 'w');
  expect(text).toMatch(/^w: [A-Z].*\. .*\. Azure says: /);
  expect(text).toContain(way);
  expect(text).toContain(message);
});

test('every line of the table is met by one of these', () => {
  const met = SAID.map(([code, message]) => KNOWN_ERRORS.find(({ match }) => match.test(`${code ?? ''}: ${message}`)));
  expect(KNOWN_ERRORS.filter((line) => !met.includes(line))).toEqual([]);
});

test('what nobody knows is said as it came, on one line', () => {
  expect(explained('SomethingNew', 'first\n  second')).toEqual({ text: 'SomethingNew: first second', again: false });
  expect(explained('InternalError', 'Template a deployment failed.').again).toBe(true);
});
