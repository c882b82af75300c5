import type { Session } from '../app/session.ts';
import { numberedName } from '../commands/free-name.ts';
import { replaceProject } from '../commands/project-commands.ts';
import { engineLabel, engineOf } from '../engines/engine-choice.ts';
import type { KeptResult } from '../store/kept-results.ts';
import { studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { notify } from '../store/view-actions.ts';
import { roomFor } from './kept-room.ts';
import { sameCity } from './same-city.ts';

let nextId = 1;

/** Names the map as it is, with its settings. Needs a finished map. */
export function keepResult(session: Pick<Session, 'registry' | 'scene'>): KeptResult | null {
  const { registry } = session;
  const { map, errors, history, kept, models } = studioStore.getState();
  const arrays = registry.networkMap;
  if (!map?.refined || !arrays || arrays.solves.length === 0) return null;
  const { project } = history;
  const engine = engineOf(project.settings.engine, session.scene());
  const words = `${history.undoable.at(-1)?.label ?? 'As opened'} · ${engineLabel(engine, models)}`;
  const outdoors = map.served.cells.reduce((sum, n) => sum + n, map.served.noData);
  const result: KeptResult = {
    id: `kept-${nextId++}`,
    name: numberedName(words, (name) => kept.some((other) => other.name === name)),
    keptMs: Date.now(),
    project,
    engine,
    covered: outdoors > 0 ? 1 - map.served.noData / outdoors : 0,
    maeDb: errors ? errors.covered.mae : null,
  };
  registry.kept.set(result.id, arrays);
  makeRoom(registry);
  studioStore.setState({ kept: [result, ...kept] });
  return result;
}

export function renameKept(id: string, name: string): void {
  studioStore.setState(({ kept }) => ({
    kept: kept.map((result) => (result.id === id ? { ...result, name: name.trim() || result.name } : result)),
  }));
}

export function forgetKept(id: string, registry: TypedArrayRegistry): void {
  registry.kept.delete(id);
  studioStore.setState(({ kept }) => ({ kept: kept.filter((result) => result.id !== id) }));
}

/** Makes the project what it was when the map was kept, as one edit. */
export function takeKeptSettings({ name, project }: KeptResult): void {
  if (sameCity(studioStore.getState().history.project, project)) replaceProject(project, `Go back to “${name}”`);
  else
    notify({
      tone: 'note',
      title: `“${name}” is of another scene`,
      message: 'Open that scene first.',
      details: [],
    });
}

/** The oldest maps go when there is no room for their arrays; what they were made of stays, and they are solved again when asked for. */
function makeRoom(registry: TypedArrayRegistry): void {
  const newestFirst = [...registry.kept].reverse();
  const staying = new Set(roomFor(newestFirst.map(([id, map]) => ({ id, map }))));
  for (const [id] of newestFirst) if (!staying.has(id)) registry.kept.delete(id);
}
