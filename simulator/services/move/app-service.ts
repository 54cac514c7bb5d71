import type { ArmResource } from '../../kernel/arm-types';
import { keyOf } from '../../kernel/ids';
import { at, textOf } from '../providers/json';
import type { MoveCase } from './move-case';
import type { Objection } from './refusals';
import { hasType, isIn } from './resource-tests';

const APP_SERVICE = ['Microsoft.Web/serverfarms', 'Microsoft.Web/sites', 'Microsoft.Web/certificates'];

/**
 * Across subscriptions, the App Service resources of a group go together, from the group they were made in, to a group that has none.
 * Within a subscription App Service asks nothing of the kind.
 */
export function appServiceRules(move: MoveCase): Objection[] {
  const named = [...move.named.values()].filter(isAppService);
  const [first] = named;
  if (!first) return [];
  const objections = named.flatMap((resource) => foreignGroup(resource, move));
  const spaces = new Set(named.map(webSpaceOf));
  const left = move.source.filter(
    (resource) =>
      isAppService(resource) &&
      isIn(resource, move.request.source) &&
      !move.named.has(keyOf(resource.id)) &&
      spaces.has(webSpaceOf(resource)),
  );
  for (const resource of left)
    objections.push(
      refuse(first, resource.id, `Select all Microsoft.Web resources of the group together: '${resource.id}' is missing.`),
    );
  const inTheWay = move.targetGroup.find(isAppService);
  if (inTheWay)
    objections.push(
      refuse(
        first,
        inTheWay.id,
        `The target group must have no Microsoft.Web resources before the move; it has '${inTheWay.id}'.`,
      ),
    );
  return objections;
}

/** `{group}-{Region}webspace`, on Linux with a further `-Linux`, names the group that the resource was made in. */
const WEB_SPACE = /^(.+)-[^-]+webspace(-linux)?$/;

function foreignGroup(resource: ArmResource, move: MoveCase): Objection[] {
  const origin = WEB_SPACE.exec(webSpaceOf(resource) ?? '')?.[1];
  if (origin === undefined || origin === move.request.source.resourceGroup.toLowerCase()) return [];
  return [
    refuse(
      resource,
      resource.id,
      `'${resource.id}' is hosted by resource group '${origin}'. Move it back there, then to the other subscription.`,
    ),
  ];
}

function isAppService(resource: ArmResource): boolean {
  return APP_SERVICE.some((type) => hasType(resource, type));
}

function webSpaceOf(resource: ArmResource): string | undefined {
  return textOf(at(resource, 'properties', 'webSpace'))?.toLowerCase();
}

function refuse(asked: ArmResource, target: string, message: string): Objection {
  return {
    type: asked.type,
    code: 'BadRequest',
    summary: 'App Service refuses the move. See the details of each resource.',
    target,
    message,
  };
}
