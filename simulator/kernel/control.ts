import type { z } from 'zod';
import type { Azure } from './azure';
import type { Answer } from './http/request';
import { schemaProblems } from './world/world-error';

/** One of the simulator's own controls: not Azure's, not authenticated, never used by the product's workflows. */
export interface Control {
  method: 'GET' | 'POST' | 'DELETE';
  /** The path below `/_sim`: `/engineer`. */
  path: string;
  /** @param body the body's JSON; an empty object when there was none. @throws BadControl */
  answer(azure: Azure, body: unknown): Answer;
}

/** A control that was asked for something that it cannot do: answered with 400. */
export class BadControl extends Error {}

/** The value in its schema's form. @throws BadControl with every problem at once */
export function asked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new BadControl(
    schemaProblems(parsed.error)
      .map((one) => `${one.path || '(root)'}: ${one.message}`)
      .join('\n'),
  );
}
