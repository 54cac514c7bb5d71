/** One resource that prepare makes; behaviours of its type fill in the rest, as they do for a PUT. */
export interface Planned {
  /** Id of its group. */
  group: string;
  /** `Microsoft.Network/networkInterfaces` */
  type: string;
  /** The name; a nested resource has its parents' names in front: `vm1/agent`. */
  name: string;
  location: string;
  body?: Record<string, unknown>;
  properties: Record<string, unknown>;
  /** Code and text of the instance view, for a machine that does not run. */
  powerState?: readonly [code: string, displayStatus: string];
}

export function plannedId({ group, type, name }: Pick<Planned, 'group' | 'type' | 'name'>): string {
  const [namespace = '', ...types] = type.split('/');
  const names = name.split('/');
  return `${group}/providers/${namespace}/${types.map((one, at) => `${one}/${names[at] ?? ''}`).join('/')}`;
}

export function reference(planned: Pick<Planned, 'group' | 'type' | 'name'>): { id: string } {
  return { id: plannedId(planned) };
}
