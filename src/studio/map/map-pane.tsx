import { useEffect, useRef } from 'react';
import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { finishGesture, patchSector, placeSectors } from '../commands/project-commands.ts';
import { horizontalCut, type PatternCut } from '../results/pattern-cuts.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { select } from '../store/view-actions.ts';
import { type MapPicture, samePicture } from './map-picture.ts';
import { MapView } from './map-view.ts';
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
    const cuts = new PatternCuts();
    let shown: MapPicture | null = null;
    const show = () => {
      const { folded } = studioStore.getState();
      view.setInsets({ top: 68, bottom: 16, left: folded.navigator ? 16 : 268, right: folded.inspector ? 16 : 316 });
      const picture = pictureOf(studioStore.getState(), session.registry, themeNow.current, cuts);
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

function pictureOf(state: StudioState, registry: TypedArrayRegistry, theme: ThemeName, cuts: PatternCuts): MapPicture {
  const { project } = state.history;
  const measurements = state.measuredShown ? registry.measurements.get(project.measurementId ?? '') : undefined;
  return {
    scene: registry.scenes.get(project.sceneId ?? '') ?? null,
    networkMap: registry.networkMap,
    layer: state.layer,
    theme,
    sectors: project.sectors,
    cuts: cuts.of(registry),
    selection: state.selection,
    measurements: measurements ?? null,
  };
}

/** Horizontal cuts by pattern name; the same map as long as no pattern is added. */
class PatternCuts {
  #cuts: ReadonlyMap<string, PatternCut> = new Map();

  of(registry: TypedArrayRegistry): ReadonlyMap<string, PatternCut> {
    if (this.#cuts.size !== registry.patterns.size) {
      this.#cuts = new Map([...registry.patterns].map(([name, pattern]) => [name, horizontalCut(pattern)]));
    }
    return this.#cuts;
  }
}
