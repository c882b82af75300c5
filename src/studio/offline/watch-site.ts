import { keepSite, type SiteUpdates } from '../../io/site-cache/site-updates.ts';
import { siteUrl } from '../app/site-url.ts';
import { studioStore } from '../store/studio-store.ts';

let updates: SiteUpdates | null = null;

/** Keeps the built studio for use without a network, and says when another version of it is there. */
export async function watchSite(): Promise<void> {
  updates = await keepSite(siteUrl(), {
    ready: () => studioStore.setState({ siteUpdate: 'ready' }),
    startedElsewhere: () => studioStore.setState({ siteUpdate: 'started-elsewhere' }),
  });
}

/** Starts the version that waits. What is open has to be saved before. */
export async function startUpdate(): Promise<void> {
  await updates?.takeOver();
  window.location.reload();
}

/** Goes on with the version that the page began with; the next start of the studio brings the other. */
export function putUpdateOff(): void {
  studioStore.setState({ siteUpdate: null });
}
