import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ArmResource, ResourceGroupFacts } from '../../contracts/azure/inventory';

/** One line of the file: the resources of a published template, by ids in which `~` stands for a group's providers. */
export interface TemplateInventory {
  template: string;
  resources: TemplateResource[];
}

interface TemplateResource {
  id: string;
  type: string;
  location?: string;
  sku?: Record<string, unknown>;
  kind?: string;
  plan?: Record<string, unknown>;
  identity?: { type?: string };
  zones?: string[];
  /** JSON pointers relative to `properties`, and the ids that stand there. */
  refs?: [pointer: string, id: string][];
  vm?: { size?: string; image?: Record<string, unknown>; managed?: boolean; dataDisks?: number; secrets?: number };
}

/** Where the inventories lie when the shared data is there. */
export const INVENTORIES_FILE = path.join(__dirname, '../../../shared/azure/inventories.jsonl');

export const haveInventories = existsSync(INVENTORIES_FILE);

/** @param file JSONL, one inventory a line */
export function readInventories(file: string = INVENTORIES_FILE): TemplateInventory[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as TemplateInventory);
}

/**
 * The template's resources as ARM would answer for them, dealt to the groups one after another by top-level resource;
 * children stay with their parent. Every id anywhere in them follows its resource into its group.
 */
export function spreadOverGroups(
  inventory: TemplateInventory,
  subscriptionId: string,
  groupNames: string[],
): { resourceGroups: ResourceGroupFacts[]; resources: ArmResource[] } {
  const majority = majorityRegion(inventory);
  const groupOf = new Map<string, string>();
  const place = (id: string): string => {
    const top = id.slice(1).split('/').slice(0, 3).join('/').toLowerCase();
    const group = groupOf.get(top) ?? groupNames[groupOf.size % groupNames.length] ?? '';
    groupOf.set(top, group);
    return `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${id.slice(1)}`;
  };
  for (const { id } of inventory.resources) place(id);
  // A template that names a resource twice updates it the second time.
  const latest = new Map(inventory.resources.map((template) => [template.id.toLowerCase(), template]));
  const account = inventory.resources.find((r) => r.type.toLowerCase() === 'microsoft.storage/storageaccounts');
  const vhdHost = `https://${nameOf(account?.id ?? 'vhds')}.blob.core.windows.net`;

  const resources = [...latest.values()].map((template): ArmResource => {
    const properties: Record<string, unknown> = template.vm ? vmProperties(template.vm, nameOf(template.id), vhdHost) : {};
    for (const [pointer, id] of template.refs ?? []) setAt(properties, pointer, place(id));
    const location = regionFor(template, majority);
    return {
      id: place(template.id),
      name: nameOf(template.id),
      type: template.type,
      ...(location === undefined ? {} : { location }),
      ...(template.sku ? { sku: template.sku } : {}),
      ...(template.kind === undefined ? {} : { kind: template.kind }),
      ...(template.plan ? { plan: template.plan } : {}),
      ...(template.zones ? { zones: template.zones } : {}),
      // The user-assigned identities of a template are expressions, not ids.
      ...(template.identity?.type === undefined ? {} : { identity: { type: template.identity.type } }),
      properties,
    };
  });
  return { resourceGroups: groupNames.map((name) => ({ name, location: majority })), resources };
}

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

function regionFor({ id, location }: TemplateResource, majority: string): string | undefined {
  if (location !== undefined) return isRegion(location) ? location : majority;
  return id.split('/').length > 3 ? undefined : majority;
}

const REGION =
  /^(global|(australia|canada|china|france|germany|india|japan|korea|norway|southafrica|sweden|switzerland|uae|uk|us|brazil|qatar|poland|italy|israel)[a-z0-9]*|(north|south|east|west|central|southeast|northcentral|southcentral|westcentral)(us|europe|asia|india)[0-9]?)$/;

function isRegion(location: string): boolean {
  return REGION.test(location.replace(/\s+/g, '').toLowerCase());
}

function majorityRegion({ resources }: TemplateInventory): string {
  const count = new Map<string, number>();
  for (const { location } of resources)
    if (location !== undefined && isRegion(location) && location.toLowerCase() !== 'global')
      count.set(location, (count.get(location) ?? 0) + 1);
  return [...count].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'westeurope';
}

function vmProperties(vm: NonNullable<TemplateResource['vm']>, name: string, vhdHost: string): Record<string, unknown> {
  const disk = (part: string) =>
    vm.managed === false
      ? { vhd: { uri: `${vhdHost}/vhds/${name}-${part}.vhd` } }
      : { managedDisk: { storageAccountType: 'Standard_LRS' } };
  return {
    hardwareProfile: { vmSize: vm.size ?? 'Standard_DS1_v2' },
    storageProfile: {
      ...(vm.image ? { imageReference: vm.image } : {}),
      osDisk: { name: `${name}-os`, createOption: 'FromImage', ...disk('os') },
      dataDisks: Array.from({ length: vm.dataDisks ?? 0 }, (_, lun) => ({ lun, createOption: 'Empty', ...disk(`data${lun}`) })),
    },
    osProfile: {
      computerName: name,
      secrets: Array.from({ length: vm.secrets ?? 0 }, (_, n) => ({
        vaultCertificates: [{ certificateUrl: `https://vault.example/secrets/certificate${n}` }],
      })),
    },
  };
}

/** Writes into nested objects and lists, making what is missing on the way; gaps in a list become empty objects. */
function setAt(root: Record<string, unknown>, pointer: string, value: string): void {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  let at: Record<string, unknown> | unknown[] = root;
  path.forEach((part, depth) => {
    const next = path[depth + 1];
    const fresh = next === undefined ? value : /^\d+$/.test(next) ? [] : {};
    if (Array.isArray(at)) while (at.length <= Number(part)) at.push({});
    const holder = at as Record<string, unknown>;
    const known = holder[part];
    const isEmptyGap = typeof known === 'object' && known !== null && !Array.isArray(known) && Object.keys(known).length === 0;
    if (next === undefined || known === undefined || isEmptyGap) holder[part] = fresh;
    at = holder[part] as Record<string, unknown>;
  });
}
