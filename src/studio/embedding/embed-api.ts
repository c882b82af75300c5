import { PROVENANCE_NAMES } from '../../propagation/radio-map.ts';
import { cellAt } from '../../raster/raster-grid.ts';
import type { OpenedFile } from '../../worker/engine-protocol.ts';
import type { Session } from '../app/session.ts';
import { patchSector, patchSettings } from '../commands/project-commands.ts';
import { engineOptions } from '../engines/engine-options.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { checkedChange } from './settable.ts';

export interface LoadedFile {
  readonly name: string;
  readonly bytes: Uint8Array | ArrayBuffer | string;
}

export interface Loaded {
  readonly name: string;
  readonly kind: OpenedFile['kind'] | 'terrain';
}

export interface Solved {
  readonly sectors: number;
  /** Sectors without a map, with the reason. */
  readonly refused: Readonly<Record<string, string>>;
  readonly columns: number;
  readonly rows: number;
  readonly cellSizeM: number;
  readonly coveredCells: number;
}

/** All that is known of one cell of the map on the screen. */
export interface CellReading {
  readonly rsrpDbm: number | null;
  /** Id of the strongest sector. */
  readonly server: string | null;
  readonly provenance: (typeof PROVENANCE_NAMES)[number];
  readonly lineOfSight: boolean;
  /** Whether every sector's map is finished. */
  readonly refined: boolean;
}

/** What a script or a host page may do (docs/embedding.md). */
export interface EmbedApi {
  /** Opens files as if they were dropped on the window. Rejects with what is wrong with them. */
  load(files: readonly LoadedFile[]): Promise<readonly Loaded[]>;
  /** Changes one value of the project, as an edit that can be undone. Throws with path, value and rule. */
  set(path: string, value: unknown): void;
  /** Resolves when the map of every sector is finished. Rejects where nothing can be computed. */
  solve(): Promise<Solved>;
  /** Reads the cell at scene metres; null beside the map. */
  readCell(x: number, y: number): CellReading | null;
}

export function embedApi(session: Session): EmbedApi {
  return {
    load: (files) => load(session, files),
    set: (path, value) => set(session, path, value),
    solve: () => solve(session),
    readCell: (x, y) => readCell(session, x, y),
  };
}

async function load(session: Session, files: readonly LoadedFile[]): Promise<readonly Loaded[]> {
  const given = files.map(({ name, bytes }) => new File([bytes as BlobPart], name));
  const results = await session.openFiles(given, false);
  const failed = results.flatMap(({ name, message }) => (message === null ? [] : [`${name}: ${message}`]));
  if (failed.length > 0) throw new Error(failed.join(' '));
  return results.flatMap(({ name, kind }) => (kind === null ? [] : [{ name, kind }]));
}

function set(session: Session, path: string, value: unknown): void {
  const { history, models } = studioStore.getState();
  const options = engineOptions(models, session.scene()).flatMap(({ items }) => items);
  const change = checkedChange(path, value, history.project, {
    patterns: [...session.registry.patterns.keys()],
    engines: options.filter(({ disabled }) => !disabled).map((option) => option.value),
  });
  if (change.kind === 'sector') patchSector(change.id, change.patch, 'Change by script');
  else patchSettings(change.patch, 'Change by script');
}

function solve(session: Session): Promise<Solved> {
  const { phase } = studioStore.getState().run;
  if (phase === 'cancelled' || phase === 'paused') session.resume();
  return new Promise((resolve, reject) => {
    const look = (state: StudioState): boolean => {
      const { run, history } = state;
      const { sectors } = history.project;
      if (run.phase === 'failed' || (run.phase !== 'starting' && sectors.length === 0)) {
        reject(new Error(sectors.length === 0 ? 'There is no sector: load sites first.' : run.stage));
        return true;
      }
      if (run.phase === 'cancelled') {
        reject(new Error('The run was cancelled.'));
        return true;
      }
      const done = run.phase === 'refined' && run.refinedSectors === sectors.length && state.map?.refined === true;
      if (done) resolve(solved(state));
      return done;
    };
    if (look(studioStore.getState())) return;
    const unsubscribe = studioStore.subscribe((state) => {
      if (look(state)) unsubscribe();
    });
  });
}

function solved({ history, refusals, map }: StudioState): Solved {
  const { columns = 0, rows = 0, cellSizeM = 0, coveredCells = 0 } = map ?? {};
  return { sectors: history.project.sectors.length, refused: refusals, columns, rows, cellSizeM, coveredCells };
}

function readCell({ registry }: Session, x: number, y: number): CellReading | null {
  const map = registry.networkMap;
  const cell = map ? cellAt(map.grid, x, y) : -1;
  if (!map || cell < 0) return null;
  const served = map.server[cell]! >= 0;
  return {
    rsrpDbm: served ? map.rsrpDbm[cell]! : null,
    server: served ? (map.sectorIds[map.server[cell]!] ?? null) : null,
    provenance: served ? PROVENANCE_NAMES[map.provenance[cell]! as 0] : 'none',
    lineOfSight: served && map.lineOfSight[cell] === 1,
    refined: map.refined,
  };
}
