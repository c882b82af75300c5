import type { Source } from '../../io/formats/source.ts';
import type { AntennaPattern } from '../../radio/antenna-pattern.ts';
import type { CorrectedMap, SplitView } from '../../worker/calibration-protocol.ts';
import type {
  FeatureMaps,
  MeasurementsView,
  SceneView,
  SectionMap,
  TerrainView,
} from '../../worker/engine-protocol.ts';
import type { MarkedCells } from '../errors/error-cells.ts';
import type { WalkerFrame } from '../planning/walk-record.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { NOTHING_SHOWN, type ShownCells } from '../results/shown-layer.ts';

/** What is too big for the store: typed arrays by id. The store holds the ids. */
export interface TypedArrayRegistry {
  readonly scenes: Map<string, SceneView>;
  /** Ground heights that can be laid under a scene. */
  readonly terrains: Map<string, TerrainView>;
  readonly measurements: Map<string, MeasurementsView>;
  readonly patterns: Map<string, AntennaPattern>;
  /** Where scenes, terrains and measurements came from, by their id, and models by `model:<id>`. */
  readonly sources: Map<string, Source>;
  /** The files of sources, by the key of their content. A blob may lie on the disk. */
  readonly files: Map<string, Blob>;
  /** The map on the screen; replaced, never written into. */
  networkMap: NetworkMap | null;
  /** The first map of a comparison, where it is not the one of the project as it is. */
  firstMap: NetworkMap | null;
  /** The second map of a comparison; null while there is none, or while it is on its way. */
  secondMap: NetworkMap | null;
  /** The layer on the screen, cell by cell. */
  shown: ShownCells;
  /** Maps that were kept, by their id, as long as there is room for them. */
  readonly kept: Map<string, NetworkMap>;
  /** The level over the line of the profile. */
  section: SectionMap | null;
  /** What a predictor sees of the sector in hand. */
  features: FeatureMaps | null;
  /** Cells that a calibration would fit, judge by, and leave out; null while they are not shown. */
  split: readonly SplitView[] | null;
  /** The map of the open run's sector, corrected by measurements. */
  corrected: CorrectedMap | null;
  /** Cells that the last box on the map took. */
  boxed: MarkedCells | null;
  /** Users of a handover run as they are on the map; null while there are none. */
  walkers: WalkerFrame | null;
  /** Measured cells that are marked on the map; null while none are selected. */
  marked: MarkedCells | null;
}

export function createRegistry(): TypedArrayRegistry {
  const named = ['tr38901', 'iso', 'dipole', 'hw_dipole'] as const;
  return {
    scenes: new Map(),
    terrains: new Map(),
    measurements: new Map(),
    patterns: new Map<string, AntennaPattern>(named.map((name) => [name, name])),
    sources: new Map(),
    files: new Map(),
    networkMap: null,
    firstMap: null,
    secondMap: null,
    shown: NOTHING_SHOWN,
    kept: new Map(),
    section: null,
    features: null,
    split: null,
    corrected: null,
    boxed: null,
    walkers: null,
    marked: null,
  };
}
