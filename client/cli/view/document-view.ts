import type { Document } from '../../../contracts/people/document';
import { colours as pc } from '../../words/colours';

/** A document as lines of text, to be read before it is signed. */
export function documentView({ title, version, sections }: Document): string[] {
  return [
    pc.bold(`${title}, version ${version}`),
    ...sections.flatMap(({ title: section, text = [], fields }) => [
      pc.dim(section),
      ...text.map((one) => `  ${one}`),
      // Steps are numbered `1.`, and want no colon.
      ...fields.map(({ label, value }) => `  ${label}${label.endsWith('.') ? '' : ':'} ${value}`),
    ]),
  ];
}
