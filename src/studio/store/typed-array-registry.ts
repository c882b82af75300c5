import type { Source } from '../../io/formats/source.ts';
import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import type { CorrectedMap, SplitView } from '../../worker/calibration-protocol.ts';
import type { FeatureMaps, MeasurementsView, SceneView } from '../../worker/engine-protocol.ts';
import type { NetworkMap } from '../results/network-map.ts';

/** What is too big for the store: typed arrays by id. The store holds the ids. */
export interface TypedArrayRegistry {
  readonly scenes: Map<string, SceneView>;
  readonly measurements: Map<string, MeasurementsView>;
  readonly patterns: Map<string, AntennaPattern>;
  /** Where scenes and measurements came from, by their id, and models by `model:<id>`. */
  readonly sources: Map<string, Source>;
  /** The files of sources, by the key of their content. A blob may lie on the disk. */
  readonly files: Map<string, Blob>;
  /** The map on the screen; replaced, never written into. */
  networkMap: NetworkMap | null;
  /** The map beyond the line: with the open calibration accepted, or by another engine; null while there is no line. */
  afterMap: NetworkMap | null;
  /** The map beyond the line less the map on the screen [dB], on the grid of both; null until both are finished. */
  difference: Float32Array | null;
  /** What a predictor sees of the sector in hand. */
  features: FeatureMaps | null;
  /** Cells that a calibration would fit, judge by, and leave out; null while they are not shown. */
  split: readonly SplitView[] | null;
  /** The map of the open run's sector, corrected by measurements. */
  corrected: CorrectedMap | null;
}

export function createRegistry(): TypedArrayRegistry {
  const named = ['tr38901', 'iso', 'dipole', 'hw_dipole'] as const;
  return {
    scenes: new Map(),
    measurements: new Map(),
    patterns: new Map<string, AntennaPattern>(named.map((name) => [name, name])),
    sources: new Map(),
    files: new Map(),
    networkMap: null,
    afterMap: null,
    difference: null,
    features: null,
    split: null,
    corrected: null,
  };
}
