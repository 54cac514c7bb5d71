import { ArmError } from '../arm-types';

/**
 * A request's text as JSON; undefined when there is none.
 * @throws ArmError 400 InvalidRequestContent when it is not JSON
 */
export function readBody(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return unwrapped(JSON.parse(text));
  } catch (error) {
    throw new ArmError(400, {
      code: 'InvalidRequestContent',
      message: `The request content was invalid and could not be deserialized: '${(error as Error).message}'.`,
    });
  }
}

/**
 * Recorders that found bytes where they expected text kept `{"$raw": "b'…'"}`, and so do clients that play such recordings back. What
 * stands between the quotes is the JSON that was sent to Azure. No type of ARM has a member `$raw` beside which nothing else stands.
 */
function unwrapped(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const [[key, value] = [], ...others] = Object.entries(body);
  if (key !== '$raw' || typeof value !== 'string' || others.length > 0) return body;
  const json = /\{.*\}/s.exec(value)?.[0];
  return json === undefined ? body : (JSON.parse(json) as unknown);
}
