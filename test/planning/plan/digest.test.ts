import fc from 'fast-check';
import { canonicalJson } from '../../../contracts/people/canonical-json';
import { digest } from '../../../planning/plan/digest';

test('keys are sorted at every depth, lists keep their order, undefined is left out', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: undefined, '10': 'x', '9': 'y' })).toBe(
    '{"9":"y","10":"x","b":[{"c":null,"d":1}]}',
  );
});

test('the digest is SHA-256 in hex', () => {
  expect(digest({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});

test('the order in which keys were written does not matter, and nothing of the value is lost', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a change anywhere changes the digest', () => {
  expect(digest({ batches: [{ resources: ['a'] }] })).not.toBe(digest({ batches: [{ resources: ['b'] }] }));
});
