import type { Service } from '../../kernel/service';
import { completeMoves } from './move-resources';
import { MOVE_PATHS } from './paths';

/** Moves of resources to another group or subscription, and the rules by which providers refuse them. */
export const move = { name: 'move', armPaths: MOVE_PATHS, complete: completeMoves } satisfies Service;
