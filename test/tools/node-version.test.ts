import { checkNode } from '../../tools/lib/node-version.mjs';

test.each(['20.20.0', '20.21.3', '22.0.0', '24.1.0'])('%s is new enough', (version) => {
  expect(() => {
    checkNode(version);
  }).not.toThrow();
});

test.each(['18.20.8', '20.19.9', '20.9.0'])('%s is not, and the message says how to get a newer one', (version) => {
  expect(() => {
    checkNode(version);
  }).toThrow(new RegExp(`needs Node.js 20.20 or newer; this is ${version}[^]*nvm install 20`));
});
