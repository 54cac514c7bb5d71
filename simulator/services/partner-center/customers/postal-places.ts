/** A city with the postal codes that are its own. */
export interface Place {
  country: string;
  /** Where the country's addresses have one. */
  state?: string;
  city: string;
  postalCodes: readonly string[];
  /** Streets of which a page of Microsoft's shows the whole address. */
  streets?: readonly { name: string; number: string; postalCode: string; postalCodeWithoutNumber: string }[];
}

/**
 * What is known here of the world's postal addresses: a few cities. The street is the one of
 * learn.microsoft.com/partner-center/developer/validate-an-address, whose two answers give it different codes of delivery.
 */
export const PLACES: readonly Place[] = [
  {
    country: 'US',
    state: 'WA',
    city: 'Redmond',
    postalCodes: ['98052', '98053', '98073'],
    streets: [{ name: 'Microsoft Way', number: '1', postalCode: '98052-8300', postalCodeWithoutNumber: '98052-6399' }],
  },
  { country: 'US', state: 'WA', city: 'Bellevue', postalCodes: ['98004', '98005', '98006', '98007', '98008', '98009', '98015'] },
  { country: 'US', state: 'WA', city: 'Kirkland', postalCodes: ['98033', '98034', '98083'] },
  { country: 'US', state: 'MA', city: 'Cambridge', postalCodes: ['02138', '02139', '02140', '02141', '02142'] },
  { country: 'US', state: 'CO', city: 'Boulder', postalCodes: ['80301', '80302', '80303', '80304', '80305'] },
  {
    country: 'DE',
    city: 'Bonn',
    postalCodes: ['53111', '53113', '53115', '53117', '53119', '53121', '53123', '53125', '53127', '53129'],
  },
  { country: 'FR', city: 'Versailles', postalCodes: ['78000'] },
  { country: 'CH', city: 'Zug', postalCodes: ['6300'] },
];
