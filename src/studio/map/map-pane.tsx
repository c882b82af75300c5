import { useEffect, useRef } from 'react';
import { useSession } from '../app/session-context.ts';
import type { ThemeName } from '../app/theme.ts';
import { isDataLayer } from '../results/layer-classes.ts';
import { addProfilePoint, clearProfile, dropProfilePoint, finishProfile } from '../store/profile-actions.ts';
import { type StudioState, studioStore, useStudio } from '../store/studio-store.ts';
import { windowInsetsPx } from '../store/window-layout.ts';
import { handsOn } from './map-hands.ts';
import { type MapPicture, samePicture } from './map-picture.ts';
import { type ContextListener, MapView } from './map-view.ts';
import { PatternCutsByName } from './pattern-cuts-by-name.ts';
import { ProfileTool } from './profile-tool.ts';
import { sidePicture } from './side-picture.ts';

interface MapPaneProps {
  readonly theme: ThemeName;
  readonly context: ContextListener;
  /** There is no map: the browser gives no graphics context. */
  readonly onRefused: () => void;
}

/** Hangs the map into the page and hands it every picture of the store. */
export function MapPane({ theme, context, onRefused }: MapPaneProps) {
  const session = useSession();
  const container = useRef<HTMLDivElement>(null);
  const themeNow = useRef(theme);
  const redraw = useRef<(() => void) | null>(null);
  const beside = useStudio(isBeside);
  const leftPx = useStudio((s) => windowInsetsPx(s).left);

  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const view = openMap(element, themeNow.current, context);
    if (!view) {
      onRefused();
      return;
    }
    const hands = handsOn(view, element, session);
    const profileTool = new ProfileTool(view, hands.presses, {
      add: addProfilePoint,
      drop: dropProfilePoint,
      finish: finishProfile,
      giveUp: clearProfile,
    });
    const cuts = new PatternCutsByName();
    let shown: MapPicture | null = null;
    const show = () => {
      const insets = windowInsetsPx(studioStore.getState());
      // Beside another map, the panel over this one is in the map's own padding.
      view.setInsets(isBeside(studioStore.getState()) ? { ...insets, left: 16, right: 16 } : insets);
      const picture = sidePicture('first', studioStore.getState(), session.registry, themeNow.current, cuts, shown);
      // Progress, hover and messages change the store many times a second, and nothing on the map.
      if (shown && samePicture(picture, shown)) return;
      shown = picture;
      view.show(picture);
      profileTool.show(picture);
      // What was kept, or another's, is not moved by hand.
      hands.show(ofProject(studioStore.getState()) ? picture : { ...picture, sectors: [] });
    };
    redraw.current = show;
    session.attachMap(view);
    const unsubscribe = studioStore.subscribe(show);
    show();
    return () => {
      unsubscribe();
      session.attachMap(null);
      profileTool.dispose();
      view.dispose();
    };
  }, [session, context, onRefused]);

  useEffect(() => {
    themeNow.current = theme;
    redraw.current?.();
  }, [theme]);

  useEffect(() => {
    // Beside another map, the middle of what it shows is the middle of what panels leave of it.
    session.mapView()?.map.setPadding({ left: beside ? leftPx : 0 });
  }, [session, beside, leftPx]);

  return <div ref={container} className="map-pane" data-beside={beside} data-testid="map" />;
}

function openMap(element: HTMLElement, theme: ThemeName, context: ContextListener): MapView | null {
  try {
    return new MapView(element, theme, { context });
  } catch (error) {
    console.warn(error);
    return null;
  }
}

/** True while two maps share the window. */
function isBeside({ swipe, layer }: StudioState): boolean {
  return swipe?.mode === 'side' && isDataLayer(layer);
}

/** True where the sectors on the first map are those of the project. */
function ofProject({ swipe }: StudioState): boolean {
  return swipe === null || ['now', 'engine', 'measured'].includes(swipe.first.kind);
}
