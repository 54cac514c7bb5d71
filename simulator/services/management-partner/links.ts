import { ArmError } from '../../kernel/arm-types';
import type { Azure } from '../../kernel/azure';
import type { ArmPath } from '../../kernel/destination';
import { badRequest } from '../../kernel/http/errors';
import type { Answer, ArmRequest } from '../../kernel/http/request';
import { keyOf } from '../../kernel/ids';
import { slice } from '../../kernel/slice';

/** The link of one identity of one tenant to a partner (partner admin link). Times are virtual milliseconds. */
interface PartnerLink {
  tenantId: string;
  objectId: string;
  partnerId: string;
  state: 'Active' | 'Deleted';
  /** Counts every change, deletions too: a link that is made again goes on counting and keeps its time of creation (recorded). */
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** Links by tenant and object id of whom they are for. */
export const partnerLinkState = slice<Record<string, PartnerLink>>('managementPartner', () => ({}));

/** Whom a link is for. The development token has no tenant: it counts as the first one's. */
function callerOf(azure: Azure, { caller }: ArmRequest): { key: string; tenantId: string; objectId: string } {
  const tenantId = caller.tenantId ?? [...azure.store.tenants.values()][0]?.tenantId ?? '';
  return { key: keyOf(`${tenantId}/${caller.objectId}`), tenantId, objectId: caller.objectId };
}

function view(azure: Azure, link: PartnerLink): Answer {
  const { tenantId, objectId, partnerId, state, version } = link;
  const partner = [...azure.store.partners.values()].find((one) => one.mpnId === partnerId);
  const partnerName = partner && azure.store.tenants.get(keyOf(partner.tenantId))?.displayName;
  return {
    status: 200,
    body: {
      id: `/providers/microsoft.managementpartner/partners/${partnerId}`,
      type: 'Microsoft.ManagementPartner/partners',
      name: partnerId,
      etag: version,
      properties: {
        partnerId,
        ...(partnerName === undefined ? {} : { partnerName }),
        tenantId,
        objectId,
        version,
        updatedTime: new Date(link.updatedAt).toISOString(),
        createdTime: new Date(link.createdAt).toISOString(),
        state,
      },
    },
  };
}

/** The caller's link. @throws ArmError 404 when there is none, or it is to another partner than `partnerId` */
function activeLink(azure: Azure, request: ArmRequest, partnerId?: string): PartnerLink {
  const { key, objectId } = callerOf(azure, request);
  const link = partnerLinkState.of(azure.store)[key];
  if (link?.state === 'Active' && (partnerId === undefined || link.partnerId === partnerId)) return link;
  throw new ArmError(404, {
    code: 'NotFound',
    message: `The object '${objectId}' is not linked to ${partnerId === undefined ? 'a partner' : `the partner '${partnerId}'`}.`,
  });
}

function assertPartnerId(partnerId: string): void {
  if (!/^\d{1,10}$/.test(partnerId))
    throw badRequest('InvalidPartnerId', `'${partnerId}' is not a partner id: a Microsoft Partner Network id is a number.`);
}

/** PUT: links the caller to a partner. @throws ArmError 409 when it is linked to another one: that is changed by PATCH */
function putLink(azure: Azure, request: ArmRequest, partnerId: string): Answer {
  assertPartnerId(partnerId);
  const { key, tenantId, objectId } = callerOf(azure, request);
  const there = partnerLinkState.of(azure.store)[key];
  if (there?.state === 'Active' && there.partnerId !== partnerId)
    throw new ArmError(409, {
      code: 'Conflict',
      message: `The object '${objectId}' is linked to the partner '${there.partnerId}' already: update or delete that link.`,
    });
  const now = azure.clock.now();
  const link: PartnerLink = {
    tenantId,
    objectId,
    partnerId,
    state: 'Active',
    version: (there?.version ?? 0) + 1,
    createdAt: there?.createdAt ?? now,
    updatedAt: now,
  };
  partnerLinkState.of(azure.store)[key] = link;
  return view(azure, link);
}

/** PATCH: the caller's link goes to this partner instead. */
function patchLink(azure: Azure, request: ArmRequest, partnerId: string): Answer {
  assertPartnerId(partnerId);
  const link = activeLink(azure, request);
  Object.assign(link, { partnerId, version: link.version + 1, updatedAt: azure.clock.now() });
  return view(azure, link);
}

/** DELETE: 200 without a body. */
function deleteLink(azure: Azure, request: ArmRequest, partnerId: string): Answer {
  const link = activeLink(azure, request, partnerId);
  Object.assign(link, { state: 'Deleted', version: link.version + 1, updatedAt: azure.clock.now() });
  return { status: 200 };
}

const getLink = (azure: Azure, request: ArmRequest, partnerId?: string) => view(azure, activeLink(azure, request, partnerId));

type Handle = (azure: Azure, request: ArmRequest, partnerId: string) => Answer;

function ownPath(method: string, verb: string, handle: Handle): ArmPath {
  return [
    method,
    /^\/providers\/Microsoft\.ManagementPartner\/partners\/([^/]+)$/i,
    (azure, request, parts) => ({
      operation: `Microsoft.ManagementPartner/partners/${verb}`,
      isOpen: true,
      scope: '/',
      handle: () => handle(azure, request, parts[1] ?? ''),
    }),
  ];
}

/** Microsoft.ManagementPartner 2018-02-01, for the table of ARM's paths. It takes no role: everybody links themselves. */
export const MANAGEMENT_PARTNER_PATHS: readonly ArmPath[] = [
  ownPath('GET', 'read', getLink),
  ownPath('PUT', 'write', putLink),
  ownPath('PATCH', 'write', patchLink),
  ownPath('DELETE', 'delete', deleteLink),
  [
    'GET',
    /^\/providers\/Microsoft\.ManagementPartner\/partners$/i,
    (azure, request) => ({
      operation: 'Microsoft.ManagementPartner/partners/read',
      isOpen: true,
      scope: '/',
      handle: () => getLink(azure, request),
    }),
  ],
];
