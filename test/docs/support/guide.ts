import { readFileSync } from 'node:fs';

/** What a guide shows for one file: its whole text, or lines to be added to it. */
export interface Block {
  file: string;
  isEdit: boolean;
  text: string;
}

const BLOCK = /^(`{3,})(\w+) file=(\S+)\n(.*?)^\1 *$/gms;

/** The blocks of a page whose info string names a file: ` ```ts file=contracts/… `, and ` ```diff file=… ` for an edit. */
export function blocksOf(page: string): Block[] {
  return [...readFileSync(page, 'utf8').matchAll(BLOCK)].map(([, , language, file = '', text = '']) => ({
    file,
    isEdit: language === 'diff',
    text,
  }));
}

/**
 * The text with the lines of a diff block added: `+` begins an added line, `-` a removed one, a space one that has to be there, `@@` the next
 * place. Throws where the text has no such place, or more than one.
 */
export function edited(text: string, { file, text: diff }: Block): string {
  const places = diff
    .split(/^@@.*\n/m)
    .map((place) => place.split('\n').filter((line) => line !== ''))
    .filter((lines) => lines.length > 0);
  return places.reduce((now, lines) => {
    const side = (without: string) =>
      lines
        .filter((line) => !line.startsWith(without))
        .map((line) => line.slice(1))
        .join('\n');
    const [before, after] = [side('+'), side('-')];
    const parts = `\n${now}`.split(`\n${before}\n`);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} places with:\n${before}`);
    return parts.join(`\n${after}\n`).slice(1);
  }, text);
}
