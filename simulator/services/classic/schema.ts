import { z } from 'zod';
import { GUID } from '../../kernel/guids';

const guid = z.string().regex(GUID, 'is not a GUID');
const name = z.string().min(1);
const location = z.string().min(1).default('West Europe');
/** ARM's group of it. Default: `Default-Networking`, `Default-Storage-{Location}`, and the service's own name for a hosted service. */
const resourceGroup = z.string().min(1).optional();
const placed = { name, location, resourceGroup };

const Endpoint = z.strictObject({
  name,
  protocol: z.enum(['tcp', 'udp']).default('tcp'),
  port: z.int().min(1).max(65_535),
  localPort: z.int().min(1).max(65_535),
  /** Endpoints of one set share the public port. */
  loadBalancedSet: name.optional(),
});

const Extension = z.strictObject({
  name,
  publisher: name,
  version: z.string().default('1.*'),
  /** What the machine reports of its handler; `none`: it reports nothing. */
  status: z.enum(['Ready', 'NotReady', 'none']).default('Ready'),
});

const Role = z.strictObject({
  name,
  /** A web or worker role makes the deployment one of platform as a service. */
  type: z.enum(['PersistentVMRole', 'WebRole', 'WorkerRole']).default('PersistentVMRole'),
  size: z.string().default('Standard_DS1_v2'),
  os: z.enum(['Windows', 'Linux']).default('Windows'),
  state: z.enum(['Running', 'Stopped', 'StoppedDeallocated', 'RoleStateUnknown']).default('Running'),
  /** The guest agent; `none`: it was not installed. */
  agent: z.enum(['Ready', 'NotReady', 'none']).default('Ready'),
  subnet: name.optional(),
  ipAddress: z.string().optional(),
  /** Public addresses of the machine's own. */
  publicIps: z.array(name).default([]),
  networkSecurityGroup: name.optional(),
  availabilitySet: name.optional(),
  /** Thumbprints of the service's certificates that are installed on it. */
  certificates: z.array(name).default([]),
  endpoints: z.array(Endpoint).default([]),
  extensions: z.array(Extension).default([]),
  osDisk: z.strictObject({ name: name.optional(), storageAccount: name }).optional(),
  dataDisks: z
    .array(
      z.strictObject({
        name: name.optional(),
        storageAccount: name,
        lun: z.int().min(0).default(0),
        sizeGB: z.int().min(1).default(32),
        /** The blob's size, when it was resized without telling the machine. */
        blobSizeGB: z.int().min(1).optional(),
      }),
    )
    .default([]),
});

const Deployment = z.strictObject({
  name,
  slot: z.enum(['Production', 'Staging']).default('Production'),
  virtualNetwork: name.optional(),
  virtualIp: z.string().optional(),
  reservedIp: name.optional(),
  roles: z.array(Role).min(1, 'has no role: a deployment has one at least'),
});

const templateFails = z.int().min(0).default(0);

const HostedService = z.strictObject({
  ...placed,
  certificates: z.array(z.strictObject({ thumbprint: name, algorithm: z.string().default('sha1') })).default([]),
  deployments: z.array(Deployment).default([]),
  /** The number of times that the templates of a prepare fail before one goes through. */
  templateFails,
});

const VirtualNetwork = z.strictObject({
  ...placed,
  addressSpace: z.array(name).default(['10.0.0.0/16']),
  dnsServers: z.array(name).default([]),
  subnets: z
    .array(
      z.strictObject({
        name,
        addressPrefix: name,
        networkSecurityGroup: name.optional(),
        routeTable: name.optional(),
      }),
    )
    .default([]),
  /** Both at once cannot be migrated, which validate does not see. */
  gateways: z.array(z.enum(['Vpn', 'ExpressRoute'])).default([]),
  templateFails,
});

const StorageAccount = z.strictObject({ ...placed, type: z.string().default('Standard_LRS') });

const NetworkSecurityGroup = z.strictObject({
  ...placed,
  rules: z
    .array(
      z.strictObject({
        name,
        type: z.enum(['Inbound', 'Outbound']),
        priority: z.int().min(100).max(4096),
        action: z.enum(['Allow', 'Deny']).default('Allow'),
        protocol: z.enum(['TCP', 'UDP', '*']).default('*'),
        sourceAddressPrefix: z.string().default('*'),
        sourcePortRange: z.string().default('*'),
        destinationAddressPrefix: z.string().default('*'),
        destinationPortRange: z.string().default('*'),
      }),
    )
    .default([]),
});

const ReservedIp = z.strictObject({ ...placed, address: z.string().optional() });

const RouteTable = z.strictObject({
  ...placed,
  routes: z
    .array(
      z.strictObject({
        name,
        addressPrefix: name,
        nextHopType: z.enum(['VPNGateway', 'VNETLocal', 'Internet', 'VirtualAppliance', 'Null']).default('Internet'),
        nextHopIp: z.string().optional(),
      }),
    )
    .default([]),
});

const Administrator = z.strictObject({
  emailAddress: z.string().min(3),
  role: z.enum(['AccountAdministrator', 'ServiceAdministrator', 'CoAdministrator']),
  /** Object id of who that is; without it, a user of that name in the world. */
  principalId: guid.optional(),
});

/** What one subscription has of the classic deployment model. */
export const ClassicWorld = z.strictObject({
  subscriptionId: guid,
  administrators: z.array(Administrator).default([]),
  hostedServices: z.array(HostedService).default([]),
  virtualNetworks: z.array(VirtualNetwork).default([]),
  storageAccounts: z.array(StorageAccount).default([]),
  networkSecurityGroups: z.array(NetworkSecurityGroup).default([]),
  reservedIps: z.array(ReservedIp).default([]),
  routeTables: z.array(RouteTable).default([]),
  /** Whether Microsoft.ClassicInfrastructureMigrate is registered; prepare fails without it, and validate does not see that. */
  migrationRegistered: z.boolean().default(true),
  /** The number of machines that fit into ARM's quota. Prepare fails above it, and validate does not see that. */
  virtualMachineQuota: z.int().min(0).optional(),
});
export type ClassicWorld = z.infer<typeof ClassicWorld>;
export type ClassicWorldInput = z.input<typeof ClassicWorld>;
