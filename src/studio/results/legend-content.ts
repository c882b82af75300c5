import type { CompareWords } from '../compare/result-words.ts';
import { engineLabel } from '../engines/engine-choice.ts';
import type { StudioState } from '../store/studio-store.ts';
import { isBesideMeasured, type ResultRef, type SwipeState } from '../store/swipe-state.ts';
import {
  differenceScale,
  LAYER_TITLES,
  type LayerCounts,
  type LayerName,
  scaleOnScreen,
  showsDifference,
  titleOnScreen,
} from './layer-classes.ts';
import { classLabels, type ScaleName, scaleOf } from './value-scale.ts';

/** Layers whose legend is classes with the ground that they cover. */
export type ClassLayer = Exclude<LayerName, 'none' | 'features'>;

/** Outdoor cells by class, of one of the maps shown. */
export interface LegendColumn {
  /** Empty where there is one map. */
  readonly name: string;
  /** Null while the layer is on its way. */
  readonly counts: LayerCounts | null;
  /** Shares are of the cells with data: of what was measured, most ground has none. */
  readonly ofData: boolean;
}

export interface LegendContent {
  readonly title: string;
  readonly unit: string;
  readonly labels: readonly string[];
  readonly columns: readonly LegendColumn[];
  /** Null where classes are what they are. */
  readonly scale: ScaleName | null;
  readonly note: string | null;
}

type Shown = Pick<StudioState, 'map' | 'calibration' | 'models' | 'scales' | 'shown' | 'swipe' | 'selection'>;

/** All of the state that a legend is made of: a drag changes none of it but the map. */
export function legendParts({ map, calibration, models, scales, shown, swipe, selection }: StudioState): Shown {
  return { map, calibration, models, scales, shown, swipe, selection };
}

export function legendContent(layer: ClassLayer, state: Shown, words: CompareWords | null): LegendContent {
  const { shown, swipe, scales } = state;
  const counts = shown?.layer === layer ? shown : null;
  if (swipe && showsDifference(layer, swipe)) return differenceContent(layer, swipe, state, words);
  const scale = scaleOnScreen({ layer, swipe });
  const both = swipe !== null && words !== null;
  return {
    ...LAYER_TITLES[layer],
    labels: scale ? classLabels(scale, scaleOf(scales, scale)) : classNames(layer, state),
    columns: [
      { name: both ? words.first : '', counts: counts?.first ?? null, ofData: ofData(scale, swipe?.first.kind) },
      ...(both
        ? [{ name: words.second, counts: counts?.second ?? null, ofData: ofData(scale, swipe?.second.kind) }]
        : []),
    ],
    scale,
    note: noteOf(layer, state),
  };
}

function differenceContent(
  layer: ClassLayer,
  swipe: SwipeState,
  { shown, scales }: Shown,
  words: CompareWords | null,
): LegendContent {
  const scale = differenceScale(swipe);
  const counts = shown?.layer === layer ? shown.difference : null;
  return {
    title: titleOnScreen({ layer, swipe }),
    unit: words ? `${words.difference}, dB` : 'dB',
    labels: classLabels(scale, scaleOf(scales, scale)),
    columns: [{ name: '', counts, ofData: isBesideMeasured(swipe) }],
    scale,
    note: counts ? null : words ? 'Once both maps are there.' : 'Choose what to compare with.',
  };
}

/** True where measured points are in the colours of their levels, and those are no part of the legend. */
export function pointsApart({ layer, swipe, shown }: Pick<StudioState, 'layer' | 'swipe' | 'shown'>): boolean {
  const scale = scaleOnScreen({ layer, swipe });
  if (scale !== 'residual') return scale !== 'rsrp';
  // Points take the residuals of their cells, once there are such.
  return (swipe?.mode === 'difference' ? shown?.difference : shown?.first) == null;
}

function ofData(scale: ScaleName | null, kind: ResultRef['kind'] | undefined): boolean {
  return scale === 'residual' || kind === 'measured';
}

/** Cells that the shares of a column are of. */
export function wholeOf({ counts, ofData: withData }: LegendColumn): number {
  const cells = counts?.cells.reduce((sum, n) => sum + n, 0) ?? 0;
  return withData ? cells : cells + (counts?.noData ?? 0);
}

function classNames(layer: ClassLayer, { shown }: Shown): readonly string[] {
  return (shown?.layer === layer && shown.labels) || [];
}

function noteOf(layer: ClassLayer, state: Shown): string | null {
  const { map, models, selection, calibration } = state;
  switch (layer) {
    case 'path-gain':
      return selection?.kind === 'sector' ? `Of ${selection.id} alone.` : 'Of the best server.';
    case 'throughput':
      return 'Of one user alone at the best server, B log₂(1 + SINR): an upper bound, without codes and control channels.';
    case 'overlap':
    case 'pilot-pollution':
      if (map && map.served.cells.length < 2) return 'Nothing to count: needs the maps of two sectors at least.';
      return layer === 'overlap'
        ? 'Sectors of the server’s carrier that arrive no more than 6 dB below it, itself included.'
        : 'By how many sectors within 6 dB exceed the three that a terminal makes use of; none where the server is below −100 dBm.';
    case 'residual':
      return 'Predicted less measured, median per cell. Shares are of cells that have both.';
    case 'expected-error': {
      const [engine] = map?.solves.engines ?? [];
      if (engine === 'launch')
        return 'Standard error of the level, as the rays that fell on each cell tell it: some two of three levels are off by less. More rays make it smaller.';
      const name = engine === undefined ? 'the model' : engineLabel(engine, models);
      return `What ${name} itself expects its level to be off by. Learned like the level, on the same maps.`;
    }
    case 'corrected':
    case 'uncertainty': {
      const { corrected } = calibration;
      return corrected?.done
        ? `${corrected.sectorId} alone, its level corrected by the measurements about each place: not a prediction.`
        : `Making the map of ${corrected?.sectorId ?? 'the sector'}: ${Math.round(100 * (corrected?.fraction ?? 0))} %`;
    }
    default:
      return null;
  }
}
