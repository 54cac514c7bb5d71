type Rule = Record<string, unknown>;

interface BuiltIn {
  displayName: string;
  parameters: Record<string, { type: string }>;
  policyRule: Rule;
}

/** Azure's own policies that most often stand in the way of a move, under their real ids. */
const BUILT_IN: Record<string, BuiltIn> = {
  'e56962a6-4747-49cd-b67b-bf8b01975c4c': {
    displayName: 'Allowed locations',
    parameters: { listOfAllowedLocations: { type: 'Array' } },
    policyRule: {
      if: {
        allOf: [
          { field: 'location', notIn: "[parameters('listOfAllowedLocations')]" },
          { field: 'location', notEquals: 'global' },
        ],
      },
      then: { effect: 'deny' },
    },
  },
  'a08ec900-254a-4555-9bf5-e42af04b5c5c': {
    displayName: 'Allowed resource types',
    parameters: { listOfResourceTypesAllowed: { type: 'Array' } },
    policyRule: {
      if: { not: { field: 'type', in: "[parameters('listOfResourceTypesAllowed')]" } },
      then: { effect: 'deny' },
    },
  },
  '6c112d4e-5bc7-47ae-a041-ea2d9dccd749': {
    displayName: 'Not allowed resource types',
    parameters: { listOfResourceTypesNotAllowed: { type: 'Array' } },
    policyRule: {
      if: { field: 'type', in: "[parameters('listOfResourceTypesNotAllowed')]" },
      then: { effect: 'deny' },
    },
  },
};

function named(definitionId: string): [name: string, definition: BuiltIn] | undefined {
  const name = definitionId.split('/').at(-1)?.toLowerCase() ?? '';
  const definition = BUILT_IN[name];
  return definition && [name, definition];
}

/** The rule of a built-in definition by its full id. */
export function builtInPolicy(definitionId: string): Rule | undefined {
  return named(definitionId)?.[1].policyRule;
}

/** A built-in definition as a GET answers it. */
export function builtInDefinition(definitionId: string): Record<string, unknown> | undefined {
  const found = named(definitionId);
  if (!found) return undefined;
  const [name, definition] = found;
  return {
    properties: { policyType: 'BuiltIn', mode: 'Indexed', ...definition },
    id: `/providers/Microsoft.Authorization/policyDefinitions/${name}`,
    type: 'Microsoft.Authorization/policyDefinitions',
    name,
  };
}
