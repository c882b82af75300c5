import type { SplitView } from '../../worker/calibration-protocol.ts';
import type { FeatureMaps, MeasurementsView, SceneView } from '../../worker/engine-protocol.ts';
import type { ThemeName } from '../app/theme.ts';
import type { MarkedCells } from '../errors/error-cells.ts';
import type { FeatureLegend } from '../features/feature-legend.ts';
import type { FeatureName } from '../features/feature-name.ts';
import type { WalkerFrame } from '../planning/walk-record.ts';
import type { LayerCells, ValueCells } from '../results/layer-cells.ts';
import type { LayerName } from '../results/layer-classes.ts';
import type { PatternCut } from '../results/pattern-cuts.ts';
import { scaleOf, type ValueScale, type ValueScales } from '../results/value-scale.ts';
import type { MapMark, MapTool } from '../store/editing-state.ts';
import type { ExplainState } from '../store/explain-state.ts';
import type { FeatureState } from '../store/feature-state.ts';
import type { ProfileState } from '../store/profile-state.ts';
import type { SectorSettings } from '../store/project-document.ts';
import type { Selection } from '../store/studio-store.ts';

/** Everything the map shows, as one value. Parts are compared by identity. */
export interface MapPicture {
  readonly scene: SceneView | null;
  /** The layer on the ground. */
  readonly cells: LayerCells | null;
  /** Classes and colours of the layer, where it has values. */
  readonly scale: ValueScale | null;
  readonly features: FeatureMaps | null;
  readonly feature: ShownFeature;
  readonly layer: LayerName;
  readonly theme: ThemeName;
  readonly heightSourcesShown: boolean;
  readonly sectors: readonly SectorSettings[];
  readonly cuts: ReadonlyMap<string, PatternCut>;
  readonly selection: Selection;
  /** What the hand holds; null: nothing. */
  readonly tool: MapTool;
  readonly measurements: MeasurementsView | null;
  /** Classes and colours of measured levels. */
  readonly levels: ValueScale;
  /** Residuals by cell, that measured points show in place of their levels. */
  readonly residuals: ValueCells | null;
  /** Cells whose points stand out from the others; null: all are alike. */
  readonly marked: MarkedCells | null;
  /** Cells by their role in a calibration, while one is set up. */
  readonly split: readonly SplitView[] | null;
  /** The same value while nothing of it changes. */
  readonly explained: ExplainedPicture;
  readonly profile: ProfileState;
  /** Users of a handover run; null where none walk. */
  readonly walkers: WalkerFrame | null;
  /** Places that a panel tells of. */
  readonly marks: readonly MapMark[];
  /** How many times as thick lines and points are as in a window of usual size. */
  readonly drawnScale: number;
}

/** The explained cell and its paths. */
type ExplainedPicture = Pick<ExplainState, 'place' | 'found' | 'path'>;

/** Which plane of the features is shown, and what its colours mean. */
export interface ShownFeature {
  readonly name: FeatureName;
  readonly legend: FeatureLegend | null;
}

/** The shown plane as a value that stays the same while nothing of it changes. */
export function shownFeature({ name, shown }: FeatureState, before: ShownFeature | undefined): ShownFeature {
  const legend = shown?.legends?.[name] ?? null;
  return before?.name === name && before.legend === legend ? before : { name, legend };
}

/** The layer of a map with what its colours, and those of the points over it, mean. */
export function layerParts(
  cells: LayerCells | null,
  scales: ValueScales,
): Pick<MapPicture, 'cells' | 'scale' | 'levels' | 'residuals'> {
  const values = cells?.kind === 'values' ? cells : null;
  return {
    cells,
    scale: values && scaleOf(scales, values.scale),
    levels: scaleOf(scales, 'rsrp'),
    residuals: values?.scale === 'residual' ? values : null,
  };
}

/** The explained cell as a value that stays the same while nothing of it changes. */
export function explainedPicture(
  { place, found, path }: ExplainedPicture,
  before: ExplainedPicture | undefined,
): ExplainedPicture {
  const same = before?.place === place && before.found === found && before.path === path;
  return same ? before : { place, found, path };
}

/** True when every part is the very same value. */
export function samePicture(a: MapPicture, b: MapPicture): boolean {
  return (Object.keys(a) as (keyof MapPicture)[]).every((part) => a[part] === b[part]);
}

/** Length of a selected sector's lobe [m]: a fixed share of the scene, so that it neither hides nor vanishes. */
export function lobeReachM(scene: SceneView): number {
  const { minX, minY, maxX, maxY } = scene.boundsM;
  return Math.min(400, Math.max(8, 0.085 * Math.max(maxX - minX, maxY - minY)));
}
