import { ringBounds } from '../../scene/ring.ts';
import type { Building } from '../../scene/scene.ts';
import type { BuiltScene } from '../commands/building-edits.ts';
import { HAND_LIMITS, within } from '../commands/hand-limits.ts';
import { selectedIds } from '../store/selection.ts';
import type { Press } from './follow-pointer.ts';
import { clearOf, MapHandle } from './map-handle.ts';
import type { MapPicture } from './map-picture.ts';
import type { MapPresses } from './map-presses.ts';
import type { MapView, ScreenPoint } from './map-view.ts';

export interface BuildingActions {
  /** The scene as it stands; null where its buildings are not edited. */
  scene(): BuiltScene | null;
  move(from: BuiltScene, ids: readonly string[], eastM: number, northM: number, gesture: string): void;
  nudge(ids: readonly string[], eastM: number, northM: number): void;
  raise(ids: readonly string[], heightM: number, gesture: string): void;
  finish(): void;
  /** What was done under that name was not meant. */
  takeBack(gesture: string): void;
}

/** Roofs are set in steps of [m] by hand. */
const STEP_M = 0.5;
const HEIGHTS_M = HAND_LIMITS.buildingHeightM;

/** Drag the buildings in hand over the map, or the roof of the one that leads up and down; with arrow keys too. */
export class BuildingGestures {
  readonly #view: MapView;
  readonly #presses: MapPresses;
  readonly #actions: BuildingActions;
  readonly #move: MapHandle;
  readonly #height: MapHandle;
  #picture: MapPicture | null = null;
  #gestures = 0;

  constructor(view: MapView, container: HTMLElement, presses: MapPresses, actions: BuildingActions) {
    this.#view = view;
    this.#presses = presses;
    this.#actions = actions;
    this.#move = new MapHandle(container, presses, 'mast', {
      drag: (press) => this.#dragFrom(press),
      nudge: (east, north) => this.#actions.nudge(this.#ids(), east, north),
    });
    this.#height = new MapHandle(container, presses, 'height', {
      drag: (press) => this.#dragRoof(press),
      nudge: (east, north) => this.#nudgeRoof((east || north) * STEP_M),
    });
    this.#height.asSlider(HEIGHTS_M);
    presses.onPress((press) => this.#take(press));
    view.map.on('render', () => this.#placeHandles());
  }

  show(picture: MapPicture): void {
    this.#picture = picture;
    this.#placeHandles();
  }

  #take(press: Press): boolean {
    if (press.shiftKey || press.ctrlKey || this.#picture?.tool || this.#picture?.profile.drawing) return false;
    if (!this.#ids().includes(this.#view.buildingAt(press) ?? '') || !this.#actions.scene()) return false;
    this.#dragFrom(press);
    return true;
  }

  #ids(): readonly string[] {
    return selectedIds(this.#picture?.selection ?? null, 'building');
  }

  /** The building that leads, as it stands now. */
  #lead(): Building | null {
    const { scene = null, selection = null } = this.#picture ?? {};
    if (selection?.kind !== 'building') return null;
    return scene?.buildings.find((b) => b.id === selection.id) ?? null;
  }

  #dragFrom(start: Press): void {
    const from = this.#actions.scene();
    const lead = this.#lead();
    if (!from || !lead) return;
    const ids = this.#ids();
    const began = this.#view.positionAt(start, lead.heightM);
    const gesture = `drag-building-${++this.#gestures}`;
    this.#follow(start, gesture, (screen) => {
      const now = this.#view.positionAt(screen, lead.heightM);
      this.#actions.move(from, ids, now.x - began.x, now.y - began.y, gesture);
    });
  }

  #dragRoof(start: Press): void {
    const lead = this.#lead();
    if (!lead || !this.#actions.scene()) return;
    const at = middleOf(lead);
    const gesture = `raise-${++this.#gestures}`;
    this.#follow(start, gesture, (screen) =>
      this.#actions.raise([lead.id], rounded(this.#view.heightAt(at, screen.y, HEIGHTS_M)), gesture),
    );
  }

  #follow(start: Press, gesture: string, move: (screen: ScreenPoint) => void): void {
    this.#presses.drag(start, {
      move,
      end: () => this.#actions.finish(),
      cancel: () => this.#actions.takeBack(gesture),
    });
  }

  #nudgeRoof(byM: number): void {
    const lead = this.#lead();
    if (!lead) return;
    this.#actions.raise([lead.id], rounded(lead.heightM + byM), `raise-${++this.#gestures}`);
    this.#actions.finish();
  }

  #placeHandles(): void {
    const lead = this.#lead();
    if (!lead || this.#picture?.tool || !this.#actions.scene()) {
      this.#move.hide();
      this.#height.hide();
      return;
    }
    const ids = this.#ids();
    const { x, y } = middleOf(lead);
    const what = ids.length === 1 ? `building ${lead.id}` : `${ids.length} buildings`;
    const foot = this.#view.screenOf(x, y, 0);
    this.#move.show(foot, `Move ${what} (arrow keys: 1 m)`);
    // From straight above a roof has no height to take hold of.
    if (ids.length === 1 && this.#view.map.getPitch() > 15) {
      const roof = clearOf(this.#view.screenOf(x, y, lead.heightM), [foot], 'up');
      this.#height.show(roof, `Height of building ${lead.id}`);
      this.#height.setValue(lead.heightM, `${lead.heightM} metres`);
    } else this.#height.hide();
  }
}

function middleOf({ outer }: Building): { x: number; y: number } {
  const { minX, maxX, minY, maxY } = ringBounds(outer);
  return { x: (minX + maxX) / 2, y: (minY + maxY) / 2 };
}

function rounded(heightM: number): number {
  return within(HEIGHTS_M, Math.round(heightM / STEP_M) * STEP_M);
}
