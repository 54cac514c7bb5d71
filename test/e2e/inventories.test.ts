import { inLanes } from '../support/in-lanes';
import { haveInventories, readInventories } from '../support/inventories';
import { INVENTORY_WORLD, type InventoryOutcome, moveInventory } from '../support/inventory-run';
import { startLocalStack } from '../support/local-stack';

const maybe = haveInventories && process.env.HANDOVER_TEMPORAL_CLI ? describe : describe.skip;

/** Chosen for variety; `npm run bench inventories` moves all of them. What is to become of each: a plan that refuses everything breaks nothing and moves nothing. */
const CHOSEN: Record<string, 'all moves' | 'some moves' | 'nothing moves'> = {
  'sharepoint-adfs': 'all moves', // machines of a farm with a laboratory's schedules
  '201-vm-copy-managed-disks': 'all moves', // copies of one another's disks
  '101-vm-simple-rhel-unmanaged': 'all moves', // a disk that is a file of a storage account
  '101-recovery-services-create-vm-and-configure-backup': 'some moves', // a vault that protects a machine
  '201-traffic-manager-vm-zones': 'nothing moves', // machines in zones, and a global resource that points to them
  '201-private-endpoint-sql-from-appservice': 'all moves', // app service, two regions
  '101-function-premium-vnet-integration': 'all moves', // app service in a network, two regions
  'oms-azure-resource-usage-solution': 'all moves', // automation with its workspace
  '101-event-grid-cloudevents': 'some moves',
  'kemp-loadmaster-ha-pair': 'some moves', // what blocks, and all that depends on it
  '201-application-gateway-2vms-iis-ssl': 'nothing moves',
  '101-azure-bastion': 'nothing moves',
};

maybe('published templates, moved end to end (skipped without the shared data)', () => {
  const outcomes = new Map<string, InventoryOutcome>();

  beforeAll(async () => {
    const inventories = readInventories().filter(({ template }) => template in CHOSEN);
    const stack = await startLocalStack({ world: INVENTORY_WORLD, clockRate: 3600 });
    try {
      await stack.working(() =>
        inLanes(6, [...inventories.entries()], async ([nth, inventory]) => {
          outcomes.set(inventory.template, await moveInventory(stack, inventory, nth));
        }),
      );
    } finally {
      await stack.stop();
    }
  });

  it.each(Object.entries(CHOSEN))('%s: %s, and the rest is named with its reason', (name, expected) => {
    const { problems, moved, refused } = outcomes.get(name) as InventoryOutcome;
    expect(problems).toEqual([]);
    expect(moved === 0 ? 'nothing moves' : refused === 0 ? 'all moves' : 'some moves').toBe(expected);
  });
});
