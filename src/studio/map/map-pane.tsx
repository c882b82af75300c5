import { useEffect, useRef } from 'react';
import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { finishGesture, patchSector, placeSectors } from '../commands/project-commands.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { select } from '../store/view-actions.ts';
import { windowInsets } from '../store/window-layout.ts';
import { type MapPicture, samePicture, shownFeature } from './map-picture.ts';
import { MapView } from './map-view.ts';
import { PatternCutsByName } from './pattern-cuts-by-name.ts';
import { SectorGestures } from './sector-gestures.ts';

/** Hangs the map into the page and hands it every picture of the store. */
export function MapPane({ theme }: { readonly theme: ThemeName }) {
  const session = useSession();
  const container = useRef<HTMLDivElement>(null);
  const themeNow = useRef(theme);
  const redraw = useRef<(() => void) | null>(null);

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const view = new MapView(element, themeNow.current);
    const gestures = new SectorGestures(view, element, {
      select,
      place: (places, gesture) => placeSectors(places, 'Move', gesture),
      turn: (id, azimuthDeg, gesture) => patchSector(id, { azimuthDeg }, 'Turn', gesture),
      finish: finishGesture,
      hover: (screen) => session.hover(screen),
    });
    const cuts = new PatternCutsByName();
    let shown: MapPicture | null = null;
    const show = () => {
      view.setInsets(windowInsets(studioStore.getState()));
      const picture = pictureOf(studioStore.getState(), session.registry, themeNow.current, cuts, shown);
      // Progress, hover and messages change the store many times a second, and nothing on the map.
      if (shown && samePicture(picture, shown)) return;
      shown = picture;
      view.show(picture);
      gestures.show(picture);
    };
    redraw.current = show;
    session.attachMap(view);
    const unsubscribe = studioStore.subscribe(show);
    show();
    return () => {
      unsubscribe();
      session.attachMap(null);
      view.dispose();
    };
  }, [session]);

  useEffect(() => {
    themeNow.current = theme;
    redraw.current?.();
  }, [theme]);

  return <div ref={container} className="map-pane" data-testid="map" />;
}

function pictureOf(
  state: StudioState,
  registry: TypedArrayRegistry,
  theme: ThemeName,
  cuts: PatternCutsByName,
  shown: MapPicture | null,
): MapPicture {
  const { project } = state.history;
  const measurements = state.measuredShown ? registry.measurements.get(project.measurementId ?? '') : undefined;
  return {
    scene: registry.scenes.get(project.sceneId ?? '') ?? null,
    networkMap: registry.networkMap,
    corrected: registry.corrected,
    difference: registry.difference,
    features: registry.features,
    feature: shownFeature(state.features, shown?.feature),
    layer: state.layer,
    theme,
    sectors: project.sectors,
    cuts: cuts.of(registry),
    selection: state.selection,
    // The split draws the same cells in other colours.
    measurements: registry.split ? null : (measurements ?? null),
    split: registry.split,
  };
}
