/** Ids, e-mails and names of Azure are the same in any case. */
export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
