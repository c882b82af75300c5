import { MapView as DeckMapView, type Layer, type Viewport } from '@deck.gl/core';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import {
  type GeoJSONSource,
  type ImageSource,
  Map as MapLibreMap,
  NavigationControl,
  type PaddingOptions,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import mapWorkerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { SavedCamera } from '../../io/formats/saved-project.ts';
import { sourceSceneId } from '../../scene/building-edits.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import { rootScale } from '../store/root-scale.ts';
import { type Selection, selectedIds } from '../store/selection.ts';
import type { WindowInsets } from '../store/window-layout.ts';
import { BASEMAP_COLOURS } from './basemap-colours.ts';
import { buildingChanges, cityFeatures, contourFeatures } from './city-features.ts';
import {
  BUILDING_LAYER,
  CITY_SOURCES,
  CONTOUR_LAYER,
  cityStyle,
  LAND_USE_LAYER,
  RADIO_LAYER,
  themePaint,
} from './city-style.ts';
import { drawnLayer } from './drawn-layer.ts';
import { drawnAt } from './drawn-scale.ts';
import { eyeOf } from './eye.ts';
import type { MapPicture } from './map-picture.ts';
import { MapStandIn, standsIn } from './map-stand-in.ts';
import { type Drawing, MapUpdater } from './map-updater.ts';
import { markLayers } from './mark-layers.ts';
import { type MeasuredPoints, measuredLayers, measuredPoints } from './measured-layer.ts';
import { pathLayers } from './path-layers.ts';
import { profileLayers } from './profile-layers.ts';
import { landUseImage } from './radio-image.ts';
import { cornersOf, gridCorners, type LngLat, placeScene, type ScenePlacement } from './scene-placement.ts';
import { sectorLayers } from './sector-layers.ts';
import { rendersInSoftware } from './software-rendering.ts';
import { splitCells, splitLayer } from './split-layer.ts';
import { walkerLayers } from './walker-layers.ts';

setWorkerUrl(mapWorkerUrl);

export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** `follows`: a map that this one takes its camera from; `interactive`: left out, it takes gestures where it follows none. */
interface FollowOptions {
  readonly follows?: MapView | null;
  readonly interactive?: boolean;
  readonly context?: ContextListener;
}

/** What becomes of the map's hold on the graphics card. What was drawn before a loss can never be drawn by the same map again. */
export interface ContextListener {
  lost(): void;
  restored(): void;
}

/** Rest between two pictures while a hand drags where the CPU draws them [ms]: of the whole city, and of what stands in for it. */
const PACE_MS = 300;
const STAND_IN_PACE_MS = 120;

/** The map on the page. State comes in as whole pictures; positions go out in the scene frame. */
export class MapView {
  readonly map: MapLibreMap;
  readonly #overlay: MapLibreOverlay;
  readonly #updater: MapUpdater<MapPicture>;
  readonly #ready: Promise<void>;
  #placement: ScenePlacement = placeScene(null);
  #points: MeasuredPoints | null = null;
  #insets: WindowInsets = { top: 60, right: 8, bottom: 8, left: 8 };
  readonly #follows: boolean;
  #sceneId: string | null = null;
  #lost = false;
  /** Only where the CPU draws the map. */
  readonly #standIn: MapStandIn | null;
  #paced = false;
  readonly #pacedToo = new Set<MapView>();
  /** Of where the camera is now. */
  #seen: Viewport | null = null;
  #wanted: { readonly sceneId: string; readonly camera: SavedCamera } | null = null;

  constructor(
    container: HTMLElement,
    theme: MapPicture['theme'],
    { follows = null, interactive = follows === null, context }: FollowOptions = {},
  ) {
    this.#follows = follows !== null;
    const inSoftware = rendersInSoftware();
    this.map = new MapLibreMap({
      container,
      style: cityStyle(BASEMAP_COLOURS[theme]),
      center: [0, 0],
      zoom: 15,
      maxPitch: 80,
      attributionControl: false,
      fadeDuration: 0,
      renderWorldCopies: false,
      dragRotate: true,
      interactive,
      canvasContextAttributes: { antialias: !inSoftware },
    });
    this.map.getCanvas().setAttribute('aria-label', 'City map with the radio map on the ground');
    if (follows) {
      this.map.getCanvas().tabIndex = -1;
      this.takeCameraOf(follows);
    } else {
      this.map.addControl(new NavigationControl({ visualizePitch: true }), 'bottom-left');
      this.map.addControl(new ScaleControl({ maxWidth: 90 * rootScale() }), 'bottom-left');
    }
    for (const type of ['move', 'resize'] as const)
      this.map.on(type, () => {
        this.#seen = null;
        this.#standIn?.forget();
      });
    this.#standIn = inSoftware ? new MapStandIn(this.map.getCanvasContainer()) : null;
    this.#overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
    this.#ready = new Promise((resolve) => {
      this.map.once('load', () => {
        this.map.addControl(this.#overlay);
        resolve();
      });
    });
    this.#updater = new MapUpdater(
      (picture, drawn) => this.#draw(picture, drawn),
      () => this.#pauseMs(),
    );
    // It is of one place of the camera.
    if (this.#standIn) {
      this.map.on('movestart', () => this.#standIn?.shown && this.#endStandIn());
      this.map.on('idle', () => void this.#prepareStandIn());
    }
    this.map.on('webglcontextlost', () => {
      this.#lost = true;
      context?.lost();
    });
    this.map.on('webglcontextrestored', () => context?.restored());
  }

  show(picture: MapPicture): void {
    this.#updater.request(picture);
  }

  /**
   * While a hand drags: where the CPU draws the map, the page would wait for a picture of the whole city with every movement. Handles go
   * with the hand; something lighter stands in for the map, which follows at its own pace where nothing can.
   */
  setPaced(paced: boolean): void {
    if (!this.#standIn || this.#paced === paced) return;
    this.#paced = paced;
    if (!paced) this.#updater.finish();
    for (const other of this.#pacedToo) other.setPaced(paced);
  }

  /** While a hand drags on this map, another that shows what follows from it goes at the same pace; until the function is called. */
  paceToo(other: MapView): () => void {
    this.#pacedToo.add(other);
    other.setPaced(this.#paced);
    return () => void this.#pacedToo.delete(other);
  }

  /** True while a hand drags where the CPU draws the map. */
  get paced(): boolean {
    return this.#paced;
  }

  async #prepareStandIn(): Promise<void> {
    const picture = this.#updater.drawn;
    if (!this.#standIn || !picture?.scene || this.#paced || this.#lost) return;
    const { clientWidth: width, clientHeight: height } = this.map.getCanvas();
    if (width === 0 || height === 0) return;
    const { buildings, boundsM } = picture.scene;
    await this.#standIn.prepare(buildings, eyeOf(this.#viewport(), this.#placement, boundsM), { width, height });
  }

  #endStandIn(): void {
    this.#standIn?.hide();
    this.#updater.finish();
  }

  settled(): Promise<void> {
    return this.#updater.settled();
  }

  /** Looks at the same place from the same side; panels over this map may be others. */
  takeCameraOf({ map }: MapView, padding: PaddingOptions = map.getPadding()): void {
    this.map.jumpTo({
      center: map.getCenter(),
      zoom: map.getZoom(),
      bearing: map.getBearing(),
      pitch: map.getPitch(),
      padding,
    });
  }

  /** Where the camera is, or where it goes once its scene is drawn. */
  camera(): SavedCamera {
    if (this.#wanted) return this.#wanted.camera;
    const { map } = this;
    const { lng, lat } = map.getCenter();
    return { lngDeg: lng, latDeg: lat, zoom: map.getZoom(), bearingDeg: map.getBearing(), pitchDeg: map.getPitch() };
  }

  /** Looks from there instead of at the whole of the scene, as soon as that is drawn. */
  lookFrom(sceneId: string, camera: SavedCamera): void {
    this.#wanted = { sceneId, camera };
    if (this.#sceneId === sceneId) this.#takeWanted();
  }

  /** Tells when the camera has come to rest. */
  onRest(handler: () => void): void {
    this.map.on('moveend', handler);
  }

  setInsets(insets: WindowInsets): void {
    this.#insets = insets;
  }

  /** Looks at the whole scene from the south-west, between the panels. */
  lookAtScene(scene: NonNullable<MapPicture['scene']>, animate: boolean): void {
    const corners = cornersOf(placeScene(scene.frame), scene.boundsM);
    const camera = this.map.cameraForBounds(
      corners.reduce(
        ([w, s, e, n], [lng, lat]) => [Math.min(w, lng), Math.min(s, lat), Math.max(e, lng), Math.max(n, lat)],
        [180, 90, -180, -90],
      ) as [number, number, number, number],
      { padding: this.#insets, bearing: -24 },
    );
    if (!camera) return;
    // A tilted camera sees more than a plan: come nearer, so that the city fills the window.
    const target = { ...camera, zoom: (camera.zoom ?? 15) + 1, pitch: 52, bearing: -24 };
    if (animate) this.map.flyTo({ ...target, duration: 900 });
    else this.map.jumpTo(target);
  }

  /** Moves a place [m, scene frame] into the middle of what the panels leave free. */
  lookAtPlace(x: number, y: number): void {
    const { top, right, bottom, left } = this.#insets;
    const offset: [number, number] = [(left - right) / 2, (top - bottom) / 2];
    this.map.easeTo({ center: this.#placement.lngLat(x, y), offset, duration: 400 });
  }

  /** Ground position [m, scene frame] under a point of the window. */
  groundAt(screen: ScreenPoint): { x: number; y: number } {
    const { lng, lat } = this.map.unproject([screen.x, screen.y]);
    return this.#placement.local(lng, lat);
  }

  /** Point of the window where a local position at a height above ground [m] is drawn. */
  screenOf(x: number, y: number, heightM: number): ScreenPoint {
    const [px, py] = this.#viewport().project([...this.#placement.lngLat(x, y), heightM]);
    return { x: px!, y: py! };
  }

  /** Local position where the sight line through a window point crosses a height above ground [m]. */
  positionAt(screen: ScreenPoint, heightM: number): { x: number; y: number } {
    const [lng, lat] = this.#viewport().unproject([screen.x, screen.y], { targetZ: heightM });
    return this.#placement.local(lng!, lat!);
  }

  /** Height above ground [m], within the range, whose point above a local position is drawn nearest to a line of the window [px]. */
  heightAt(
    { x, y }: { readonly x: number; readonly y: number },
    lineY: number,
    range: { min: number; max: number },
  ): number {
    let { min, max } = range;
    for (let i = 0; i < 24; i++) {
      const middle = (min + max) / 2;
      if (this.screenOf(x, y, middle).y > lineY) min = middle;
      else max = middle;
    }
    return (min + max) / 2;
  }

  /** The building that is seen at a point of the window, by its id. */
  buildingAt(screen: ScreenPoint): string | null {
    if (!this.map.getLayer(BUILDING_LAYER)) return null;
    const [seen] = this.map.queryRenderedFeatures([screen.x, screen.y], { layers: [BUILDING_LAYER] });
    const id: unknown = seen?.properties.id;
    return typeof id === 'string' ? id : null;
  }

  dispose(): void {
    this.#updater.dispose();
    this.map.remove();
  }

  /** Asked for many times with every movement of a hand: made anew where the camera is another. */
  #viewport(): Viewport {
    this.#seen ??= this.#makeViewport();
    return this.#seen;
  }

  #makeViewport(): Viewport {
    const { clientWidth, clientHeight } = this.map.getCanvas();
    // While the page is printed, or not laid out yet, the map has no size: no point is on it, and none may break what asks.
    const [width, height] = [Math.max(1, clientWidth), Math.max(1, clientHeight)];
    const { lng, lat } = this.map.getCenter();
    const { top = 0, bottom = 0, left = 0, right = 0 } = this.map.getPadding();
    const viewState = {
      longitude: lng,
      latitude: lat,
      zoom: this.map.getZoom(),
      bearing: this.map.getBearing(),
      pitch: this.map.getPitch(),
      padding: { top, bottom, left, right },
    };
    const viewport = new DeckMapView({ id: 'gesture' }).makeViewport({ width, height, viewState });
    if (!viewport) throw new Error(`A map of ${width} x ${height} px has no viewport`);
    return viewport;
  }

  #pauseMs(): number {
    if (!this.#paced) return 0;
    return this.#standIn?.shown ? STAND_IN_PACE_MS : PACE_MS;
  }

  async #draw(picture: MapPicture, drawn: MapPicture | null): Promise<Drawing> {
    await this.#ready;
    // Whoever hears of the loss makes another map.
    if (this.#lost) return 'drawn';
    if (this.#standIn && this.#paced && picture.scene && standsIn(picture, drawn)) {
      const { clientWidth, clientHeight } = this.map.getCanvas();
      const eye = eyeOf(this.#viewport(), this.#placement, picture.scene.boundsM);
      await this.#standIn.show(picture, eye, { width: clientWidth, height: clientHeight });
      return 'sketched';
    }
    this.#drawWhole(picture, drawn);
    if (this.#standIn?.shown) this.map.once('render', () => this.#standIn?.hide());
    return 'drawn';
  }

  #drawWhole(picture: MapPicture, drawn: MapPicture | null): void {
    const changed = (...keys: (keyof MapPicture)[]) => keys.some((key) => picture[key] !== drawn?.[key]);
    const colours = BASEMAP_COLOURS[picture.theme];
    if (changed('scene')) this.#drawScene(picture, drawn?.scene ?? null);
    if (changed('selection')) this.#markBuildings(picture.selection);
    if (changed('theme', 'heightSourcesShown')) {
      for (const [layer, property, value] of themePaint(picture.theme, picture.heightSourcesShown))
        this.map.setPaintProperty(layer, property as 'fill-color', value);
    }
    if (changed('scene', 'theme')) this.#drawLandUse(picture);
    if (changed('scene', 'theme', 'cells', 'scale', 'features', 'feature', 'layer')) this.#drawRadioMap(picture);
    const recoloured = changed(
      'scene',
      'theme',
      'measurements',
      'levels',
      'residuals',
      'marked',
      ...residualParts(picture),
    );
    if (recoloured) this.#points = measuredPoints(picture, this.#placement);
    if (
      recoloured ||
      changed('sectors', 'cuts', 'selection', 'split', 'explained', 'profile', 'walkers', 'marks', 'drawnScale')
    ) {
      const layers: Layer[] = sectorLayers(picture, this.#placement, colours);
      if (this.#points) layers.unshift(...measuredLayers(this.#points, colours));
      if (picture.split) {
        layers.unshift(splitLayer(splitCells(picture.split, this.#placement, picture.theme), colours));
      }
      if (picture.walkers) layers.push(...walkerLayers(picture, picture.walkers, this.#placement, colours));
      layers.push(...markLayers(picture.marks, this.#placement, colours));
      layers.push(...profileLayers(picture, this.#placement, colours));
      layers.push(...pathLayers(picture, this.#placement, colours));
      this.#overlay.setProps({ layers: drawnAt(layers, picture.drawnScale) });
    }
    this.map.triggerRepaint();
  }

  #drawScene({ scene }: MapPicture, before: SceneView | null): void {
    if (!scene) return;
    // Where buildings alone changed, the rest stays as it is drawn, and so does the camera.
    const isEdit = before !== null && sourceSceneId(before.id) === sourceSceneId(scene.id);
    if (!isEdit) this.#placement = placeScene(scene.frame);
    const changes = isEdit ? buildingChanges(before.buildings, scene.buildings, this.#placement) : null;
    if (changes) void this.map.getSource<GeoJSONSource>('buildings')?.updateData(changes);
    else this.#drawCity(scene);
    if (changes && scene.terrain?.cornerZM !== before?.terrain?.cornerZM)
      this.map.getSource<GeoJSONSource>('contours')?.setData(contourFeatures(scene, this.#placement));
    this.#sceneId = scene.id;
    if (this.#follows || this.#takeWanted() || isEdit) return;
    this.lookAtScene(scene, before !== null);
  }

  #drawCity(scene: SceneView): void {
    const features = cityFeatures(scene, this.#placement);
    for (const name of CITY_SOURCES) this.map.getSource<GeoJSONSource>(name)?.setData(features[name]);
  }

  #takeWanted(): boolean {
    if (this.#wanted?.sceneId !== this.#sceneId) return false;
    const { lngDeg, latDeg, zoom, bearingDeg, pitchDeg } = this.#wanted.camera;
    this.#wanted = null;
    this.map.jumpTo({ center: [lngDeg, latDeg], zoom, bearing: bearingDeg, pitch: pitchDeg });
    return true;
  }

  #markBuildings(selection: Selection): void {
    this.map.removeFeatureState({ source: 'buildings' });
    for (const id of selectedIds(selection, 'building'))
      this.map.setFeatureState({ source: 'buildings', id }, { selected: true });
  }

  #drawLandUse({ scene, theme }: MapPicture): void {
    const landUse = scene?.landUse;
    const image = landUse ? landUseImage(landUse, BASEMAP_COLOURS[theme].green) : null;
    const corners = landUse ? gridCorners(this.#placement, landUse.grid) : null;
    this.#drawImage(LAND_USE_LAYER, 'water', 'linear', image, corners);
  }

  #drawRadioMap(picture: MapPicture): void {
    const drawn = drawnLayer(picture);
    const corners = drawn && gridCorners(this.#placement, drawn.grid);
    this.#drawImage(RADIO_LAYER, CONTOUR_LAYER, 'nearest', drawn?.image ?? null, corners);
  }

  #drawImage(
    id: string,
    before: string,
    resampling: 'nearest' | 'linear',
    image: ImageData | null,
    coordinates: [LngLat, LngLat, LngLat, LngLat] | null,
  ): void {
    if (!image || !coordinates) {
      if (this.map.getLayer(id)) this.map.setLayoutProperty(id, 'visibility', 'none');
      return;
    }
    if (!this.map.getSource(id)) {
      this.map.addSource(id, { type: 'image', coordinates });
      const paint = { 'raster-resampling': resampling, 'raster-fade-duration': 0 } as const;
      this.map.addLayer({ id, type: 'raster', source: id, paint }, before);
    }
    this.map.getSource<ImageSource>(id)?.updateImage({ image, coordinates });
    this.map.setLayoutProperty(id, 'visibility', 'visible');
  }
}

/** What points that show residuals are coloured by. */
function residualParts({ residuals }: MapPicture): (keyof MapPicture)[] {
  return residuals ? ['scale'] : [];
}
