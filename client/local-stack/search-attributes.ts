import { isGrpcServiceError, type Client } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../../contracts/run/search-attributes';

/** Types by the name that the `temporal` command line gives them, and by the number that the API gives them. */
const TYPES: Partial<Record<SearchAttributeType, { name: string; number: number }>> = {
  [SearchAttributeType.KEYWORD]: { name: 'Keyword', number: 2 },
  [SearchAttributeType.KEYWORD_LIST]: { name: 'KeywordList', number: 7 },
};
/** gRPC's status code. */
const ALREADY_EXISTS = 6;

function typeOf(type: SearchAttributeType): { name: string; number: number } {
  const known = TYPES[type];
  if (known === undefined) throw new Error(`search attributes of type ${type} are not registered by this module`);
  return known;
}

/** `NAME=Type` for each of ours. */
export function searchAttributeArguments(): string[] {
  return Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) => `${name}=${typeOf(type).name}`);
}

/** Registers on a server that somebody else runs what our workflows write. Those that are there stay as they are. */
export async function registerSearchAttributes({ connection, options: { namespace } }: Client): Promise<void> {
  for (const { name, type } of Object.values(SEARCH_ATTRIBUTES)) {
    const request: { namespace: string; searchAttributes: Record<string, number> } = {
      namespace,
      searchAttributes: { [name]: typeOf(type).number },
    };
    try {
      await connection.operatorService.addSearchAttributes(request);
    } catch (error) {
      const code: number = isGrpcServiceError(error) ? error.code : 0;
      if (code !== ALREADY_EXISTS) throw error;
    }
  }
}
