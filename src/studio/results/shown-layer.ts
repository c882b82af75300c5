import type { LayerCells, ValueCells } from './layer-cells.ts';
import type { LayerCounts, LayerName } from './layer-classes.ts';

/** The layer on the screen, cell by cell. */
export interface ShownCells {
  /** Of the map on the screen, or of the first of two. */
  readonly first: LayerCells | null;
  /** Of the second of two. */
  readonly second: LayerCells | null;
  /** What sets the two apart. */
  readonly difference: ValueCells | null;
}

export const NOTHING_SHOWN: ShownCells = { first: null, second: null, difference: null };

/** The layer on the screen in figures. Its cells are in the registry. */
export interface ShownLayer {
  /** Counts every change. */
  readonly version: number;
  readonly layer: LayerName;
  readonly cellSizeM: number;
  /** Names of the classes, where they are what they are. */
  readonly labels: readonly string[] | null;
  /** Outdoor cells by class: of the first map, of the second, of their difference; null where there is none. */
  readonly first: LayerCounts | null;
  readonly second: LayerCounts | null;
  readonly difference: LayerCounts | null;
}
