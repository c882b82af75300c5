#!/usr/bin/env node
/**
 * Runs the command line. The program is TypeScript with shaders beside it; it is bundled into the packages' cache on the first
 * run and again whenever a source file is newer than the bundle, so a checkout works after `npm ci` alone.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, 'node_modules', '.cache');
const bundle = join(cache, 'boresight', 'boresight.mjs');
const sources = ['src', 'shaders', 'scripts/wgsl-plugin.ts', 'vite.cli.config.ts', 'package-lock.json'];
// Rooms that the command line never imports: editing them must not cost a build.
const apart = new Set(['src/studio', 'src/worker']);

/** Newest change below the path [ms]; a folder's own time counts, so that a removed file is noticed. */
function newest(path) {
  const absolute = join(root, path);
  const entry = statSync(absolute, { throwIfNoEntry: false });
  if (!entry) return 0;
  if (!entry.isDirectory()) return path.endsWith('.test.ts') ? 0 : entry.mtimeMs;
  let latest = entry.mtimeMs;
  for (const name of readdirSync(absolute)) {
    const child = `${path}/${name}`;
    if (!apart.has(child)) latest = Math.max(latest, newest(child));
  }
  return latest;
}

async function build() {
  let vite;
  try {
    vite = await import('vite');
  } catch {
    process.stderr.write('boresight: the build tool is not installed; run `npm ci` in the checkout first.\n');
    process.exit(1);
  }
  process.stderr.write('boresight: building the command line (first run after a change) ...\n');
  // Built aside and moved over in one step: two first runs at once must not see each other's half-written bundle.
  const aside = join(cache, `boresight-${process.pid}`);
  const started = new Date();
  try {
    await vite.build({
      root,
      configFile: join(root, 'vite.cli.config.ts'),
      logLevel: 'error',
      build: { outDir: aside, emptyOutDir: true },
    });
    mkdirSync(dirname(bundle), { recursive: true });
    const { utimesSync } = await import('node:fs');
    utimesSync(join(aside, 'boresight.mjs'), started, started);
    renameSync(join(aside, 'boresight.mjs'), bundle);
  } catch (error) {
    process.stderr.write(`boresight: the command line does not build: ${error?.message ?? error}\n`);
    process.exit(1);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

const built = existsSync(bundle) ? statSync(bundle).mtimeMs : 0;
if (existsSync(join(root, 'src')) && Math.max(...sources.map(newest)) > built) await build();
await import(pathToFileURL(bundle).href);
