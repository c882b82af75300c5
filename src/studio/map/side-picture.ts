import type { ThemeName } from '../app/theme.ts';
import { acceptanceOf } from '../calibration/accept-run.ts';
import { applyEdit } from '../commands/edit.ts';
import { isDataLayer } from '../results/layer-classes.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { rootScale } from '../store/root-scale.ts';
import type { StudioState } from '../store/studio-store.ts';
import { isBesideMeasured, NOW, type ResultRef, type Side } from '../store/swipe-state.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { explainedPicture, layerParts, type MapPicture, shownFeature } from './map-picture.ts';
import type { PatternCutsByName } from './pattern-cuts-by-name.ts';

/** What one of the two maps of a comparison shows, or the only map. `shown`: the picture before, parts of which may stay. */
export function sidePicture(
  side: Side,
  state: StudioState,
  registry: TypedArrayRegistry,
  theme: ThemeName,
  cuts: PatternCutsByName,
  shown: MapPicture | null,
): MapPicture {
  const { project } = state.history;
  const { swipe, layer, scales } = state;
  const two = swipe !== null && isDataLayer(layer);
  const ref = two ? (side === 'first' ? swipe.first : swipe.second) : NOW;
  const alone = !two || swipe.mode === 'difference';
  const cells = swipe?.mode === 'difference' ? registry.shown.difference : registry.shown[side];
  const measurements = registry.measurements.get(project.measurementId ?? '') ?? null;
  const sectors = sectorsOf(ref, state, registry);
  // The split draws the same cells in other colours.
  const split = side === 'first' ? registry.split : null;
  const { marked } = registry;
  return {
    scene: sceneOf(ref, state, registry),
    // What was measured is shown by its points: a raster of it could be taken for a prediction.
    ...layerParts(ref.kind === 'measured' && !alone ? null : cells, scales),
    features: registry.features,
    feature: shownFeature(state.features, shown?.feature),
    layer,
    theme,
    heightSourcesShown: state.heightSourcesShown,
    sectors: shown && sameSectors(sectors, shown.sectors) ? shown.sectors : sectors,
    cuts: cuts.of(registry),
    selection: state.selection,
    tool: side === 'first' ? state.editing.tool : null,
    measurements: !split && showsPoints(ref, state, alone, marked !== null) ? measurements : null,
    marked,
    split,
    explained: explainedPicture(state.explain, shown?.explained),
    profile: state.profile,
    walkers: side === 'first' ? registry.walkers : null,
    marks: state.editing.marks,
    drawnScale: rootScale(),
  };
}

/** Beside what was measured, the predicted side has no points of it. Points that were hidden are seen while some are marked. */
function showsPoints(
  ref: ResultRef,
  { swipe, measuredShown }: StudioState,
  alone: boolean,
  someMarked: boolean,
): boolean {
  if (ref.kind === 'measured') return true;
  return (measuredShown || someMarked) && (alone || !isBesideMeasured(swipe));
}

/** With the buildings of its project: they may be what was edited. */
function sceneOf(ref: ResultRef, { history, kept }: StudioState, registry: TypedArrayRegistry): MapPicture['scene'] {
  const own =
    ref.kind === 'before'
      ? ref.project
      : ref.kind === 'kept'
        ? kept.find(({ id }) => id === ref.id)?.project
        : undefined;
  const sceneOfId = (id: string | null | undefined) => registry.scenes.get(id ?? '') ?? null;
  return sceneOfId(own?.sceneId) ?? sceneOfId(history.project.sceneId);
}

function sectorsOf(
  ref: ResultRef,
  { calibration, history: { project }, kept }: StudioState,
  registry: TypedArrayRegistry,
): readonly SectorSettings[] {
  if (ref.kind === 'before') return ref.project.sectors;
  if (ref.kind === 'kept') return kept.find(({ id }) => id === ref.id)?.project.sectors ?? [];
  if (ref.kind !== 'calibration') return project.sectors;
  const run = calibration.runs.find((r) => r.id === calibration.openRunId);
  const acceptance = run && acceptanceOf(run, project, registry.patterns);
  // Patterns come into the registry with the solve: until then the lobe would have no shape.
  if (!acceptance || [...acceptance.patterns.keys()].some((name) => !registry.patterns.has(name)))
    return project.sectors;
  return applyEdit(project, acceptance.edit).project.sectors;
}

/** An accepted calibration is worked out anew every time: equal sectors are the same ones. */
function sameSectors(a: readonly SectorSettings[], b: readonly SectorSettings[]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
