import { sameGrid } from '../../raster/raster-grid.ts';
import { acceptanceOf } from '../calibration/accept-run.ts';
import { applyEdit } from '../commands/edit.ts';
import { sameCity } from '../compare/same-city.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { mapGrid } from '../results/solve-key.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import type { StudioState } from '../store/studio-store.ts';
import { endComparison } from '../store/swipe-actions.ts';
import type { ResultRef, Side } from '../store/swipe-state.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import type { SideMap } from './side-map.ts';

/** A name, or a project as it was: it never changes, so that it is the same while it is the same object. */
type SideKey = string | ProjectDocument;

/** While two results are compared, keeps the map of one of them in step with the project and with what was chosen. */
export class SwipeFollower {
  readonly #map: Pick<SideMap, 'follow' | 'showMap' | 'stop'>;
  readonly #registry: TypedArrayRegistry;
  readonly #side: Side;
  /** Sees to it that the scene of a project is there. */
  readonly #prepare: (project: ProjectDocument) => void;
  #wanted: readonly [ProjectDocument, SideKey] | null = null;

  constructor(
    map: Pick<SideMap, 'follow' | 'showMap' | 'stop'>,
    registry: TypedArrayRegistry,
    side: Side = 'second',
    prepare: (project: ProjectDocument) => void = () => undefined,
  ) {
    this.#prepare = prepare;
    this.#map = map;
    this.#registry = registry;
    this.#side = side;
  }

  follow(state: StudioState): void {
    const { swipe, history } = state;
    const ref = swipe?.[this.#side] ?? null;
    const key = ref && keyOf(ref, state);
    if (ref && isGone(ref, key, state)) endComparison();
    if (key === null) {
      if (this.#wanted) this.#map.stop();
      this.#wanted = null;
      return;
    }
    if (this.#wanted?.[0] === history.project && this.#wanted[1] === key) return;
    // Another kind of map is not shown as the one before it, not even until the first sector is done.
    if (this.#wanted && this.#wanted[1] !== key) this.#map.stop();
    this.#wanted = [history.project, key];
    const kept = ref?.kind === 'kept' ? keptOnGrid(ref.id, history.project, this.#registry) : null;
    if (kept) {
      this.#map.showMap(kept);
      return;
    }
    const project = projectOf(ref!, state, this.#registry);
    if (!project) return;
    this.#prepare(project);
    this.#map.follow(project, inHandOf(ref!, state));
  }
}

/** True for a side without anything on it: the run was closed, the kept map deleted, another city opened, measurements removed. */
function isGone(ref: ResultRef, key: SideKey | null, { history, kept, measurements }: StudioState): boolean {
  if (ref.kind === 'measured') return measurements === null;
  if (ref.kind === 'before') return !sameCity(ref.project, history.project);
  if (ref.kind === 'calibration') return key === null;
  const of = ref.kind === 'kept' && kept.find(({ id }) => id === ref.id)?.project;
  return ref.kind === 'kept' && !(of && sameCity(of, history.project));
}

/** What a side shows; null where it is the project as it is, what was measured, or nothing. */
function keyOf(ref: ResultRef, { calibration, kept }: StudioState): SideKey | null {
  switch (ref.kind) {
    case 'now':
    case 'measured':
      return null;
    case 'engine':
      return ref.engine && `engine ${ref.engine}`;
    case 'before':
      return ref.project;
    case 'kept':
      return kept.some(({ id }) => id === ref.id) ? `kept ${ref.id}` : null;
    case 'calibration': {
      const { open, view, openRunId, runs } = calibration;
      return open && view === 'result' && runs.some(({ id }) => id === openRunId) ? `run ${openRunId}` : null;
    }
  }
}

function inHandOf({ kind }: ResultRef, { calibration, selection }: StudioState): string | null {
  if (kind === 'calibration') return calibration.openSectorId;
  return selection?.kind === 'sector' ? selection.id : null;
}

/** The arrays of a kept map, where they are there and of the grid on the screen. */
function keptOnGrid(id: string, project: ProjectDocument, registry: TypedArrayRegistry): NetworkMap | null {
  const map = registry.kept.get(id);
  const scene = registry.scenes.get(project.sceneId ?? '');
  if (!map || !scene) return null;
  return sameGrid(map.grid, mapGrid(scene.boundsM, project.settings.cellSizeM, 'refined')) ? map : null;
}

/** The project of a side, on the grid of the project as it is; null where there is nothing to solve. */
function projectOf(
  ref: ResultRef,
  { calibration, history: { project }, kept }: StudioState,
  registry: TypedArrayRegistry,
): ProjectDocument | null {
  switch (ref.kind) {
    case 'now':
    case 'measured':
      return null;
    case 'engine':
      return ref.engine && { ...project, settings: { ...project.settings, engine: ref.engine } };
    case 'before':
      return onGridOf(project, ref.project);
    case 'kept':
      return onGridOf(project, kept.find(({ id }) => id === ref.id)?.project ?? project);
    case 'calibration': {
      const run = calibration.runs.find(({ id }) => id === calibration.openRunId);
      const acceptance = run && acceptanceOf(run, project, registry.patterns);
      if (!acceptance) return null;
      for (const [name, pattern] of acceptance.patterns) registry.patterns.set(name, pattern);
      return applyEdit(project, acceptance.edit).project;
    }
  }
}

/** Two maps are compared cell by cell, of one city: another one's sectors would stand in the wrong streets. */
function onGridOf(project: ProjectDocument, other: ProjectDocument): ProjectDocument | null {
  if (!sameCity(project, other)) return null;
  return { ...other, settings: { ...other.settings, cellSizeM: project.settings.cellSizeM } };
}
