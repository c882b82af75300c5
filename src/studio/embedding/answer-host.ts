import type { Session } from '../app/session.ts';
import { studioStore } from '../store/studio-store.ts';
import { notify } from '../store/view-actions.ts';
import { embedApi } from './embed-api.ts';
import { openBridge } from './embed-bridge.ts';
import { embedOrigin } from './embed-origin.ts';

/** Lets the page that embeds this one, and that its address names, make the calls of docs/embedding.md. Says on the screen who that is. */
export function answerHost(session: Session): void {
  const origin = embedOrigin(window.location.search);
  if (origin === null || window.parent === window) return;
  const { load, set, solve, readCell } = embedApi(session);
  const bridge = openBridge(window, origin, { load, set, solve, readCell });
  notify({
    tone: 'note',
    title: `Embedded by ${new URL(origin).host}`,
    message: 'That page can open files here, change the project and read the map.',
    details: [],
  });
  let ready = false;
  studioStore.subscribe(({ run, map }, before) => {
    if (!ready && run.phase !== 'starting') {
      ready = true;
      bridge.tell('ready', null);
    }
    if (map !== before.map && map) {
      const { version, refined, coveredCells } = map;
      bridge.tell('map', { version, refined, coveredCells });
    }
  });
}
