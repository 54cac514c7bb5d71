import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contracts/people/canonical-json';
import type { MovePlan } from '../../contracts/azure/plan';

/** SHA-256 of the canonical JSON, lower-case hex. */
export function digest(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** What customer and operator approve: any change of the plan changes it. */
export function planDigest(plan: MovePlan): string {
  return digest(plan);
}
