import type { z } from 'zod';

export interface WorldProblem {
  /** Where in the world file: `resources[3].id`. */
  path: string;
  /** What is wrong and how to put it right. */
  message: string;
}

/** A world that cannot be taken, with every problem at once. Nothing of it was taken. */
export class WorldError extends Error {
  constructor(readonly problems: WorldProblem[]) {
    super(
      `The world has ${problems.length} problem${problems.length === 1 ? '' : 's'}:\n` +
        problems.map((p) => `  ${p.path || '(root)'}: ${p.message}`).join('\n'),
    );
    this.name = 'WorldError';
  }
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}${text ? '.' : ''}${String(step)}`),
    '',
  );
}

/** Zod's findings as problems: unknown keys get one each, with the way out. */
export function schemaProblems(error: z.ZodError): WorldProblem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: pathOf(issue.path), message: issue.message }];
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, key]),
      message: 'is not a key that a world has here: take it out, or correct its spelling (docs/simulator.md lists them)',
    }));
  });
}
