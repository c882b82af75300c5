import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, run } from './processes.mjs';

const OLDEST_NODE = [20, 19];

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** Stops with one sentence where Node is too old to run anything that follows. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(
    `Boresight needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Get one from nodejs.org.`,
  );
  process.exit(1);
}

/**
 * Packages of package-lock.json that node_modules lacks or holds in another version. npm writes what it installed to
 * node_modules/.package-lock.json; packages for other systems (`optional`, `peer` left out) may be absent.
 */
export function missingPackages(root = projectRoot) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages ?? {};
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && !entry.link && (!(entry.optional || entry.peer) || present[path]))
    .filter(([path, entry]) => present[path]?.version !== entry.version)
    .map(([path]) => path);
}

/** Installs exactly what package-lock.json names, unless it is there already. */
export async function ensureNodeModules() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  console.log(`Installing ${missing.length} packages (once) ...`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { code, output } = await run([npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
  if (code !== 0) {
    console.error(output.trim());
    console.error('The packages could not be installed: npm ci failed, its message stands above.');
    process.exit(1);
  }
}
