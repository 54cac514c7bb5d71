import { listAt, textAt, valueAt, type Rule, type Subject } from './rule';

const VM = 'microsoft.compute/virtualmachines';
const SCALE_SET = 'microsoft.compute/virtualmachinescalesets';
const VIRTUAL_MACHINES = [VM];
const SCALE_SETS = [SCALE_SET];

export const computeRules: Rule[] = [
  {
    name: 'virtualMachine.marketplacePlan',
    verdict: 'BLOCKED',
    types: [VM, SCALE_SET],
    applies: ({ resource }) => textAt(resource.plan, 'publisher') !== '',
    reason: 'It was bought on the Marketplace with a plan, and a plan does not move to another subscription.',
    fix: 'Create it anew at the destination from an image of your own disks, or buy the same plan there and attach the disks.',
  },
  {
    name: 'virtualMachine.spotPriority',
    verdict: 'BLOCKED',
    types: [VM, SCALE_SET],
    applies: ({ resource }) =>
      isEvictable(textAt(resource.properties, 'priority')) ||
      isEvictable(textAt(resource.properties, 'virtualMachineProfile', 'priority')),
    reason: 'Spot and low-priority machines do not move to another subscription.',
    fix: 'Create it anew at the destination.',
  },
  {
    name: 'scaleSet.standardSku',
    verdict: 'BLOCKED',
    types: SCALE_SETS,
    applies: hasStandardAddress,
    reason: 'Its instances have public addresses of the Standard SKU, which do not move to another subscription.',
    fix: 'Create it anew at the destination.',
  },
  {
    name: 'virtualMachine.secrets',
    verdict: 'MODIFY',
    types: [VM, SCALE_SET],
    applies: ({ resource }) =>
      listAt(resource.properties, 'osProfile', 'secrets').length > 0 ||
      listAt(resource.properties, 'virtualMachineProfile', 'osProfile', 'secrets').length > 0,
    reason: 'It takes certificates from a key vault (osProfile.secrets), and Azure does not move such a machine.',
    fix: 'Keep its list of secrets, empty the list, and plan again; put the list back after the move.',
  },
  {
    name: 'virtualMachine.diskEncryption',
    verdict: 'MODIFY',
    types: VIRTUAL_MACHINES,
    applies: (subject) =>
      hasEncryptionSettings(subject) ||
      subject.top.children.some((child) => textAt(child.properties, 'type').startsWith('azurediskencryption')),
    reason: 'Its disks are encrypted by Azure Disk Encryption with a key in a vault of this subscription.',
    fix: 'Disable disk encryption, plan again, and enable it with a vault of the destination after the move.',
  },
  {
    name: 'disk.diskEncryption',
    verdict: 'MODIFY',
    types: ['microsoft.compute/disks', 'microsoft.compute/snapshots'],
    applies: ({ resource }) => valueAt(resource.properties, 'encryptionSettingsCollection', 'enabled') === true,
    reason: 'It is encrypted by Azure Disk Encryption with a key in a vault of this subscription.',
    fix: 'Disable disk encryption on its machine, plan again, and enable it after the move.',
  },
  {
    name: 'virtualMachine.backup',
    verdict: 'MODIFY',
    types: VIRTUAL_MACHINES,
    applies: ({ referrers }) => referrers.some((referrer) => BACKUP_TYPES.includes(referrer.type)),
    reason: 'Azure Backup protects it and holds restore points of it.',
    fix: 'Stop the backup, delete its restore point collection (group AzureBackupRG_…) and plan again; deleted backups are kept for 14 days.',
  },
  {
    name: 'backup.restorePoints',
    verdict: 'MODIFY',
    types: ['microsoft.compute/restorepointcollections'],
    outweighs: true,
    applies: () => true,
    reason: 'Restore points do not move, and the machine that they belong to does not move while they are there.',
    fix: 'Stop the backup of the machine, delete this collection and plan again.',
  },
];

const BACKUP_TYPES = ['microsoft.recoveryservices/vaults', 'microsoft.compute/restorepointcollections'];

function isEvictable(priority: string): boolean {
  return priority === 'spot' || priority === 'low';
}

/** Settings that do not say `enabled: false` are in force. */
function hasEncryptionSettings({ resource }: Subject): boolean {
  const settings = valueAt(resource.properties, 'storageProfile', 'osDisk', 'encryptionSettings');
  return typeof settings === 'object' && settings !== null && valueAt(settings, 'enabled') !== false;
}

function hasStandardAddress({ resource }: Subject): boolean {
  return listAt(resource.properties, 'virtualMachineProfile', 'networkProfile', 'networkInterfaceConfigurations')
    .flatMap((nic) => listAt(nic, 'properties', 'ipConfigurations'))
    .some((ip) => textAt(ip, 'properties', 'publicIPAddressConfiguration', 'sku', 'name') === 'standard');
}
