import { binByCell, type GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import { sameGrid } from '../../raster/raster-grid.ts';
import { roofRaster } from '../../scene/roof-raster.ts';
import { atOnce } from '../../units/in-pieces.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import type { Roofs } from '../map/surface-probe.ts';
import { type ErrorSummary, summariseErrors } from '../results/error-summary.ts';
import { countCells } from '../results/layer-cells.ts';
import type { LayerCounts } from '../results/layer-classes.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { mapGrid } from '../results/solve-key.ts';
import { summariseSolves } from '../results/solve-summary.ts';
import { standardErrorDb } from '../results/standard-error.ts';
import { currentProject, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** What is said of a map. */
interface Figures {
  readonly errors: ErrorSummary | null;
  readonly coveredCells: number;
  readonly served: LayerCounts;
  readonly standardErrorDb: number | null;
}

/** Keeps what follows from the map on the screen: figures of its layers, roofs under the pointer, errors against the measured. */
export class ResultKeeper {
  readonly #registry: TypedArrayRegistry;
  #roofs: (Roofs & { readonly indoor: Uint8Array }) | null = null;
  #measured: (GroundTruthMap & { readonly measurementId: string }) | null = null;
  #prepared: { readonly of: NetworkMap; readonly by: GroundTruthMap | null; readonly figures: Figures } | null = null;
  #version = 0;

  constructor(registry: TypedArrayRegistry) {
    this.#registry = registry;
  }

  get roofs(): (Roofs & { readonly indoor: Uint8Array }) | null {
    return this.#roofs;
  }

  get measured(): GroundTruthMap | null {
    return this.#measured;
  }

  /** Another scene, or cells of another size. */
  followScene(scene: SceneView | null, cellSizeM: number): void {
    this.#roofs = scene ? roofsOf(scene, cellSizeM) : null;
    this.#measured = null;
  }

  followMeasurements(): void {
    this.#measured = null;
    const { networkMap } = this.#registry;
    if (networkMap) studioStore.setState({ errors: this.#errorsOf(networkMap) });
  }

  /** Works out in pieces what is said of a map: `showMap` then has less to do. */
  *prepare(map: NetworkMap): Generator<void, void> {
    const figures = yield* this.#figuresOf(map);
    this.#prepared = { of: map, by: this.#measured, figures };
  }

  showMap(map: NetworkMap): void {
    this.#registry.networkMap = map;
    const prepared = this.#prepared?.of === map && this.#prepared.by === this.#measured ? this.#prepared.figures : null;
    const { errors, coveredCells, served, standardErrorDb } = prepared ?? atOnce(this.#figuresOf(map));
    this.#prepared = null;
    studioStore.setState({
      errors,
      map: {
        version: ++this.#version,
        refined: map.refined,
        columns: map.grid.columns,
        rows: map.grid.rows,
        cellSizeM: map.grid.cellSizeM,
        coveredCells,
        served,
        hasSpread: map.spreadDb !== null,
        standardErrorDb,
        solves: summariseSolves(map.solves),
      },
    });
  }

  *#figuresOf(map: NetworkMap): Generator<void, Figures> {
    const errors = this.#errorsOf(map);
    yield;
    const coveredCells = map.server.reduce((count, server) => count + (server >= 0 ? 1 : 0), 0);
    yield;
    const served = countServed(map, this.#roofs?.indoor ?? null);
    yield;
    return { errors, coveredCells, served, standardErrorDb: standardErrorDb(map.shares) };
  }

  #errorsOf(map: NetworkMap): ErrorSummary | null {
    const measurements = this.#registry.measurements.get(currentProject().measurementId ?? '');
    if (!measurements) return null;
    if (this.#measured?.measurementId !== measurements.id || !sameGrid(this.#measured.grid, map.grid)) {
      this.#measured = {
        ...binByCell(map.grid, measurements.x, measurements.y, measurements.rsrpDbm),
        measurementId: measurements.id,
      };
    }
    return summariseErrors(map, this.#measured);
  }
}

function roofsOf(scene: SceneView, cellSizeM: number): Roofs & { indoor: Uint8Array } {
  const grid = mapGrid(scene.boundsM, cellSizeM, 'refined');
  const heightM = roofRaster(scene.buildings, grid);
  const highestM = scene.buildings.reduce((most, building) => Math.max(most, building.heightM), 0);
  return { grid, heightM, highestM, indoor: Uint8Array.from(heightM, (height) => (height > 0 ? 1 : 0)) };
}

function countServed(map: NetworkMap, indoor: Uint8Array | null): LayerCounts {
  const { grid, server, sectorIds } = map;
  return countCells({ kind: 'classes', of: 'best-server', grid, classes: server, labels: sectorIds }, null, indoor);
}
