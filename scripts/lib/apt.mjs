import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';

const SOURCES_FOLDER = '/etc/apt/sources.list.d';
const OUR_SOURCES = 'boresight-backports';
const environment = { DEBIAN_FRONTEND: 'noninteractive' };
let updated = false;

function osRelease() {
  const text = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return (name) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
}

export const isDebian = () => osRelease()('ID') === 'debian';

/** Packages are installed only where nobody has to be asked for a password. */
export const canUseApt = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

async function aptGet(args) {
  const { code, output } = await run(['apt-get', '-qq', ...args], {
    quiet: true,
    env: environment,
    timeoutMs: 15 * 60_000,
  });
  if (code !== 0) console.error(output.trim().split('\n').slice(-5).join('\n'));
  return code === 0;
}

async function update() {
  if (updated) return true;
  updated = await aptGet(['update']);
  return updated;
}

/** Installs packages; true when that worked. */
export async function aptInstall(packages) {
  return (await update()) && aptGet(['install', '-y', '--no-install-recommends', ...packages]);
}

/** Major version of the Mesa that apt would install now, 0 if none. */
export async function mesaCandidate() {
  await update();
  const { output } = await run(['apt-cache', 'policy', 'mesa-vulkan-drivers'], { quiet: true, env: { LC_ALL: 'C' } });
  return Number(/Candidate: (?:\d+:)?(\d+)/.exec(output)?.[1] ?? 0);
}

/**
 * The backports source of a release, made from the machine's own sources so that its mirror, keys and components are kept.
 * The security archive has no backports: its stanza is left out, or `apt-get update` would fail.
 *
 * @param {string} text a deb822 (`.sources`) or one-line (`.list`) file
 * @param {string} codename e.g. 'bookworm'
 * @returns {string | undefined} text of a source of the same format; undefined when the file names no such release
 */
export function backportsSource(text, codename) {
  const suite = `${codename}-backports`;
  const plain = text.replace(/^#.*\n?/gm, '');
  const stanza = plain
    .split(/\n\s*\n/)
    .find((part) => /^Types:.*\bdeb\b/m.test(part) && suitesOf(part).includes(codename));
  if (stanza) return `${stanza.trim().replace(/^Suites:.*$/m, `Suites: ${suite}`)}\n`;
  const line = plain.split('\n').find((part) => new RegExp(`^deb\\s.*\\s${codename}\\s`).test(part));
  return line && `${line.replace(new RegExp(`\\s${codename}\\s`), ` ${suite} `)}\n`;
}

const suitesOf = (stanza) => (/^Suites:(.*)$/m.exec(stanza)?.[1] ?? '').trim().split(/\s+/);

/** Makes the release's backports known to apt; gives apt's arguments to install from them, undefined where that fails. */
export async function ensureBackports() {
  const codename = osRelease()('VERSION_CODENAME');
  if (!isDebian() || !codename) return undefined;
  const fromBackports = ['-t', `${codename}-backports`];
  const files = ['/etc/apt/sources.list', ...readdirSync(SOURCES_FOLDER).map((name) => join(SOURCES_FOLDER, name))]
    .filter((path) => /\.(list|sources)$/.test(path) && existsSync(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  if (files.some(({ text }) => text.replace(/^#.*$/gm, '').includes(`${codename}-backports`))) return fromBackports;
  for (const { path, text } of files) {
    const source = backportsSource(text, codename);
    if (!source) continue;
    writeFileSync(join(SOURCES_FOLDER, `${OUR_SOURCES}.${path.endsWith('.list') ? 'list' : 'sources'}`), source);
    updated = false;
    return fromBackports;
  }
  return undefined;
}
