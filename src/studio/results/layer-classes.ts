import type { ScaleName } from './value-scale.ts';

/** What the map can show; `none` is the city alone. */
export type LayerName = DataLayer | CorrectedLayer | 'features' | 'none';

/** Layers of the predicted network. */
export type DataLayer =
  | 'rsrp'
  | 'path-gain'
  | 'sinr'
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

export const LAYER_TITLES: Readonly<Record<LayerName, { readonly title: string; readonly unit: string }>> = {
  rsrp: { title: 'RSRP', unit: 'dBm' },
  'path-gain': { title: 'Path gain', unit: 'dB' },
  sinr: { title: 'SINR', unit: 'dB' },
  'best-server': { title: 'Best server', unit: 'sector' },
  los: { title: 'Line of sight', unit: 'to best server' },
  provenance: { title: 'Provenance', unit: 'mechanism' },
  'expected-error': { title: 'Expected error', unit: 'absolute, dB' },
  residual: { title: 'Residual', unit: 'dB' },
  corrected: { title: 'RSRP, corrected by measurements', unit: 'dBm' },
  uncertainty: { title: 'Uncertainty of corrected RSRP', unit: 'σ, dB' },
  features: { title: 'Features', unit: '' },
  none: { title: 'City only', unit: '' },
};

const SCALES: Readonly<Partial<Record<LayerName, ScaleName>>> = {
  rsrp: 'rsrp',
  corrected: 'rsrp',
  'path-gain': 'path-gain',
  sinr: 'sinr',
  'expected-error': 'error',
  uncertainty: 'error',
  residual: 'residual',
};

/** The scale that a layer of values is read by; null for classes that are what they are. */
export function scaleNameOf(layer: LayerName): ScaleName | null {
  return SCALES[layer] ?? null;
}

export function isDataLayer(layer: LayerName): layer is DataLayer {
  return layer !== 'features' && layer !== 'none' && !isCorrectedLayer(layer);
}

export function isCorrectedLayer(layer: LayerName): layer is CorrectedLayer {
  return layer === 'corrected' || layer === 'uncertainty';
}
