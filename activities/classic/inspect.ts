import type { ClassicKind, ClassicUnit } from '../../contracts/processes/classic-upgrade';
import { parseArmId } from '../../planning/inventory/arm-id';
import { armName } from '../../planning/classic/units';
import type { ClassicScope, UnitInput } from './upgrade';
import type { Dependencies } from '../ports/dependencies';
import { waitForLists } from '../reading/lagging-lists';
import { secretsOf } from '../reading/machine-secrets';
import type { Arm } from '../ports/arm';

export interface Built {
  resourceGroups: string[];
  /** Ids of what is in those groups. */
  resources: string[];
  /** What should be there and is not: `Microsoft.Compute/virtualMachines web1`. */
  missing: string[];
}

/** What a unit has to become, whatever else comes with it. A cloud service becomes its machines. */
const BECOMES: Partial<Record<ClassicKind, string>> = {
  virtualNetwork: 'Microsoft.Network/virtualNetworks',
  storageAccount: 'Microsoft.Storage/storageAccounts',
  networkSecurityGroup: 'Microsoft.Network/networkSecurityGroups',
  reservedIp: 'Microsoft.Network/publicIPAddresses',
  routeTable: 'Microsoft.Network/routeTables',
};
const MACHINE = 'Microsoft.Compute/virtualMachines';

export function createClassicOutcomeActivities({ azure, settings }: Dependencies) {
  const builtFor = async (input: UnitInput): Promise<Built> => {
    const built = await whatIsBuilt(azure.arm(input.tenantId), input.subscriptionId, input.unit);
    waitForLists(built.missing, settings);
    return built;
  };

  return {
    /** What stands in Resource Manager for the unit, by ARM's own lists, and whether it is all. */
    async inspectClassic(input: UnitInput): Promise<Built> {
      return builtFor(input);
    },

    /** Ids of the machines in these groups that carry secrets of a key vault. */
    async findMachinesWithSecrets({ tenantId, subscriptionId, groups }: ClassicScope & { groups: string[] }): Promise<string[]> {
      const wanted = new Set(groups.map((name) => name.toLowerCase()));
      const machines = await azure.arm(tenantId).virtualMachines(subscriptionId);
      return machines
        .filter((machine) => secretsOf(machine).length > 0)
        .map(({ id }) => id)
        .filter((id) => wanted.has(parseArmId(id)?.resourceGroup?.toLowerCase() ?? ''))
        .sort();
    },
  };
}

async function whatIsBuilt(arm: Arm, subscriptionId: string, unit: ClassicUnit): Promise<Built> {
  const there = new Map((await arm.resourceGroups(subscriptionId)).map(({ name }) => [name.toLowerCase(), name]));
  const resourceGroups = unit.groups.flatMap((name) => there.get(name.toLowerCase()) ?? []);
  const resources: { id: string; type: string }[] = [];
  for (const group of resourceGroups) resources.push(...(await arm.listResources(subscriptionId, group)));
  const found = new Set(resources.map(({ id, type }) => `${type} ${id.slice(id.lastIndexOf('/') + 1)}`.toLowerCase()));
  const main = BECOMES[unit.kind];
  const wanted = [
    ...(main ? [`${main} ${armName(unit.name)}`] : []),
    ...unit.virtualMachines.map((name) => `${MACHINE} ${name}`),
  ];
  return {
    resourceGroups,
    // ARM shows the classic side in groups too; it goes away with the commit.
    resources: resources.filter(({ type }) => !/^microsoft\.classic/i.test(type)).map(({ id }) => id),
    missing: wanted.filter((one) => !found.has(one.toLowerCase())),
  };
}
