import type { SiteFiles } from './site-files.ts';
import { SiteKeeper } from './site-keeper.ts';
import { ASK_ENTRY, HELLO, TAKE_OVER } from './site-messages.ts';

/** Written in by the build. */
declare const SITE_FILES: SiteFiles;

interface SiteClient {
  readonly url: string;
  postMessage(message: unknown, transfer: readonly MessagePort[]): void;
}

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface RequestEvent extends LifeEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** The part of a service worker's own world that is used here. */
interface SiteWorker {
  readonly registration: { readonly scope: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly SiteClient[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
  addEventListener(type: 'message', listener: (event: LifeEvent & { readonly data: unknown }) => void): void;
}

/** How long a page may take to say what it was started from [ms]. */
const ANSWER_MS = 3000;

const worker = self as unknown as SiteWorker;
const { scope } = worker.registration;
const keeper = new SiteKeeper(SITE_FILES, scope, caches, (request) => fetch(request));

// Never skipWaiting here: a page that is open would go on with files of another build. A person asks for it.
worker.addEventListener('install', (event) => event.waitUntil(keeper.install()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  if (keeper.handles(event.request)) event.respondWith(keeper.answer(event.request));
});
worker.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(worker.skipWaiting());
  if (event.data === HELLO) event.waitUntil(forgetUnused());
});

/** Drops the builds that no page was started from. Where a page does not answer, all stay. */
async function forgetUnused(): Promise<void> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const entries = await Promise.all(windows.filter(({ url }) => url.startsWith(scope)).map(entryOf));
  if (entries.every((entry) => entry !== null)) await keeper.forgetOthers(new Set(entries));
}

function entryOf(client: SiteClient): Promise<string | null> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(typeof data === 'string' ? data : null);
    setTimeout(() => resolve(null), ANSWER_MS);
    client.postMessage(ASK_ENTRY, [port2]);
  });
}
