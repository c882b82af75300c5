import { cpSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { CONTENT_SECURITY_POLICY } from '../../scripts/content-security-policy.ts';
import { writeServiceWorker } from '../../scripts/offline-plugin.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** A web server with a folder that can be swapped, cut off in the middle of an answer, and taken from the network. */
export class SiteServer {
  folder: string;
  /** Paths that are answered with half of their bytes. */
  cut: RegExp | null = null;
  #server: Server | null = null;
  #port = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  async start(): Promise<void> {
    const server = createServer(({ url = '/' }, answer) => this.#answer(new URL(url, this.url).pathname, answer));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
  }

  #answer(path: string, answer: ServerResponse): void {
    const file = join(this.folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      answer.writeHead(404).end('not found');
      return;
    }
    const bytes = readFileSync(file);
    answer.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Length': bytes.length,
      'Cache-Control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    });
    if (!this.cut?.test(path)) answer.end(bytes);
    else answer.write(bytes.subarray(0, bytes.length / 2), () => answer.destroy());
  }
}

/** Another build of the site: every script under another name, as each has that of its content, and a worker for these. */
export async function anotherBuild(site: string, folder: string, root: string): Promise<void> {
  cpSync(site, folder, { recursive: true });
  const assets = join(folder, 'assets');
  const renamed = readdirSync(assets)
    .filter((name) => /-[\w-]{8}\.js$/.test(name))
    .map((name, i) => [name, name.replace(/-[\w-]{8}\.js$/, `-Another${i}.js`)] as const);
  for (const [before, after] of renamed) renameSync(join(assets, before), join(assets, after));
  const texts = [join(folder, 'index.html'), ...readdirSync(assets).map((name) => join(assets, name))];
  for (const path of texts.filter((name) => /\.(html|m?js)$/.test(name))) {
    const text = readFileSync(path, 'utf8');
    const next = renamed.reduce((all, [before, after]) => all.replaceAll(before, after), text);
    if (next !== text) writeFileSync(path, next);
  }
  await writeServiceWorker(folder, root);
}
