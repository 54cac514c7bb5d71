import type { Azure } from './azure';
import type { Answer, ArmRequest } from './http/request';

/** Where a request to ARM leads: what role definitions call it, what it acts on, who answers it. */
export interface Destination {
  operation?: string;
  /** Whether everybody may who is signed in and may enter the subscription's tenant: so it is for polls, and where the handler itself judges. */
  isOpen?: true;
  scope: string;
  handle(): Answer;
}

/** One of ARM's paths; `parts` is what the pattern's groups have taken, from 1. */
export type ArmPath = readonly [
  method: string,
  path: RegExp,
  make: (azure: Azure, request: ArmRequest, parts: string[]) => Destination,
];
