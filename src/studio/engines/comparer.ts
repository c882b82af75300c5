import type { GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import { sameGrid } from '../../raster/raster-grid.ts';
import { type ErrorSummary, summariseErrors } from '../results/error-summary.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { compareMaps, differenceOf, type MapComparison } from './compare-maps.ts';

/** Two finished maps by different engines. */
export interface Comparison extends MapComparison {
  readonly version: number;
  /** Of the map beyond the line against the measurements; null without any on the map. */
  readonly errorsBeyond: ErrorSummary | null;
}

/** What the comparison rests on beside the maps: cells under roofs, and measured cells, of the grid on the screen. */
export interface ComparedWith {
  readonly indoor: Uint8Array | null;
  readonly measured: GroundTruthMap | null;
}

/** While another engine's map is beyond the line, keeps difference and figures of the two maps, once both are finished. */
export class Comparer {
  readonly #registry: TypedArrayRegistry;
  readonly #against: () => ComparedWith;
  #compared: { readonly first: NetworkMap; readonly second: NetworkMap; readonly measured: unknown } | null = null;
  #version = 0;

  constructor(registry: TypedArrayRegistry, against: () => ComparedWith) {
    this.#registry = registry;
    this.#against = against;
  }

  follow({ swipe }: StudioState): void {
    const { networkMap: first, afterMap: second } = this.#registry;
    const comparing = swipe?.beyond.kind === 'engine' && first?.refined && second?.refined;
    if (!comparing || first.solves.length === 0 || second.solves.length === 0 || !sameGrid(first.grid, second.grid)) {
      this.#clear();
      return;
    }
    const { indoor, measured } = this.#against();
    const known = this.#compared;
    if (known?.first === first && known.second === second && known.measured === measured) return;
    this.#compared = { first, second, measured };
    const difference = differenceOf(first, second);
    this.#registry.difference = difference;
    studioStore.setState({
      comparison: {
        version: ++this.#version,
        ...compareMaps(first, second, difference, indoor),
        errorsBeyond: measured && sameGrid(measured.grid, second.grid) ? summariseErrors(second, measured) : null,
      },
    });
  }

  #clear(): void {
    if (!this.#compared) return;
    this.#compared = null;
    this.#registry.difference = null;
    studioStore.setState({ comparison: null });
  }
}
