import type { PlanPoint, ProfileState } from '../store/profile-state.ts';
import type { MapPicture } from './map-picture.ts';
import type { MapPresses } from './map-presses.ts';
import type { MapView, ScreenPoint } from './map-view.ts';
import { reachPx } from './reach.ts';
import { mastAt } from './sector-targets.ts';

/** What drawing a line on the map does. */
export interface ProfileToolActions {
  add(point: PlanPoint, sectorId: string | null): void;
  drop(): void;
  finish(): void;
  giveUp(): void;
}

/** A click nearer to the last point than this is the second of a double click [px]. */
const SAME_PX = 6;

/** Sets the points of a profile: by clicks or taps (on the last one again: that ends it), or with the space bar under the pointer or in the middle of the map. */
export class ProfileTool {
  readonly #view: MapView;
  readonly #presses: MapPresses;
  readonly #actions: ProfileToolActions;
  #picture: MapPicture | null = null;
  #pointer: ScreenPoint | null = null;

  constructor(view: MapView, presses: MapPresses, actions: ProfileToolActions) {
    this.#view = view;
    this.#presses = presses;
    this.#actions = actions;
    const { map } = view;
    map.on('click', (event) => {
      if (this.#drawing()) this.#add(event.point);
    });
    map.on('dblclick', (event) => {
      if (!this.#drawing()) return;
      event.preventDefault();
      actions.finish();
    });
    map.on('mousemove', (event) => {
      this.#pointer = event.point;
      if (this.#drawing()) map.getCanvas().style.cursor = 'crosshair';
    });
    map.on('mouseout', () => {
      this.#pointer = null;
    });
    window.addEventListener('keydown', this.#onKey, true);
  }

  show(picture: MapPicture): void {
    // A tool that takes the place of the line has the same pointer.
    if (this.#drawing() && !picture.profile.drawing && !picture.tool) this.#view.map.getCanvas().style.cursor = '';
    this.#picture = picture;
  }

  dispose(): void {
    window.removeEventListener('keydown', this.#onKey, true);
  }

  #drawing(): ProfileState | null {
    const profile = this.#picture?.profile;
    return profile?.drawing ? profile : null;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!this.#drawing() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const onControl = event.target instanceof HTMLElement && event.target.closest('button, input, select, textarea, a');
    if (onControl && event.key !== 'Escape') return;
    const done = { Enter: this.#actions.finish, Escape: this.#actions.giveUp, Backspace: this.#actions.drop }[
      event.key
    ];
    if (done) done();
    else if (event.key === ' ') this.#add(this.#pointer ?? this.#middle());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #middle(): ScreenPoint {
    const { x, y } = this.#view.map.project(this.#view.map.getCenter());
    return { x, y };
  }

  #add(screen: ScreenPoint): void {
    const points = this.#drawing()?.points ?? [];
    const last = points.at(-1);
    const { byTouch } = this.#presses;
    if (last && apart(this.#view.screenOf(last.x, last.y, 0), screen) < (byTouch ? reachPx(true) : SAME_PX)) {
      if (byTouch && points.length > 1) this.#actions.finish();
      return;
    }
    const mast =
      points.length === 0 && this.#picture ? mastAt(screen, this.#picture, this.#view, reachPx(byTouch)) : null;
    this.#actions.add(mast ? { x: mast.x, y: mast.y } : this.#view.groundAt(screen), mast?.id ?? null);
  }
}

function apart(a: ScreenPoint, b: ScreenPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
