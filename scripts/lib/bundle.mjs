import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * The parts of the site that a visitor waits for, each with the most that it may weigh [bytes, gzip]. `entry` comes before anything
 * can be done; the rest while the page already stands.
 */
export const BUDGETS = { entry: 300_000, map: 550_000, engine: 240_000, 'map worker': 170_000 };

const STATIC_IMPORT = /(?:^|[;}\s])(?:import|export)\s*(?:[^"'()]*?from\s*)?["']\.\/([^"']+)["']/g;
const ASSET_TAG = /<(?:script|link)\b[^>]*>/g;
const ASSET_PATH = /\b(?:src|href)="\.\/([^"]+)"/;
/** What must never come with the page: the runtime of learned models, the map. */
const RUNTIME = /ort-|onnx|browser-runtime/;
const MAP = /^assets\/map-/;

/** Files of the same folder that a script imports before it runs; imports on demand are left out. */
export function staticImports(code) {
  return [...code.matchAll(STATIC_IMPORT)].map(([, name]) => name);
}

/** Files that a page of the site loads by itself: scripts, style sheets and what is preloaded, fonts and icons left out. */
export function pageFiles(html) {
  return [...html.matchAll(ASSET_TAG)]
    .filter(([tag]) => /^<script|rel="(stylesheet|modulepreload)"/.test(tag))
    .flatMap(([tag]) => ASSET_PATH.exec(tag)?.[1] ?? []);
}

/** The files and all that they import statically, paths relative to the site. */
function closure(site, files) {
  const found = new Set();
  const queue = [...files];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    if (!/\.m?js$/.test(path)) continue;
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
    queue.push(...staticImports(readFileSync(join(site, path), 'utf8')).map((name) => folder + name));
  }
  return found;
}

/**
 * Weighs the parts of a built site.
 *
 * @param {string} site its folder
 * @returns {{ part: string, bytes: number, budget: number, files: { path: string, bytes: number }[] }[]}
 */
export function weighSite(site) {
  const assets = existsSync(join(site, 'assets')) ? readdirSync(join(site, 'assets')) : [];
  const named = (pattern) => assets.filter((name) => pattern.test(name)).map((name) => `assets/${name}`);
  const entry = closure(site, ['index.html', ...pageFiles(readFileSync(join(site, 'index.html'), 'utf8'))]);
  const beyondEntry = (files) => [...closure(site, files)].filter((path) => !entry.has(path));
  const parts = {
    entry: [...entry],
    map: beyondEntry(named(/^map-panes-.*\.js$|^map-[\w-]{8}\.css$/)),
    engine: beyondEntry(named(/^engine-worker-.*\.js$/)),
    'map worker': beyondEntry(named(/^maplibre-gl-worker-.*\.js$/)),
  };
  return Object.entries(parts).map(([part, paths]) => {
    const files = paths.map((path) => ({ path, bytes: gzipSync(readFileSync(join(site, path)), { level: 9 }).length }));
    files.sort((a, b) => b.bytes - a.bytes);
    return { part, bytes: files.reduce((sum, file) => sum + file.bytes, 0), budget: BUDGETS[part], files };
  });
}

/** What is wrong with the weights, in words; empty where all is well. */
export function bundleFaults(parts) {
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  const heavy = parts
    .filter(({ bytes, budget }) => bytes > budget)
    .map(
      ({ part, bytes, budget, files }) =>
        `${part}: ${kilobytes(bytes)} gzip, the budget is ${kilobytes(budget)}. Heaviest: ${files
          .slice(0, 4)
          .map((file) => `${file.path} ${kilobytes(file.bytes)}`)
          .join(', ')}. Load what is not seen at once with import().`,
    );
  const absent = parts
    .filter(({ files }) => files.length === 0)
    .map(({ part }) => `${part}: no such file in the site.`);
  const early = parts.flatMap(({ part, files }) =>
    files
      .filter(({ path }) => RUNTIME.test(path) || (part === 'entry' && MAP.test(path)))
      .map(({ path }) => `${part}: brings ${path} along, which must wait until it is asked for.`),
  );
  return [...heavy, ...absent, ...early];
}
