import { ASK_ENTRY, HELLO, TAKE_OVER } from './site-messages.ts';

export interface SiteUpdateListener {
  /** A new build is there in full and waits; the page goes on with its own. */
  ready(): void;
  /** Another page of the site has started the new build; this one goes on with its own files as before. */
  startedElsewhere(): void;
}

export interface SiteUpdates {
  /** Lets the build that waits answer from now on, for the page to be reloaded. */
  takeOver(): Promise<void>;
}

const LOOK_EVERY_MS = 60 * 60_000;

/**
 * Has the browser keep the site, so that it opens without a network, and watches for new builds. Null where the browser keeps none
 * (an insecure address, a private window, storage that is blocked): the site works as before then.
 * @param siteUrl address of the site's folder
 */
export async function keepSite(siteUrl: string, listener: SiteUpdateListener): Promise<SiteUpdates | null> {
  const container = typeof navigator === 'undefined' ? undefined : navigator.serviceWorker;
  if (!container) return null;
  let asked = false;
  let controlled = container.controller !== null;
  container.addEventListener('message', ({ data, ports: [port] }) => {
    if (data === ASK_ENTRY) port?.postMessage(entryPath(siteUrl));
  });
  container.startMessages();
  container.addEventListener('controllerchange', () => {
    if (controlled && !asked) listener.startedElsewhere();
    controlled = true;
  });
  const registration = await container
    .register(new URL('sw.js', siteUrl).href, { scope: siteUrl, updateViaCache: 'none' })
    .catch((cause: unknown) => {
      console.info('The site is not kept for use without a network:', cause);
      return null;
    });
  if (!registration) return null;
  container.controller?.postMessage(HELLO);
  watch(registration, container, listener);
  setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
  return {
    takeOver: () =>
      new Promise((resolve) => {
        asked = true;
        if (!registration.waiting) resolve();
        container.addEventListener('controllerchange', () => resolve(), { once: true });
        registration.waiting?.postMessage(TAKE_OVER);
      }),
  };
}

function watch(
  registration: ServiceWorkerRegistration,
  container: ServiceWorkerContainer,
  listener: SiteUpdateListener,
): void {
  if (registration.waiting && container.controller) listener.ready();
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      // The first build that is ever kept is no update.
      if (installing.state === 'installed' && container.controller) listener.ready();
    });
  });
}

/** The script that this page was started with, as a path in the site. */
function entryPath(siteUrl: string): string {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]');
  return script ? script.src.replace(siteUrl, '') : '';
}
