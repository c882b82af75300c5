import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import type { CorrectedMap, SplitView } from '../../worker/calibration-protocol.ts';
import type { MeasurementsView, SceneView } from '../../worker/engine-protocol.ts';
import type { NetworkMap } from '../results/network-map.ts';

/** What is too big for the store: typed arrays by id. The store holds the ids. */
export interface TypedArrayRegistry {
  readonly scenes: Map<string, SceneView>;
  readonly measurements: Map<string, MeasurementsView>;
  readonly patterns: Map<string, AntennaPattern>;
  /** The map on the screen; replaced, never written into. */
  networkMap: NetworkMap | null;
  /** The map as it would be with the open calibration accepted; null while no such map is asked for. */
  afterMap: NetworkMap | null;
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
    networkMap: null,
    afterMap: null,
    split: null,
    corrected: null,
  };
}
