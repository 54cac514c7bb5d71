import { together } from '../../../activities/common/together';

describe('all activities together', () => {
  it('has those of every part', () => {
    expect(together<{ startMove: number } | { notify: string }>([{ startMove: 1 }, { notify: 'two' }])).toEqual({
      startMove: 1,
      notify: 'two',
    });
  });

  it('refuses two of one name', () => {
    expect(() => together([{ startMove: 1 }, { notify: 2, startMove: 3 }])).toThrow('Two activities are named startMove.');
  });
});
