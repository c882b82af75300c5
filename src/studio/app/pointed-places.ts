import { buildingAt } from '../../scene/building-at.ts';
import { ringBounds } from '../../scene/ring.ts';
import type { Building } from '../../scene/scene.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import { placeToExplain } from '../explain/met-building.ts';
import type { MapView, ScreenPoint } from '../map/map-view.ts';
import { type SurfacePoint, surfaceAt } from '../map/surface-probe.ts';
import { readAt } from '../results/hover-readout.ts';
import { explainPlace } from '../store/explain-actions.ts';
import { selectionOf } from '../store/selection.ts';
import { currentProject, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { select } from '../store/view-actions.ts';
import { windowInsetsPx } from '../store/window-layout.ts';
import type { ResultKeeper } from './result-keeper.ts';
import { seenAt } from './seen-at.ts';

/** What is read, explained and taken at places that a person points at. */
export class PointedPlaces {
  readonly #registry: TypedArrayRegistry;
  readonly #results: ResultKeeper;
  readonly #view: () => MapView | null;
  /** Where a building was taken last. */
  #met: SurfacePoint | null = null;

  constructor(registry: TypedArrayRegistry, results: ResultKeeper, view: () => MapView | null) {
    this.#registry = registry;
    this.#results = results;
    this.#view = view;
  }

  /** The building under the pointer, or in the middle of the map, is in hand from now on. */
  selectBuilding(): void {
    const { hover } = studioStore.getState();
    const at = hover ?? this.#view()?.groundAt(middleOfMap());
    const scene = this.#scene();
    const building = at && scene && buildingAt(scene, at.x, at.y);
    if (building) select(selectionOf('building', [building.id]));
  }

  /** The roof or ground that is seen at a point of the window. */
  surfaceAt(screen: ScreenPoint): SurfacePoint {
    const view = this.#view();
    return view ? surfaceAt(view, screen, this.#results.roofs) : { x: 0, y: 0, roofM: null };
  }

  /** `second`: the map beside the first, where the pointer is on that one. */
  hover(screen: ScreenPoint | null, second: MapView | null = null): void {
    const scene = this.#scene();
    const view = second ?? this.#view();
    if (!screen || !scene || !view) {
      studioStore.setState({ hover: null });
      return;
    }
    const { left } = view.map.getContainer().getBoundingClientRect();
    const at = surfaceAt(view, { x: screen.x - left, y: screen.y }, this.#results.roofs);
    const b = scene.groundBoundsM;
    const outside = at.x < b.minX || at.x > b.maxX || at.y < b.minY || at.y > b.maxY;
    const seen = seenAt(screen.x, second !== null, studioStore.getState(), this.#registry, scene);
    const sources = { scene, measured: this.#results.measured, ...seen };
    studioStore.setState({ hover: outside ? null : readAt(sources, at, screen) });
  }

  /** Explains the cell at a point of the window; where a building is seen there, the nearest one in the open. */
  explainAt(screen: ScreenPoint): void {
    const view = this.#view();
    if (view) this.explainMet(surfaceAt(view, screen, this.#results.roofs), false);
  }

  /** Explains the cell that is seen there, under roofs too. */
  explainUnder(screen: ScreenPoint): void {
    const view = this.#view();
    if (view) this.explainMet(surfaceAt(view, screen, this.#results.roofs), true);
  }

  /** The same for the place under the pointer, or for the middle of the map. */
  explainAtPointer(): void {
    const at = studioStore.getState().hover ?? this.#view()?.groundAt(middleOfMap());
    if (at) this.explainMet(at, true);
  }

  /** The same for a place [m, scene frame]. */
  explainMet(at: { readonly x: number; readonly y: number }, under: boolean): void {
    const scene = this.#scene();
    const { roofs } = this.#results;
    const place = scene && roofs && placeToExplain(at, under, roofs, scene.buildings);
    if (place) explainPlace(place);
  }

  /** A building was taken at a point of the window. */
  meet(screen: ScreenPoint): void {
    this.#met = this.surfaceAt(screen);
  }

  /** Explains the nearest cell in the open to where a building was taken, or to its middle. */
  explainBeside({ id, outer }: Building): void {
    const scene = this.#scene();
    const met = this.#met && scene && buildingAt(scene, this.#met.x, this.#met.y)?.id === id ? this.#met : null;
    const { minX, maxX, minY, maxY } = ringBounds(outer);
    this.explainMet(met ?? { x: (minX + maxX) / 2, y: (minY + maxY) / 2 }, false);
  }

  #scene(): SceneView | null {
    return this.#registry.scenes.get(currentProject().sceneId ?? '') ?? null;
  }
}

/** The point of the window that is amid what panels leave of the map. */
function middleOfMap(): ScreenPoint {
  const { top, right, bottom, left } = windowInsetsPx(studioStore.getState());
  return { x: (left + window.innerWidth - right) / 2, y: (top + window.innerHeight - bottom) / 2 };
}
