/** A unit of measure taken apart: `10 GB` is 10 of `gb`; without a number it is one. */
interface Unit {
  count: number;
  /** Lower case, without the plural's s. */
  name: string;
}

const SHAPE = /^\s*([\d.,]*\d)?\s*([km](?![a-z]))?\s*(.*?)\s*$/i;

/** `1 Hour`, `Hours`, `100 GB/Month`, `10K`, `10,000s`, `1M Messages`: as usage and rate cards write them. */
export function unitOf(text: string): Unit {
  const [, number, letter = '', name = ''] = SHAPE.exec(text) ?? [];
  const count = number === undefined ? 1 : Number(number.replaceAll(',', ''));
  const factor = letter === '' || number === undefined ? 1 : letter.toLowerCase() === 'k' ? 1_000 : 1_000_000;
  return { count: Number.isFinite(count) && count > 0 ? count * factor : 1, name: name.toLowerCase().replace(/s(?=$|\/)/, '') };
}
