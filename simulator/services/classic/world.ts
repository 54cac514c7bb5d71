import { z } from 'zod';
import { worldPart } from '../../kernel/world/part';
import { loadClassic } from './load';
import { classicProblems } from './problems';
import { ClassicWorld } from './schema';

/** The key `classic` of a world. */
export const classicWorld = worldPart({
  keys: { classic: z.array(ClassicWorld).default([]) },
  check: ({ classic }, checks) => classicProblems(classic, checks),
  load(store, { classic }, now) {
    for (const one of classic) loadClassic(store, one, now);
  },
});
