import { isNamedByContent, type SiteFiles } from './site-files.ts';

/** Whatever the server says that its answers depend on. */
const AS_STORED = { ignoreVary: true } as const;

/**
 * Keeps one build of the site in the browser's cache and answers from it. Builds have caches of their own, so that a page is served
 * by files of one build only; a file of an older build is found as long as a page of that build is open.
 */
export class SiteKeeper {
  readonly #files: SiteFiles;
  readonly #scope: string;
  readonly #storage: CacheStorage;
  readonly #fetch: (request: Request) => Promise<Response>;

  /** @param scope address of the site's folder, with the slash at its end */
  constructor(
    files: SiteFiles,
    scope: string,
    storage: CacheStorage,
    fetcher: (request: Request) => Promise<Response>,
  ) {
    this.#files = files;
    this.#scope = scope;
    this.#storage = storage;
    this.#fetch = fetcher;
  }

  /**
   * Brings every file that is kept. Files named by their content are taken over from older builds.
   * @throws Error when a file does not come, or is not of this build: nothing of it is used then
   */
  async install(): Promise<void> {
    const cache = await this.#storage.open(this.#name());
    const others = await this.#otherNames();
    await Promise.all(
      Object.entries(this.#files.kept).map(async ([path, checksum]) => {
        const address = this.#address(path);
        if (await cache.match(address, AS_STORED)) return;
        const old = isNamedByContent(path) ? await this.#find(others, address) : undefined;
        await cache.put(address, old ?? (await this.#bring(path, checksum)));
      }),
    );
    for (const path of this.#files.onDemand) {
      const old = await this.#find(others, this.#address(path));
      if (old) await cache.put(this.#address(path), old);
    }
  }

  /** Whether a request is for a file that this keeps, or once kept. Others are the browser's own affair. */
  handles({ method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>): boolean {
    const path = this.#pathOf(url);
    if (method !== 'GET' || path === null) return false;
    if (mode === 'navigate') return path === './' || path === 'index.html';
    return Object.hasOwn(this.#files.kept, path) || isNamedByContent(path);
  }

  async answer(request: Request): Promise<Response> {
    const path = this.#pathOf(request.url) ?? '';
    const address = this.#address(request.mode === 'navigate' ? './' : path);
    const cache = await this.#storage.open(this.#name());
    const kept = await cache.match(address, AS_STORED);
    if (kept) return kept;
    // A page of an older build asks for a file of its own.
    const old = isNamedByContent(path) ? await this.#find(await this.#otherNames(), address) : undefined;
    if (old) return old;
    const answer = await this.#fetch(request);
    if (answer.ok && this.#files.onDemand.includes(path)) {
      // A full disk costs a download another time, never the answer.
      await cache.put(address, answer.clone()).catch(() => undefined);
    }
    return answer;
  }

  /** Forgets older builds, but those that a page with one of these entries was started from. */
  async forgetOthers(entries: ReadonlySet<string>): Promise<void> {
    for (const name of await this.#otherNames()) {
      const cache = await this.#storage.open(name);
      const used = await Promise.all([...entries].map((entry) => cache.match(this.#address(entry))));
      if (used.every((found) => found === undefined)) await this.#storage.delete(name);
    }
  }

  async #bring(path: string, integrity: string): Promise<Response> {
    const answer = await this.#fetch(
      path === './'
        ? new Request(this.#address(path), { cache: 'no-cache' })
        : new Request(this.#address(path), { integrity, cache: isNamedByContent(path) ? 'default' : 'no-cache' }),
    );
    if (!answer.ok) throw new Error(`${path} answers with status ${answer.status}`);
    // A server may add to a page; it is of this build where it starts with this build's script.
    if (path === './' && !(await answer.clone().text()).includes(this.#files.entry))
      throw new Error(`The page is of another build than ${this.#files.version}`);
    // A page is not shown from an answer that was led elsewhere.
    return answer.redirected ? new Response(answer.body, answer) : answer;
  }

  async #find(names: readonly string[], address: string): Promise<Response | undefined> {
    for (const name of names) {
      const found = await (await this.#storage.open(name)).match(address, AS_STORED);
      if (found) return found;
    }
    return undefined;
  }

  async #otherNames(): Promise<readonly string[]> {
    const own = this.#name();
    return (await this.#storage.keys()).filter((name) => name.startsWith(this.#prefix()) && name !== own);
  }

  /** Sites under other paths of the same server have caches of their own. */
  #prefix(): string {
    return `boresight-site ${new URL(this.#scope).pathname} `;
  }

  #name(): string {
    return this.#prefix() + this.#files.version;
  }

  #address(path: string): string {
    return new URL(path, this.#scope).href;
  }

  /** Path of an address in the site, without its query; null outside of it. */
  #pathOf(url: string): string | null {
    const [address = ''] = url.split(/[?#]/);
    if (!address.startsWith(this.#scope)) return null;
    return address.slice(this.#scope.length) || './';
  }
}
