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
