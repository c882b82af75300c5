import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SiteFiles } from './site-files.ts';
import { SiteKeeper } from './site-keeper.ts';

const SCOPE = 'https://studio.test/radio/';

/** A browser's caches, in memory. */
class MemoryCaches {
  readonly all = new Map<string, Map<string, Response>>();

  async open(name: string) {
    const kept = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, kept);
    return {
      match: async (address: string) => kept.get(address)?.clone(),
      put: async (address: string, answer: Response) => void kept.set(address, answer),
    };
  }

  async keys() {
    return [...this.all.keys()];
  }

  async delete(name: string) {
    return this.all.delete(name);
  }
}

const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const integrityOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** A build of the site, and the server that has it. */
function buildOf(name: string): { readonly files: SiteFiles; readonly served: Map<string, string> } {
  const entry = `assets/index-${name.padEnd(8, '0')}.js`;
  const texts = new Map([
    ['./', `<script type="module" src="./${entry}"></script>`],
    [entry, `studio ${name}`],
    [`assets/map-${name.padEnd(8, '0')}.js`, `map ${name}`],
    ['assets/shared-12345678.js', 'the same in every build'],
    ['demo/project.json', `demo ${name}`],
  ]);
  const kept = Object.fromEntries([...texts].map(([path, text]) => [path, integrityOf(text)]));
  const onDemand = ['assets/ort-abcdefgh.wasm'];
  const served = new Map([...texts, ['assets/ort-abcdefgh.wasm', 'runtime']]);
  return { files: { version: name, entry, kept, onDemand }, served };
}

let caches: MemoryCaches;
let server: Map<string, string>;
let asked: string[];

/** As a browser's fetch: it refuses what does not match the checksum that was asked for. */
const fetcher = vi.fn(async (request: Request) => {
  const path = request.url.slice(SCOPE.length) || './';
  asked.push(path);
  const text = server.get(path);
  if (text === undefined) return new Response('not found', { status: 404 });
  if (request.integrity && request.integrity !== integrityOf(text)) throw new TypeError('integrity');
  return new Response(text, { headers: ISOLATED });
});

const keeperOf = (files: SiteFiles) => new SiteKeeper(files, SCOPE, caches as unknown as CacheStorage, fetcher);
const get = (path: string, mode: RequestMode = 'no-cors') =>
  ({ method: 'GET', mode, url: SCOPE + path }) as unknown as Request;
const textOf = async (keeper: SiteKeeper, path: string, mode?: RequestMode) =>
  (await keeper.answer(get(path, mode))).text();

beforeEach(() => {
  caches = new MemoryCaches();
  asked = [];
});

describe('SiteKeeper', () => {
  it('answers without a network once it is installed, with the headers that isolate the page', async () => {
    const { files, served } = buildOf('one');
    server = served;
    const keeper = keeperOf(files);
    await keeper.install();
    server = new Map();
    expect(await textOf(keeper, '?adapter=cpu', 'navigate')).toContain(files.entry);
    expect(await textOf(keeper, files.entry)).toBe('studio one');
    const page = await keeper.answer(get('', 'navigate'));
    expect(page.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(page.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
  });

  it('keeps large files from their first use on', async () => {
    const { files, served } = buildOf('one');
    server = served;
    const keeper = keeperOf(files);
    await keeper.install();
    expect(asked).not.toContain('assets/ort-abcdefgh.wasm');
    expect(await textOf(keeper, 'assets/ort-abcdefgh.wasm')).toBe('runtime');
    server = new Map();
    expect(await textOf(keeper, 'assets/ort-abcdefgh.wasm')).toBe('runtime');
  });

  it('takes over what did not change, and brings the rest', async () => {
    const one = buildOf('one');
    const two = buildOf('two');
    server = one.served;
    await keeperOf(one.files).install();
    await keeperOf(one.files).answer(get('assets/ort-abcdefgh.wasm'));
    server = two.served;
    asked = [];
    const keeper = keeperOf(two.files);
    await keeper.install();
    expect(asked.toSorted()).toEqual(['./', two.files.entry, 'assets/map-two00000.js', 'demo/project.json'].toSorted());
    server = new Map();
    expect(await textOf(keeper, 'assets/shared-12345678.js')).toBe('the same in every build');
    expect(await textOf(keeper, 'assets/ort-abcdefgh.wasm')).toBe('runtime');
  });

  it('goes on where an installation was cut off', async () => {
    const { files, served } = buildOf('one');
    server = new Map(served);
    server.delete(files.entry);
    await expect(keeperOf(files).install()).rejects.toThrow(`${files.entry} answers with status 404`);
    server = served;
    asked = [];
    await keeperOf(files).install();
    expect(asked).toEqual([files.entry]);
  });

  it('uses nothing of a build that was swapped while it came', async () => {
    const one = buildOf('one');
    const two = buildOf('two');
    server = new Map([...one.served, ['./', two.served.get('./')!]]);
    await expect(keeperOf(one.files).install()).rejects.toThrow('The page is of another build than one');
    caches = new MemoryCaches();
    server = new Map([...one.served, ['demo/project.json', 'demo two']]);
    await expect(keeperOf(one.files).install()).rejects.toThrow('integrity');
  });

  it('serves a page of the build before with its own files, and forgets them when no such page is left', async () => {
    const one = buildOf('one');
    const two = buildOf('two');
    server = one.served;
    await keeperOf(one.files).install();
    server = two.served;
    const keeper = keeperOf(two.files);
    await keeper.install();
    await keeper.forgetOthers(new Set([one.files.entry, two.files.entry]));
    expect(await textOf(keeper, 'assets/map-one00000.js')).toBe('map one');
    expect(await textOf(keeper, '', 'navigate')).toContain(two.files.entry);
    await keeper.forgetOthers(new Set([two.files.entry]));
    expect(await caches.keys()).toEqual(['boresight-site /radio/ two']);
    expect((await keeper.answer(get('assets/map-one00000.js'))).status).toBe(404);
  });

  it('leaves the sites beside it alone', async () => {
    const { files, served } = buildOf('one');
    server = served;
    await caches.open('boresight-site /other/ nine');
    await caches.open('boresight-models');
    await keeperOf(files).install();
    await keeperOf(files).forgetOthers(new Set());
    expect(await caches.keys()).toEqual([
      'boresight-site /other/ nine',
      'boresight-models',
      'boresight-site /radio/ one',
    ]);
  });

  it('leaves to the browser what it does not keep', () => {
    const keeper = keeperOf(buildOf('one').files);
    expect(keeper.handles(get('demo/project.json'))).toBe(true);
    expect(keeper.handles(get('assets/map-older000.js'))).toBe(true);
    expect(keeper.handles(get('index.html', 'navigate'))).toBe(true);
    expect(keeper.handles(get('models/unet/model-512.onnx'))).toBe(false);
    expect(keeper.handles(get('docs/', 'navigate'))).toBe(false);
    expect(keeper.handles({ ...get('demo/project.json'), method: 'POST' })).toBe(false);
    expect(keeper.handles({ method: 'GET', mode: 'cors', url: 'https://elsewhere.test/radio/' })).toBe(false);
  });
});
