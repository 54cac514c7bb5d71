import { PassThrough } from 'node:stream';
import { startProgress } from '../../tools/lib/progress.mjs';

function watch(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY });
  let clock = 0;
  const progress = startProgress({ stream, now: () => clock });
  return {
    progress,
    at: (seconds: number) => (clock = seconds * 1000),
    printed: () => String(stream.read() ?? ''),
  };
}

test('a terminal sees every step on one line', () => {
  const { progress, printed } = watch(true);
  progress.update('compiling 1 / 9');
  progress.update('compiling 2 / 9');
  progress.end();
  expect(printed()).toBe('\r\x1b[Kcompiling 1 / 9\r\x1b[Kcompiling 2 / 9\n');
});

test('a log gets a line every ten seconds', () => {
  const { progress, at, printed } = watch(false);
  for (let second = 1; second <= 25; second += 1) {
    at(second);
    progress.update(`compiling ${second} / 99`);
  }
  progress.end();
  expect(printed()).toBe('compiling 10 / 99\ncompiling 20 / 99\n');
});
