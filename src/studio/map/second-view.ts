import type { PaddingOptions } from 'maplibre-gl';
import type { ThemeName } from '../app/theme.ts';
import { studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { type MapPicture, samePicture } from './map-picture.ts';
import { MapView } from './map-view.ts';
import { PatternCutsByName } from './pattern-cuts-by-name.ts';
import { sidePicture } from './side-picture.ts';

interface SecondOptions {
  readonly theme: ThemeName;
  /** Space that panels cover at its right, where it stands beside the first and is moved like it [px]; null where it lies over it. */
  readonly besideRightPx: number | null;
}

/** A second map with the camera of the first, that shows the second result of a comparison. */
export class SecondView {
  readonly view: MapView;
  readonly #release: () => void;

  constructor(
    container: HTMLElement,
    main: MapView,
    registry: TypedArrayRegistry,
    { theme, besideRightPx }: SecondOptions,
  ) {
    const beside = besideRightPx !== null;
    this.view = new MapView(container, theme, { follows: main, interactive: beside });
    const cuts = new PatternCutsByName();
    let shown: MapPicture | null = null;
    const show = () => {
      const picture = sidePicture('second', studioStore.getState(), registry, theme, cuts, shown);
      if (shown && samePicture(picture, shown)) return;
      shown = picture;
      this.view.show(picture);
    };
    const unsubscribe = studioStore.subscribe(show);
    const padding = beside ? { top: 0, bottom: 0, left: 0, right: besideRightPx } : undefined;
    const unlink = linkCameras(main, this.view, padding);
    const unpace = main.paceToo(this.view);
    this.#release = () => {
      unsubscribe();
      unlink();
      unpace();
    };
    show();
  }

  dispose(): void {
    this.#release();
    this.view.dispose();
  }
}

/** One camera for both: whichever is moved, the other follows. `padding`: of the second, where it stands beside the first. */
function linkCameras(main: MapView, second: MapView, padding?: PaddingOptions): () => void {
  let linking = false;
  const link = (from: MapView, to: MapView, paddingOf: () => PaddingOptions | undefined) => () => {
    if (linking) return;
    linking = true;
    to.takeCameraOf(from, paddingOf());
    linking = false;
  };
  const follow = link(main, second, () => padding);
  const lead = link(second, main, () => main.map.getPadding());
  main.map.on('move', follow);
  main.map.on('resize', follow);
  if (padding) second.map.on('move', lead);
  follow();
  return () => {
    main.map.off('move', follow);
    main.map.off('resize', follow);
    second.map.off('move', lead);
  };
}
