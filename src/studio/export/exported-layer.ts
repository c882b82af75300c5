import type { MapScale } from '../../io/formats/map-colours.ts';
import { PROVENANCE_NAMES } from '../../propagation/radio-map.ts';
import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { CompareWords } from '../compare/result-words.ts';
import { classColours } from '../map/colour-scales.ts';
import { valuePainter } from '../map/value-colours.ts';
import type { ClassCells, LayerCells } from '../results/layer-cells.ts';
import { isDataLayer } from '../results/layer-classes.ts';
import { legendContent } from '../results/legend-content.ts';
import { classLabels, edgesOf, SCALE_FACTS, type ScaleName, scaleOf, type ValueScale } from '../results/value-scale.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { exportedFeature } from './exported-feature.ts';

/** The layer on the screen as a file takes it. */
export interface ExportedLayer {
  /** For the file's name and description; that of the command line where it has the layer. */
  readonly layer: string;
  readonly title: string;
  /** Of the values; empty for codes. */
  readonly unit: string;
  readonly grid: RasterGrid;
  /** Row by row from the north, NaN = no data. */
  readonly values: Float32Array;
  /** The classes and colours of the screen, in light colours. */
  readonly scale: MapScale;
  /** The side of a comparison that it is of; null where nothing is compared. */
  readonly side: string | null;
  /** Which end of the scale a legend begins with, and whether shares are of cells with data alone. */
  readonly legend: { readonly first: 'high' | 'low'; readonly ofData: boolean };
}

type Arrays = Pick<TypedArrayRegistry, 'shown' | 'features'>;

/** Whether there is a layer to export. Cheap. */
export function hasLayer(state: Pick<StudioState, 'layer' | 'features' | 'swipe'>, arrays: Arrays): boolean {
  if (state.layer === 'none') return false;
  if (state.layer === 'features') return arrays.features !== null && Boolean(state.features.shown?.legends);
  return shownCells(state, arrays) !== null;
}

/**
 * Null where there is nothing on the ground. Of a comparison it is the difference, where that is shown, else the first map; beside
 * what was measured, the predicted one.
 */
export function exportedLayer(state: StudioState, arrays: Arrays, words: CompareWords | null): ExportedLayer | null {
  const { layer, features, swipe, scales } = state;
  if (layer === 'none') return null;
  if (layer === 'features') return arrays.features && exportedFeature(features, arrays.features);
  const cells = shownCells(state, arrays);
  if (!cells) return null;
  const { grid } = cells;
  const compared = swipe !== null && words !== null && isDataLayer(layer);
  const title = titleOf(state, words);
  if (compared && swipe.mode === 'difference') {
    const side = words.difference;
    return { layer: `difference-${layer}`, title: `${title}, ${side}`, grid, side, ...filed(cells, scales) };
  }
  const side = !compared ? null : swipe.first.kind === 'measured' ? words.second : words.first;
  return { layer, title: side === null ? title : `${title}, ${side}`, grid, side, ...filed(cells, scales) };
}

/** Levels of one sector alone, in the classes of the screen. */
export function sectorLayer(
  sectorId: string,
  grid: RasterGrid,
  rsrpDbm: Float32Array,
  state: StudioState,
): ExportedLayer {
  const cells: LayerCells = { kind: 'values', scale: 'rsrp', grid, values: rsrpDbm };
  return { layer: 'rsrp', title: `RSRP of ${sectorId}`, grid, side: null, ...filed(cells, state.scales) };
}

function titleOf(state: StudioState, words: CompareWords | null): string {
  const { layer, selection } = state;
  if (layer === 'none' || layer === 'features') return '';
  const { title } = legendContent(layer, state, words);
  return layer === 'path-gain' && selection?.kind === 'sector' ? `${title} of ${selection.id}` : title;
}

function shownCells({ layer, swipe }: Pick<StudioState, 'layer' | 'swipe'>, { shown }: Arrays): LayerCells | null {
  if (!swipe || !isDataLayer(layer)) return shown.first;
  if (swipe.mode === 'difference') return shown.difference;
  return swipe.first.kind === 'measured' ? shown.second : shown.first;
}

type Filed = Pick<ExportedLayer, 'unit' | 'values' | 'scale' | 'legend'>;

function filed(cells: LayerCells, scales: StudioState['scales']): Filed {
  if (cells.kind === 'classes') return { unit: '', legend: WHOLE_GROUND, ...codes(cells) };
  const { unit, first } = SCALE_FACTS[cells.scale];
  const scale = mapScale(cells.scale, scaleOf(scales, cells.scale), unit);
  // Measured cells are few: of all ground, shares would say nothing.
  return { unit, values: cells.values, scale, legend: { first, ofData: cells.scale === 'residual' } };
}

function mapScale(name: ScaleName, scale: ValueScale, unit: string): MapScale {
  const edges = edgesOf(name, scale);
  const { colours } = valuePainter(name, scale, 'light');
  if (scale.mode === 'continuous')
    return { kind: 'continuous', unit, low: edges[0]!, high: edges.at(-1)!, edges, colours };
  const labels = classLabels(name, scale);
  // A legend may begin with the highest, a file's scale begins with the lowest.
  const rising = <T>(list: readonly T[]) => (SCALE_FACTS[name].first === 'high' ? [...list].reverse() : list);
  return { kind: 'steps', unit, breaks: edges, labels: rising(labels), colours: rising(colours) };
}

/** Of classes in their own order. */
const WHOLE_GROUND = { first: 'low', ofData: false } as const;

/** Codes as the command line writes them. */
function codes({ of, classes, labels }: ClassCells): Pick<Filed, 'values' | 'scale'> {
  const colours = classColours(of, labels.length, 'light');
  const coded = (code: (index: number) => number) =>
    Float32Array.from(classes, (index) => (index < 0 ? Number.NaN : code(index)));
  switch (of) {
    case 'best-server':
      return { values: coded((index) => index), scale: { kind: 'classes', names: labels, colours } };
    case 'overlap': {
      // Code 0 is what nothing serves: it does not occur.
      const scale: MapScale = { kind: 'classes', names: ['none', ...labels], colours: [colours[0]!, ...colours] };
      return { values: coded((index) => index + 1), scale };
    }
    case 'pilot-pollution':
      return { values: coded((index) => index), scale: { kind: 'classes', names: labels, colours } };
    case 'los': {
      const scale: MapScale = { kind: 'classes', names: ['no sight', 'in sight'], colours: [...colours].reverse() };
      return { values: coded((index) => 1 - index), scale };
    }
    case 'provenance': {
      // Code 0 is what nothing reaches: it does not occur.
      const scale: MapScale = { kind: 'classes', names: PROVENANCE_NAMES, colours: [colours[0]!, ...colours] };
      return { values: coded((index) => index + 1), scale };
    }
  }
}
