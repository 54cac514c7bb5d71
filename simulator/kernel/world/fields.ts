import { z } from 'zod';
import { GUID } from '../guids';

/** Fields that entries of a world share, whatever service reads them. */

export const guid = z.string().regex(GUID, 'is not a GUID');

/** An id as ARM's GET answers it. */
export const armId = z.string().startsWith('/', 'must be a full ARM id, beginning with /subscriptions/');

/** What is said about a scope, as ARM's GET answers it or in the short form of the same. */
export const scoped = {
  id: armId.optional(),
  name: z.string().min(1).optional(),
  type: z.string().optional(),
  scope: z.string().startsWith('/').optional(),
};
