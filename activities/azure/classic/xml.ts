import { XMLParser } from 'fast-xml-parser';

/** An element: its children by name. Text alone is a string; what occurs once is no list. */
export type Element = Record<string, unknown>;

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, htmlEntities: true });

/** The content of the document's root; undefined for what is no XML. */
export function rootOf(text: string | null | undefined): Element | undefined {
  if (!text?.trimStart().startsWith('<')) return undefined;
  try {
    const document = parser.parse(text) as Element;
    const [, root] = Object.entries(document).find(([name]) => !name.startsWith('?')) ?? [];
    return elementOf(root);
  } catch {
    return undefined;
  }
}

export function elementOf(value: unknown): Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Element) : {};
}

/** The elements of a list, `listOf(root, 'RoleList', 'Role')`: none, one or many. */
export function listOf(element: Element, ...path: string[]): Element[] {
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce((at, name) => elementOf(at[name]), element);
  const found = parent[last];
  return (Array.isArray(found) ? (found as unknown[]) : found === undefined ? [] : [found]).map(elementOf);
}

/** Text of the child; undefined when it is not there or empty. */
export function textOf(element: Element, name: string): string | undefined {
  const value = element[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
