import { deterministicGuid } from '../../../activities/common/deterministic-guid';

describe('deterministicGuid', () => {
  it('is the same for the same parts, in any case of the letters', () => {
    expect(deterministicGuid('/subscriptions/S', 'P', 'R')).toBe(deterministicGuid('/SUBSCRIPTIONS/s', 'p', 'r'));
  });

  it('differs when any part differs, and when the same text is parted otherwise', () => {
    const guids = [['a', 'b', 'c'], ['a', 'b', 'd'], ['a', 'x', 'c'], ['x', 'b', 'c'], ['ab', 'c'], ['a', 'bc'], ['abc']].map(
      (parts) => deterministicGuid(...parts),
    );
    expect(new Set(guids).size).toBe(guids.length);
  });

  it('is a GUID of version 5 in RFC 4122’s variant', () => {
    for (let i = 0; i < 200; i++)
      expect(deterministicGuid('scope', String(i))).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
  });
});
