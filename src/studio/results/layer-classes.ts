import { isBesideMeasured, type Side, type SwipeState } from '../store/swipe-state.ts';
import type { ScaleName } from './value-scale.ts';

/** What the map can show; `none` is the city alone. */
export type LayerName = DataLayer | CorrectedLayer | 'features' | 'none';

/** Layers of the predicted network. */
export type DataLayer =
  | 'rsrp'
  | 'path-gain'
  | 'sinr'
  | 'throughput'
  | 'overlap'
  | 'pilot-pollution'
  | 'best-server'
  | 'los'
  | 'provenance'
  | 'expected-error'
  | 'residual';

/** Layers of one sector's map as corrected by measurements. */
export type CorrectedLayer = 'corrected' | 'uncertainty';

/** Cells by class, and cells without data. */
export interface LayerCounts {
  readonly cells: readonly number[];
  readonly noData: number;
}

/** Units come before what is said of them: a narrow legend cuts the end off. */
export const LAYER_TITLES: Readonly<Record<LayerName, { readonly title: string; readonly unit: string }>> = {
  rsrp: { title: 'RSRP', unit: 'dBm' },
  'path-gain': { title: 'Path gain', unit: 'dB' },
  sinr: { title: 'SINR', unit: 'dB' },
  throughput: { title: 'Throughput', unit: 'Mbit/s' },
  overlap: { title: 'Overlap', unit: 'sectors within 6 dB' },
  'pilot-pollution': { title: 'Pilot pollution', unit: 'sectors beyond three' },
  'best-server': { title: 'Best server', unit: 'sector' },
  los: { title: 'Line of sight', unit: 'to best server' },
  provenance: { title: 'Provenance', unit: 'mechanism' },
  'expected-error': { title: 'Expected error', unit: 'dB, absolute' },
  residual: { title: 'Residual', unit: 'dB' },
  corrected: { title: 'RSRP, corrected by measurements', unit: 'dBm' },
  uncertainty: { title: 'Uncertainty of corrected RSRP', unit: 'dB, σ' },
  features: { title: 'Features', unit: '' },
  none: { title: 'City only', unit: '' },
};

const SCALES: Readonly<Partial<Record<LayerName, ScaleName>>> = {
  rsrp: 'rsrp',
  corrected: 'rsrp',
  'path-gain': 'path-gain',
  sinr: 'sinr',
  throughput: 'throughput',
  'expected-error': 'error',
  uncertainty: 'error',
  residual: 'residual',
};

/** The scale that a layer of values is read by; null for classes that are what they are. */
function scaleNameOf(layer: LayerName): ScaleName | null {
  return SCALES[layer] ?? null;
}

type OnScreen = { readonly layer: LayerName; readonly swipe: SwipeState | null };

/** The scale that the window is read by: of the layer, or of what sets two maps apart while that is shown. */
export function scaleOnScreen({ layer, swipe }: OnScreen): ScaleName | null {
  return swipe && showsDifference(layer, swipe) ? differenceScale(swipe) : scaleNameOf(layer);
}

export function titleOnScreen({ layer, swipe }: OnScreen): string {
  const { title } = LAYER_TITLES[layer];
  if (!swipe || !showsDifference(layer, swipe)) return title;
  return isBesideMeasured(swipe) ? 'Residual' : `Difference of ${title}`;
}

/** What the difference of two results is read by: what is predicted less what was measured is a residual. */
export function differenceScale(swipe: Pick<SwipeState, Side>): 'residual' | 'difference' {
  return isBesideMeasured(swipe) ? 'residual' : 'difference';
}

/** True while what sets two maps apart is shown in place of the layer itself. */
export function showsDifference(layer: LayerName, { mode }: SwipeState): boolean {
  return mode === 'difference' && isDataLayer(layer);
}

/** Layers whose values tell two maps apart, each read by the scale of its name. */
const COMPARABLE = ['rsrp', 'path-gain', 'sinr'] as const;
export type ComparableLayer = (typeof COMPARABLE)[number];

export function isComparable(name: LayerName | ScaleName): name is ComparableLayer {
  return COMPARABLE.some((layer) => layer === name);
}

/** True for layers of the network's map: each is another on each side of a comparison. */
export function isDataLayer(layer: LayerName): layer is DataLayer {
  return layer !== 'features' && layer !== 'none' && !isCorrectedLayer(layer);
}

export function isCorrectedLayer(layer: LayerName): layer is CorrectedLayer {
  return layer === 'corrected' || layer === 'uncertainty';
}
