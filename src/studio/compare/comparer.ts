import { sameGrid } from '../../raster/raster-grid.ts';
import { type Ground, mapOf } from '../app/layer-keeper.ts';
import { type ErrorSummary, summariseErrors } from '../results/error-summary.ts';
import { measuredCells, type ValueCells } from '../results/layer-cells.ts';
import { type ComparableLayer, isComparable } from '../results/layer-classes.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { ResultRef, Side } from '../store/swipe-state.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { compareMaps, type MapComparison } from './compare-maps.ts';

/** Two finished results in figures. Beside what was measured it is the other that is called second: predicted less measured. */
export interface Comparison extends MapComparison {
  readonly version: number;
  /** What is compared: RSRP where the layer on the screen has no values that two maps could differ in. */
  readonly scale: ComparableLayer;
  /** Of either map against the measurements; null without any on the map, and for the measurements themselves. */
  readonly errorsFirst: ErrorSummary | null;
  readonly errorsSecond: ErrorSummary | null;
}

interface ComparedCells {
  readonly scale: ComparableLayer;
  readonly first: ValueCells;
  readonly second: ValueCells;
}

/** While two results are compared, keeps their figures, once both are finished. */
export class Comparer {
  readonly #registry: TypedArrayRegistry;
  readonly #ground: () => Ground;
  #compared: readonly unknown[] | null = null;
  #version = 0;

  constructor(registry: TypedArrayRegistry, ground: () => Ground) {
    this.#registry = registry;
    this.#ground = ground;
  }

  follow({ swipe }: StudioState): void {
    const { indoor, measured } = this.#ground();
    const first = swipe && this.#finished(swipe.first, 'first');
    const second = swipe && this.#finished(swipe.second, 'second');
    const pair = swipe && first && second ? this.#pair(first, second) : null;
    if (!swipe || !pair) {
      this.#clear();
      return;
    }
    const known = [swipe.first.kind, swipe.second.kind, pair.first.values, pair.second.values, measured, indoor];
    if (known.every((part, i) => part === this.#compared?.[i])) return;
    this.#compared = known;
    const errors = (map: NetworkMap | null) =>
      map && measured && sameGrid(measured.grid, map.grid) ? summariseErrors(map, measured) : null;
    const [from, to] = swipe.second.kind === 'measured' ? [pair.second, pair.first] : [pair.first, pair.second];
    studioStore.setState({
      comparison: {
        version: ++this.#version,
        scale: pair.scale,
        ...compareMaps(from, to, indoor),
        errorsFirst: errors(mapOf(swipe.first, 'first', this.#registry)),
        errorsSecond: errors(mapOf(swipe.second, 'second', this.#registry)),
      },
    });
  }

  /** The levels of a side; null while its map is on its way. */
  #finished(ref: ResultRef, side: Side): ValueCells | null {
    if (ref.kind === 'measured') {
      const { measured } = this.#ground();
      return measured && measuredCells(measured);
    }
    const map = mapOf(ref, side, this.#registry);
    if (!map?.refined || map.solves.length === 0) return null;
    return { kind: 'values', grid: map.grid, scale: 'rsrp', values: map.rsrpDbm };
  }

  /** What is on the screen where two maps can differ in it, else their levels; null where they lie on other cells. */
  #pair(first: ValueCells, second: ValueCells): ComparedCells | null {
    if (!sameGrid(first.grid, second.grid)) return null;
    const levels: ComparedCells = { scale: 'rsrp', first, second };
    const { shown } = this.#registry;
    if (shown.first?.kind !== 'values' || shown.second?.kind !== 'values') return levels;
    const { scale } = shown.first;
    return isComparable(scale) ? { scale, first: shown.first, second: shown.second } : levels;
  }

  #clear(): void {
    if (!this.#compared) return;
    this.#compared = null;
    studioStore.setState({ comparison: null });
  }
}
