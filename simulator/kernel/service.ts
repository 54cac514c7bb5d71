import type { Azure } from './azure';
import type { Control } from './control';
import type { ArmPath } from './destination';
import type { Outcome, RawRequest } from './http/exchange';
import type { Slice } from './slice';
import type { Breach } from './state/invariants';
import type { Operation } from './state/model';
import type { WorldPart } from './world/part';

/**
 * One service of the local Azure. Where services are asked one after another, they are asked in the order of the list in
 * `services/index.ts`.
 */
export interface Service {
  readonly name: string;
  /** What it keeps: a part of every snapshot. */
  readonly state?: Slice<object>;
  /** Answers at addresses of its own. For a request that is not its own it returns undefined, and the next service is asked. */
  routes?(azure: Azure, services: readonly Service[]): (raw: RawRequest) => Outcome | undefined;
  /** Its paths below Azure Resource Manager, which signs in, throttles and authorizes before it asks the service. */
  readonly armPaths?: readonly ArmPath[];
  /** What ends its long-running operations, by the operation's kind. Functions of plain data, so that a snapshot may hold a running one. */
  readonly complete?: Readonly<Record<string, (azure: Azure, operation: Operation) => void>>;
  /** Does what is due. Called before each request, and after long-running operations have ended. */
  settle?(azure: Azure): void;
  /** Breaks off what it does beside requests: the server stops, or another state takes the place of this one. */
  stop?(azure: Azure): void;
  /** Its keys of a world. */
  readonly world?: WorldPart;
  /** Lists what is broken of that which must hold of its state whatever was done. */
  invariants?(azure: Azure): Breach[];
  /** Its controls below `/_sim`. */
  readonly controls?: readonly Control[];
}
