import type { Azure } from '../../../kernel/azure';
import { GUID } from '../../../kernel/guids';
import type { Answer, ArmRequest } from '../../../kernel/http/request';
import { keyOf } from '../../../kernel/ids';
import type { Partner, Tenant } from '../../../kernel/state/model';
import type { Relationship } from '../model';
import { relationshipOf } from '../relationships/relationships';
import { refusal } from './errors';

/** One request as a noun's handler sees it. */
export interface PartnerCall {
  azure: Azure;
  request: ArmRequest;
  /** Who calls. */
  partner: Partner;
  /** What the path says for the names in braces of the route's pattern. */
  params: Readonly<Record<string, string>>;
  /** Names in camel case whatever the client wrote; undefined: there was none. */
  body: unknown;
}

export type Handler = (call: PartnerCall) => Answer;

/** Method, path with `{names}`, who answers. Paths are compared without regard to case. */
export type Route = readonly [method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', pattern: string, handler: Handler];

/** Answers without a token: what people and webhook receivers open. */
export type PageHandler = (azure: Azure, request: ArmRequest, text: string | undefined) => Answer;

/** Method, path with `{names}`, who answers. */
export type Page = readonly [method: string, pattern: string, handler: PageHandler];

export type Fields = Record<string, unknown>;

/** A part of the path. */
export function param(call: PartnerCall, name: string): string {
  return call.params[name] ?? '';
}

/** `value` as an object; an empty one when it is something else. */
export function fieldsOf(value: unknown): Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};
}

/** The body as an object. @throws PartnerError 800002 when it is something else */
export function bodyOf(call: PartnerCall): Fields {
  const { body } = call;
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw refusal(800002, 'a JSON object was expected');
  return body as Fields;
}

/** A query option, found whatever its case. */
export function queryOf(call: PartnerCall, name: string): string | undefined {
  for (const [key, value] of call.request.query) if (key.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}

/** Members written in Pascal case (as the .NET SDK sends them) and in camel case are the same to Partner Center. */
export function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), inCamelCase(inner)]),
  );
}

export interface Customer {
  tenant: Tenant;
  relationship: Relationship;
}

/**
 * The customer that the path names, `{customer}`.
 * @throws PartnerError 900118 not a GUID, 60003 no such tenant, 20002 not a customer of the caller
 */
export function customerOf(call: PartnerCall): Customer {
  const id = param(call, 'customer');
  if (!GUID.test(id)) throw refusal(900118);
  const tenant = call.azure.store.tenants.get(keyOf(id));
  if (!tenant) throw refusal(60003);
  const relationship = relationshipOf(call.azure.store, call.partner.tenantId, id);
  if (!relationship) throw refusal(20002);
  return { tenant, relationship };
}
