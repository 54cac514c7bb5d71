/** A value that ought to be text, as text; anything else reads as empty. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
