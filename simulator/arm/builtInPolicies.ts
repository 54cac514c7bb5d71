type Rule = Record<string, unknown>;

/** Azure's own policies that most often stand in the way of a move, under their real ids. */
const RULES: Record<string, Rule> = {
  // Allowed locations
  'e56962a6-4747-49cd-b67b-bf8b01975c4c': {
    if: {
      allOf: [
        { field: 'location', notIn: "[parameters('listOfAllowedLocations')]" },
        { field: 'location', notEquals: 'global' },
      ],
    },
    then: { effect: 'deny' },
  },
  // Allowed resource types
  'a08ec900-254a-4555-9bf5-e42af04b5c5c': {
    if: { not: { field: 'type', in: "[parameters('listOfResourceTypesAllowed')]" } },
    then: { effect: 'deny' },
  },
  // Not allowed resource types
  '6c112d4e-5bc7-47ae-a041-ea2d9dccd749': {
    if: { field: 'type', in: "[parameters('listOfResourceTypesNotAllowed')]" },
    then: { effect: 'deny' },
  },
};

/** The rule of a built-in definition by its full id. */
export function builtInPolicy(definitionId: string): Rule | undefined {
  return RULES[definitionId.split('/').at(-1)?.toLowerCase() ?? ''];
}
