import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import type { SiteFiles } from '../src/io/site-cache/site-files.ts';

/** Fetched when a model is first used, or for letters that are seldom written. */
const ON_DEMAND = /^assets\/(ort-wasm-.*|inter-(?!latin-wght).*\.woff2)$/;
/** Networks are kept by the studio under their checksums, by whoever uses them; the rest is not for the page. */
const NOT_FOR_THE_PAGE = /^models\/.*\.(onnx|f32|csv)$|^sw\.js$|\.map$|^\.|^_/;
const ENTRY = /<script\b[^>]*\btype="module"[^>]*\bsrc="\.\/([^"]+)"/;

/** What a built site consists of, by the files in its folder. */
export function siteFiles(folder: string): SiteFiles {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !NOT_FOR_THE_PAGE.test(path))
    .sort();
  const entry = ENTRY.exec(readFileSync(join(folder, 'index.html'), 'utf8'))?.[1];
  if (entry === undefined) throw new Error('index.html starts no module');
  const checksums = paths.map((path) => [path, checksum(readFileSync(join(folder, path)))] as const);
  const kept = checksums
    .filter(([path]) => !ON_DEMAND.test(path))
    .map(([path, sum]) => [path === 'index.html' ? './' : path, sum] as const);
  return {
    version: createHash('sha256').update(JSON.stringify(checksums)).digest('hex').slice(0, 12),
    entry,
    kept: Object.fromEntries(kept),
    onDemand: paths.filter((path) => ON_DEMAND.test(path)),
  };
}

/** As subresource integrity writes it. */
function checksum(bytes: Uint8Array): string {
  return `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
}

/** Writes sw.js into the folder of a built site: the service worker with the list of all files of this build. */
export async function writeServiceWorker(folder: string, root: string): Promise<void> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { SITE_FILES: JSON.stringify(siteFiles(folder)) },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'src/io/site-cache/service-worker.ts', formats: ['es'], fileName: 'sw' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('The service worker was not built');
  writeFileSync(join(folder, 'sw.js'), output.output[0].code);
}

/** The studio works without a network after the first visit. */
export function offline(): Plugin {
  let folder = '';
  let root = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      handler: () => writeServiceWorker(folder, root),
    },
  };
}
