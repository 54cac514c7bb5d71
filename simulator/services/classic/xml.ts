/** The XML that RDFE speaks: elements without attributes but `i:nil` and `i:type`, in one namespace. */

const NAMESPACES = 'xmlns="http://schemas.microsoft.com/windowsazure" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';

/** An element with text; an empty one for an empty text. */
export function text(name: string, value: string | number | boolean): string {
  const escaped = String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped === '' ? `<${name}/>` : `<${name}>${escaped}</${name}>`;
}

/** An element with elements in it, which are XML already. */
export function node(name: string, ...children: string[]): string {
  const inside = children.join('');
  return inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`;
}

/** Makes a `node` whose type derives from the element's. */
export function typed(name: string, type: string, ...children: string[]): string {
  return `<${name} i:type="${type}">${children.join('')}</${name}>`;
}

/** Text, or nothing at all when there is none. */
export function maybe(name: string, value: string | number | boolean | undefined): string {
  return value === undefined ? '' : text(name, value);
}

/** The outermost element, with the namespaces. */
export function root(name: string, ...children: string[]): string {
  const inside = children.join('');
  return inside === '' ? `<${name} ${NAMESPACES}/>` : `<${name} ${NAMESPACES}>${inside}</${name}>`;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text of the first element of that name, whatever its prefix; undefined when there is none. */
export function textIn(xml: string, name: string): string | undefined {
  const found = new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?(?:/>|>([^<]*)</)`).exec(xml);
  if (!found) return undefined;
  return (found[1] ?? '').replace(/&(\w+);/g, (all, entity: string) => ENTITIES[entity] ?? all).trim();
}

/** Text of an element that Azure writes in Base64: labels and configurations. */
export function base64(value: string): string {
  return Buffer.from(value).toString('base64');
}
