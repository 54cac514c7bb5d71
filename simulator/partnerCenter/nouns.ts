import type { Azure } from '../azure';
import type { Answer, ArmRequest } from '../http';
import type { Route } from './call';
import { CUSTOMERS } from './customers';

/** Every noun of the API. One that is added gets a file of its own and a line here. */
export const NOUNS: readonly Route[] = [...CUSTOMERS];

/** Answers without a token: what people and webhook receivers open. */
export type PageHandler = (azure: Azure, request: ArmRequest, text: string | undefined) => Answer;

export const PAGES: readonly (readonly [method: string, pattern: string, handler: PageHandler])[] = [];
