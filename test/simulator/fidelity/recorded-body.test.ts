import { readBody } from '../../../simulator/kernel/http/request-body';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['{"a": 1}', { a: 1 }],
  ['[1]', [1]],
  [JSON.stringify({ $raw: 'b\'{"properties": {"level": "ReadOnly"}}\'' }), { properties: { level: 'ReadOnly' } }],
  [JSON.stringify({ $raw: 'b\'b\\\'{"a": {"b": 1}}\\\'\'' }), { a: { b: 1 } }],
  [JSON.stringify({ $raw: 'no object' }), { $raw: 'no object' }],
  [JSON.stringify({ $raw: '{"a": 1}', other: true }), { $raw: '{"a": 1}', other: true }],
])('a body of %j reads as %j', (text, body) => {
  expect(readBody(text)).toEqual(body);
});

test('what is not JSON is refused as ARM refuses it', () => {
  expect(() => readBody('{')).toThrow(
    expect.objectContaining({ status: 400, body: expect.objectContaining({ code: 'InvalidRequestContent' }) as object }) as Error,
  );
});
