// Adds to package-lock.json the optional builds for other systems that npm left out, so that `npm ci` works on those too.
//
// npm writes an optional package into the lockfile only if the registry that it asked has it. A mirror that lags behind leaves a
// lockfile that every `npm ci` refuses ("Missing: ... from lock file"). What is missing is known in full from the package that
// names it: name, exact version, and the system in its name; only the checksum is not, and npm does without it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './lib/processes.mjs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** The system, processor and C library that the name of a prebuilt package states ('cli-linux-x64-musl'). */
function systemOf(name) {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : words.includes('gnu') ? 'glibc' : undefined;
  return { ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc: [libc] } : {}), ...(os ? { os: [os] } : {}) };
}

/**
 * Optional packages with exact versions that have no entry.
 *
 * @param {Record<string, { version?: string, dev?: boolean, optionalDependencies?: Record<string, string> }>} packages
 * @returns {Record<string, object>} the entries to add
 */
export function missingBuilds(packages) {
  const missing = {};
  for (const entry of Object.values(packages))
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      if (!/^\d/.test(version) || packages[path]) continue;
      missing[path] = { version, ...(entry.dev ? { dev: true } : {}), optional: true, ...systemOf(name) };
    }
  return missing;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = join(projectRoot, 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingBuilds(lock.packages);
  const { '': root, ...rest } = lock.packages;
  const sorted = Object.entries({ ...rest, ...missing }).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(
    path,
    `${JSON.stringify({ ...lock, packages: { '': root, ...Object.fromEntries(sorted) } }, null, 2)}\n`,
  );
  console.log(`${Object.keys(missing).length} entries added to package-lock.json.`);
}
