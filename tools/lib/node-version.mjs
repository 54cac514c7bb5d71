import { Stop } from './stop.mjs';

const OLDEST = [20, 20];

/**
 * Refuses a Node.js older than the one the dependencies are pinned for.
 *
 * @param {string} [version] as process.versions.node gives it, e.g. `20.20.2`
 * @throws {Stop} naming how to get a newer one
 */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Stop(`Handover needs Node.js ${OLDEST.join('.')} or newer; this is ${version}.`, [
    'with nvm: nvm install 20 && nvm use 20',
    'with fnm: fnm install 20 && fnm use 20',
    'or install a current LTS release from https://nodejs.org',
  ]);
}
