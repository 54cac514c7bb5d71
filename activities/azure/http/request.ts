import type { ServiceClient } from '@azure/core-client';
import { ApplicationFailure } from '@temporalio/common';
import { createHttpHeaders, createPipelineRequest, isRestError, type PipelineResponse } from '@azure/core-rest-pipeline';
import { azureFailure, type AzureError, type TypeOfCode } from '../../failures/azure';

export interface Answer {
  status: number;
  body: unknown;
  header: (name: string) => string | undefined;
}

/** One request through an SDK client's own pipeline: its sign-in, its retries, its telemetry. Answers whatever the status; throws only without an answer. */
export async function send(
  client: ServiceClient,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: unknown,
): Promise<Answer> {
  const response: PipelineResponse = await client.sendRequest(
    createPipelineRequest({
      url,
      method,
      headers: createHttpHeaders({
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeout: 60_000,
    }),
  );
  return { status: response.status, body: parse(response.bodyAsText), header: (name) => response.headers.get(name) };
}

/** Retry-After in milliseconds; `fallback` when Azure says nothing (its own default is 15 s for moves). */
export function retryAfterMs(answer: Answer, fallback: number): number {
  const seconds = Number(answer.header('retry-after'));
  return seconds > 0 ? seconds * 1000 : fallback;
}

/** An answer that is an error, as our failure. */
export function refused(answer: Answer, doing: string, ownCodes?: TypeOfCode) {
  return azureFailure(
    { statusCode: answer.status, message: `HTTP ${answer.status}`, headers: { get: answer.header }, body: answer.body },
    doing,
    ownCodes,
  );
}

/** Runs an SDK call; what it throws becomes one of our failures. `doing` begins the message: `list locks of …`. */
export async function translated<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translate(error, doing);
  }
}

export function translate(error: unknown, doing: string): unknown {
  if (isRestError(error)) {
    return azureFailure(
      {
        statusCode: error.statusCode,
        code: error.code,
        message: error.message,
        headers: error.response?.headers,
        body: parse(error.response?.bodyAsText),
      },
      doing,
    );
  }
  if (!(error instanceof Error) || error instanceof ApplicationFailure || error instanceof TypeError) return error;
  // Only what the authority itself refuses is a matter of credentials; an authority that cannot be reached is an outage.
  const credentials =
    /Authentication|Credential/.test(error.name) && /AADSTS\d+|invalid_client|unauthorized_client/.test(error.message);
  const known: AzureError = { message: `${error.name}: ${error.message}` };
  return azureFailure(credentials ? { ...known, statusCode: 401 } : known, doing);
}

/** JSON, or the text itself; undefined when there is none. */
export function parse(text: string | null | undefined): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
