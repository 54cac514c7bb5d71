import { randomInt } from 'node:crypto';

/** Characters that are mistaken for one another when they are read out are missing: no I, l, 1, O, 0. */
const CLASSES = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!#$%*+-=?@_'];
const LENGTH = 24;

/** A password of the machine's own making, about 140 bits, with a character of each class that Entra counts (three of four are wanted). */
export function newPassword(): string {
  const all = CLASSES.join('');
  const picked = [...CLASSES, ...Array.from({ length: LENGTH - CLASSES.length }, () => all)].map((letters) =>
    letters.charAt(randomInt(letters.length)),
  );
  // The first four would betray their class.
  for (let at = picked.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [picked[at], picked[other]] = [picked[other] ?? '', picked[at] ?? ''];
  }
  return picked.join('');
}
