import type { ThemeName } from '../app/theme.ts';
import { acceptanceOf } from '../calibration/accept-run.ts';
import { applyEdit } from '../commands/edit.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { type MapPicture, samePicture, shownFeature } from './map-picture.ts';
import { MapView } from './map-view.ts';
import { PatternCutsByName } from './pattern-cuts-by-name.ts';

/** A second map that follows the camera of the first and shows what is beyond the line. */
export class AfterView {
  readonly #view: MapView;
  readonly #release: () => void;

  constructor(container: HTMLElement, main: MapView, registry: TypedArrayRegistry, theme: ThemeName) {
    this.#view = new MapView(container, theme, { follows: main });
    const cuts = new PatternCutsByName();
    let shown: MapPicture | null = null;
    const show = () => {
      const picture = pictureAfter(studioStore.getState(), registry, theme, cuts, shown);
      if (shown && samePicture(picture, shown)) return;
      shown = picture;
      this.#view.show(picture);
    };
    const unsubscribe = studioStore.subscribe(show);
    const follow = () => this.#view.takeCameraOf(main);
    main.map.on('move', follow);
    main.map.on('resize', follow);
    this.#release = () => {
      unsubscribe();
      main.map.off('move', follow);
      main.map.off('resize', follow);
    };
    show();
    follow();
  }

  dispose(): void {
    this.#release();
    this.#view.dispose();
  }
}

function pictureAfter(
  state: StudioState,
  registry: TypedArrayRegistry,
  theme: ThemeName,
  cuts: PatternCutsByName,
  shown: MapPicture | null,
): MapPicture {
  const { project } = state.history;
  const measurements = state.measuredShown ? registry.measurements.get(project.measurementId ?? '') : undefined;
  const sectors = sectorsAfter(state, registry);
  return {
    scene: registry.scenes.get(project.sceneId ?? '') ?? null,
    // While the first solve runs the city stands alone: nothing that could be taken for a result.
    networkMap: registry.afterMap,
    corrected: null,
    // Layers without two sides: there is no line over them.
    difference: null,
    features: null,
    feature: shownFeature(state.features, shown?.feature),
    layer: state.layer,
    theme,
    sectors: shown && JSON.stringify(sectors) === JSON.stringify(shown.sectors) ? shown.sectors : sectors,
    cuts: cuts.of(registry),
    selection: state.selection,
    measurements: measurements ?? null,
    split: null,
  };
}

function sectorsAfter(
  { calibration, history, swipe }: StudioState,
  registry: TypedArrayRegistry,
): readonly SectorSettings[] {
  const { project } = history;
  if (swipe?.beyond.kind !== 'calibration') return project.sectors;
  const run = calibration.runs.find((r) => r.id === calibration.openRunId);
  const acceptance = run && acceptanceOf(run, project, registry.patterns);
  // Patterns come into the registry with the solve: until then the lobe would have no shape.
  if (!acceptance || [...acceptance.patterns.keys()].some((name) => !registry.patterns.has(name)))
    return project.sectors;
  return applyEdit(project, acceptance.edit).project.sectors;
}
