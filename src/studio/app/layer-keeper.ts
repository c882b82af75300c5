import type { GroundTruthMap } from '../../measurements/bin-by-cell.ts';
import { DEFAULT_NOISE_FIGURE_DB } from '../../radio/sinr.ts';
import {
  correctedCells,
  countCells,
  differenceCells,
  type LayerCells,
  type LayerSource,
  layerCells,
  measuredCells,
} from '../results/layer-cells.ts';
import {
  type DataLayer,
  differenceScale,
  isCorrectedLayer,
  isDataLayer,
  type LayerCounts,
} from '../results/layer-classes.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { NOTHING_SHOWN, type ShownCells } from '../results/shown-layer.ts';
import { scaleOf } from '../results/value-scale.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { ResultRef, Side } from '../store/swipe-state.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** Cells under roofs and measured cells, of the grid on the screen. */
export interface Ground {
  readonly indoor: Uint8Array | null;
  readonly measured: GroundTruthMap | null;
}

/** Keeps the cells of the layer on the screen, of one map or of two, and how much ground each class covers. */
export class LayerKeeper {
  readonly #registry: TypedArrayRegistry;
  readonly #ground: () => Ground;
  readonly #first = remembered(layerCells);
  readonly #second = remembered(layerCells);
  readonly #measured = remembered(measuredCells);
  readonly #corrected = remembered(correctedCells);
  readonly #difference = remembered(differenceCells);
  readonly #counts = { first: remembered(countOf), second: remembered(countOf), difference: remembered(countOf) };
  #version = 0;

  constructor(registry: TypedArrayRegistry, ground: () => Ground) {
    this.#registry = registry;
    this.#ground = ground;
  }

  /** Works out ahead what `follow` will ask for once the project's map is that one. */
  prepare(state: StudioState, map: NetworkMap): void {
    const { layer, swipe } = state;
    if (!isDataLayer(layer) || (swipe !== null && swipe.first.kind !== 'now')) return;
    this.#countOf('first', this.#first(layer, map, this.#source(layer, state, this.#ground().measured)), state);
  }

  follow(state: StudioState): void {
    const before = this.#registry.shown;
    const cells = this.#cellsOf(state);
    const changed = (Object.keys(cells) as (keyof ShownCells)[]).some((side) => cells[side] !== before[side]);
    if (changed) this.#registry.shown = cells;
    const grid = (cells.first ?? cells.second)?.grid;
    if (!grid) {
      if (state.shown) studioStore.setState({ shown: null });
      return;
    }
    const count = (side: keyof ShownCells) => this.#countOf(side, cells[side], state);
    const { shown } = state;
    const figures = {
      layer: state.layer,
      cellSizeM: grid.cellSizeM,
      labels: cells.first?.kind === 'classes' ? cells.first.labels : null,
      first: count('first'),
      second: count('second'),
      difference: count('difference'),
    };
    const same =
      shown && (Object.keys(figures) as (keyof typeof figures)[]).every((key) => figures[key] === shown[key]);
    if (!same || changed) studioStore.setState({ shown: { version: ++this.#version, ...figures } });
  }

  #countOf(side: keyof ShownCells, cells: LayerCells | null, { scales }: StudioState): LayerCounts | null {
    const scale = cells?.kind === 'values' ? scaleOf(scales, cells.scale) : null;
    return this.#counts[side](cells, scale, this.#ground().indoor);
  }

  #cellsOf(state: StudioState): ShownCells {
    const { layer, swipe } = state;
    if (isCorrectedLayer(layer)) {
      const { corrected } = this.#registry;
      return corrected ? { ...NOTHING_SHOWN, first: this.#corrected(layer, corrected) } : NOTHING_SHOWN;
    }
    if (!isDataLayer(layer)) return NOTHING_SHOWN;
    if (!swipe) return { ...NOTHING_SHOWN, first: this.#side({ kind: 'now' }, 'first', layer, state) };
    const first = this.#side(swipe.first, 'first', layer, state);
    const second = this.#side(swipe.second, 'second', layer, state);
    const [from, to] = swipe.second.kind === 'measured' ? [second, first] : [first, second];
    return { first, second, difference: this.#difference(from, to, differenceScale(swipe)) };
  }

  #side(ref: ResultRef, side: Side, layer: DataLayer, state: StudioState): LayerCells | null {
    const { measured } = this.#ground();
    if (ref.kind === 'measured') return measured && layer === 'rsrp' ? this.#measured(measured) : null;
    const map = mapOf(ref, side, this.#registry);
    if (!map) return null;
    return (side === 'first' ? this.#first : this.#second)(layer, map, this.#source(layer, state, measured));
  }

  /** Only what the layer rests on: the same value while none of it changes. */
  readonly #source = (layer: DataLayer, state: StudioState, measured: GroundTruthMap | null): LayerSource => {
    const { settings } = state.history.project;
    const { selection } = state;
    const onInterference = layer === 'sinr' || layer === 'throughput';
    const source = {
      inHand: layer === 'path-gain' && selection?.kind === 'sector' ? selection.id : null,
      measured: layer === 'residual' ? measured : null,
      noiseFigureDb: onInterference ? (settings.noiseFigureDb ?? DEFAULT_NOISE_FIGURE_DB) : 0,
      load: onInterference ? (settings.load ?? 1) : 1,
    };
    return this.#asOne(source.inHand, source.measured, source.noiseFigureDb, source.load);
  };

  readonly #asOne = remembered(
    (inHand: string | null, measured: GroundTruthMap | null, noiseFigureDb: number, load: number): LayerSource => ({
      ...{ inHand, measured, noiseFigureDb, load },
    }),
  );
}

/** The map of a side; null while it is on its way, and for what was measured. */
export function mapOf(ref: ResultRef, side: Side, registry: TypedArrayRegistry): NetworkMap | null {
  if (ref.kind === 'now') return registry.networkMap;
  if (ref.kind === 'measured') return null;
  return side === 'first' ? registry.firstMap : registry.secondMap;
}

function countOf(
  cells: LayerCells | null,
  scale: Parameters<typeof countCells>[1],
  indoor: Uint8Array | null,
): LayerCounts | null {
  return cells && countCells(cells, scale, indoor);
}

/** Works out anew only what is asked with other arguments than the time before. */
function remembered<Arguments extends readonly unknown[], Result>(
  work: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  let last: { readonly args: Arguments; readonly result: Result } | null = null;
  return (...args) => {
    if (!last || args.some((arg, i) => arg !== last?.args[i])) last = { args, result: work(...args) };
    return last.result;
  };
}
