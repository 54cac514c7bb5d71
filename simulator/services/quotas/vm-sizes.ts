/** A published size of virtual machines. */
interface VmSize {
  /** The name in Azure's own case. */
  name: string;
  vcpus: number;
  /** Quota of its series, as the usage list has it. */
  family: string;
}

type Vcpus = Record<number, number>;

const OLD_D: Vcpus = { 1: 1, 2: 2, 3: 4, 4: 8, 11: 2, 12: 4, 13: 8, 14: 16 };
const D_V2: Vcpus = { ...OLD_D, 5: 16, 15: 20 };
/** Since then the number in a size's name is the count of its processors. */
const counts = (...numbers: number[]): Vcpus => Object.fromEntries(numbers.map((number) => [number, number]));
const V3 = counts(2, 4, 8, 16, 32, 48, 64);
const V4 = counts(2, 4, 8, 16, 20, 32, 48, 64, 96);

/** Series by their quota; `#` stands for the number. Microsoft's pages of sizes; a choice: the general ones, and what published templates use. */
const SERIES: [family: string, size: string, vcpus: Vcpus][] = [
  ['basicAFamily', 'Basic_A#', { 0: 1, 1: 1, 2: 2, 3: 4, 4: 8 }],
  ['standardA0_A7Family', 'Standard_A#', { 0: 1, 1: 1, 2: 2, 3: 4, 4: 8, 5: 2, 6: 4, 7: 8 }],
  ['standardA8_A11Family', 'Standard_A#', { 8: 8, 9: 16, 10: 8, 11: 16 }],
  ['standardDFamily', 'Standard_D#', OLD_D],
  ['standardDSFamily', 'Standard_DS#', OLD_D],
  ['standardDv2Family', 'Standard_D#_v2', D_V2],
  ['standardDSv2Family', 'Standard_DS#_v2', D_V2],
  ['standardAv2Family', 'Standard_A#_v2', counts(1, 2, 4, 8)],
  ['standardAv2Family', 'Standard_A#m_v2', counts(2, 4, 8)],
  ['standardBSFamily', 'Standard_B#ls', counts(1)],
  ['standardBSFamily', 'Standard_B#s', counts(1, 2)],
  ['standardBSFamily', 'Standard_B#ms', counts(1, 2, 4, 8, 12, 16, 20)],
  ['standardFFamily', 'Standard_F#', counts(1, 2, 4, 8, 16)],
  ['standardFSFamily', 'Standard_F#s', counts(1, 2, 4, 8, 16)],
  ['standardFSv2Family', 'Standard_F#s_v2', counts(2, 4, 8, 16, 32, 48, 64, 72)],
  ...['D', 'E'].flatMap((letter) =>
    ['v3', 'Sv3', 'v4', 'Sv4', 'Dv4', 'DSv4', 'ASv4', 'v5', 'Sv5', 'Dv5', 'DSv5', 'ASv5', 'ADSv5'].map(
      (series): (typeof SERIES)[number] => {
        const [features = '', version = ''] = series.split('v');
        return [
          `standard${letter}${series}Family`,
          `Standard_${letter}#${features.toLowerCase()}_v${version}`,
          version === '3' ? V3 : V4,
        ];
      },
    ),
  ),
];

/** Families that there is a quota for. */
export const FAMILIES: readonly string[] = [...new Set(SERIES.map(([family]) => family))];

export const VM_SIZES: readonly VmSize[] = SERIES.flatMap(([family, size, vcpus]) =>
  Object.entries(vcpus).map(([number, count]) => ({ name: size.replace('#', number), vcpus: count, family })),
);

const BY_NAME = new Map(VM_SIZES.map((size) => [size.name.toLowerCase(), size]));

/**
 * What a machine of the size takes, in any case. A size of no table has as many processors as the number in its name, as Azure's names have it,
 * or one without a number, and counts towards the region alone.
 */
export function chargeOf(size: string): { vcpus: number; family?: string } {
  return BY_NAME.get(size.toLowerCase()) ?? { vcpus: Number(/\d+/.exec(size)?.[0] ?? 1) };
}
