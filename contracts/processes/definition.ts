import type { z } from 'zod';
import type { Party } from '../people/parties';
import type { RunReport } from '../run/report';

/** A step as every side knows it: workflows enter it by its name, people read its title. */
export interface StepDefinition<Name extends string = string> {
  name: Name;
  /** Who acts in it. */
  who: Party | 'handover';
  title: string;
}

/** What all sides know of a process before any run of it. Each process has one, in its own file. */
export interface ProcessDefinition<Input = unknown, Result = unknown, Report extends RunReport = RunReport> {
  /** The workflow is registered with Temporal under this name. It never changes. */
  workflowType: string;
  /** Name for people. */
  title: string;
  /** Checks an input and fills in its defaults. */
  input: z.ZodType<Input>;
  /** Workflow id of a run with this input. Temporal refuses a second run of one id, so two cannot fight over one source. */
  id(input: Input): string;
  steps: readonly StepDefinition[];
  /** A run may be bound to a plan that was made before: `handover start --plan`. */
  takesPlanFile?: true;
  /** Never set. It carries the types of what a run answers and of the report that it leaves behind. */
  types?: { result: Result; report: Report };
}
