import { join } from 'node:path';
import { cacheFolder } from '../../tools/lib/cache-folder.mjs';

test.each([
  ['linux', { HOME: '/home/ada' }, '/home/ada/.cache/handover'],
  ['linux', { HOME: '/home/ada', XDG_CACHE_HOME: '/var/cache/ada' }, '/var/cache/ada/handover'],
  ['linux', { HOME: '/home/ada', XDG_CACHE_HOME: '' }, '/home/ada/.cache/handover'],
  ['darwin', { HOME: '/Users/ada' }, '/Users/ada/Library/Caches/handover'],
  ['win32', { USERPROFILE: 'C:/Users/ada', LOCALAPPDATA: 'D:/local' }, 'D:/local/handover'],
] as const)('on %s with %j: %s', (platform, env, expected) => {
  expect(cacheFolder({ platform, env, arch: 'x64' })).toBe(join(expected));
});
