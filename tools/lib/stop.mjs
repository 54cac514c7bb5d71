/** A failure whose message is complete for the reader: what is wrong and how to get on. Printed without a stack. */
export class Stop extends Error {
  /**
   * @param {string} problem one line: what is wrong
   * @param {string[]} [waysOut] what to do about it, each ready to be copied
   */
  constructor(problem, waysOut = []) {
    super([problem, ...waysOut.map((way, index) => `  ${index + 1}. ${way}`)].join('\n'));
    this.name = 'Stop';
  }
}
