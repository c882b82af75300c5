import { bearingFromMath } from '../../units/angle.ts';
import { HAND_LIMITS } from '../commands/hand-limits.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { isSelected, type Selection, selectedIds, selectedSectors, selectionOf, toggled } from '../store/selection.ts';
import type { Press } from './follow-pointer.ts';
import { clearOf, MapHandle } from './map-handle.ts';
import { lobeReachM, type MapPicture } from './map-picture.ts';
import type { MapPresses } from './map-presses.ts';
import type { MapSketch } from './map-sketch.ts';
import type { MapView, ScreenPoint } from './map-view.ts';
import { reachPx } from './reach.ts';
import { beamMiddle, draggedTilt, lobeTip, steppedTilt, tiltDropPx } from './sector-lobe.ts';
import { lobeAt, mastAt } from './sector-targets.ts';

/** What gestures on the map do. `gesture` names one undo step; it ends with `finish`. */
export interface SectorActions {
  select(selection: Selection): void;
  place(places: Readonly<Record<string, { x: number; y: number }>>, gesture: string): void;
  turn(sectorId: string, azimuthDeg: number, gesture: string): void;
  tilt(sectorId: string, downtiltDeg: number, gesture: string): void;
  finish(): void;
  /** What was done under that name was not meant. */
  takeBack(gesture: string): void;
  /** A click on what is not taken: the ground, and while a cell is explained all but masts. */
  explain(screen: ScreenPoint): void;
  /** A click on a building, which is taken. */
  meet(screen: ScreenPoint): void;
  /** A tap of a finger: on the open ground, or on something that is selected by it (null). */
  tap(screen: ScreenPoint | null): void;
}

/** Select, drag, turn and tilt sectors with a pointer, a finger or the arrow keys; a box with Shift takes several. */
export class SectorGestures {
  readonly #view: MapView;
  readonly #sketch: MapSketch;
  readonly #presses: MapPresses;
  readonly #actions: SectorActions;
  readonly #mast: MapHandle;
  readonly #tip: MapHandle;
  readonly #beam: MapHandle;
  #picture: MapPicture | null = null;
  #gestures = 0;

  constructor(view: MapView, container: HTMLElement, sketch: MapSketch, presses: MapPresses, actions: SectorActions) {
    this.#view = view;
    this.#sketch = sketch;
    this.#presses = presses;
    this.#actions = actions;
    this.#mast = new MapHandle(container, presses, 'mast', {
      drag: (press) => this.#dragSelection(press),
      nudge: (east, north) => this.#nudge(east, north),
    });
    this.#tip = new MapHandle(container, presses, 'tip', {
      drag: (press) => this.#turnSelection(press),
      nudge: (east, north) => this.#nudgeAzimuth(east || north),
    });
    this.#tip.asSlider({ min: 0, max: 360 });
    this.#beam = new MapHandle(container, presses, 'tilt', {
      drag: (press) => this.#tiltSelection(press),
      nudge: (east, north) => this.#nudgeTilt((east || -north) / 2),
    });
    this.#beam.asSlider(HAND_LIMITS.downtiltDeg);
    const { map } = view;
    map.boxZoom.disable();
    presses.onPress((press) => this.#take(press));
    map.on('click', (event) => {
      const { ctrlKey, metaKey, shiftKey } = event.originalEvent;
      if (!this.#isBusy()) this.#click(event.point, ctrlKey || metaKey || shiftKey);
    });
    map.on('render', () => this.#placeHandles());
  }

  show(picture: MapPicture): void {
    this.#picture = picture;
    this.#placeHandles();
  }

  /** True where a press would take hold of a mast. */
  grabs(screen: ScreenPoint): boolean {
    return this.#mastAt(screen, false) !== null;
  }

  /** True while clicks mean something else. */
  #isBusy(): boolean {
    return this.#picture?.tool != null || this.#picture?.profile.drawing === true;
  }

  #take(press: Press): boolean {
    if (this.#isBusy()) return false;
    if (press.shiftKey) {
      this.#boxFrom(press);
      return true;
    }
    const sector = this.#mastAt(press, press.byTouch);
    if (!sector || press.ctrlKey) return false;
    // A finger may be the first of two: it selects once it moves.
    if (!press.byTouch) this.#hold(sector);
    this.#dragSelection(press, sector);
    return true;
  }

  #hold(sector: SectorSettings): void {
    if (!isSelected(sector, this.#selection())) this.#actions.select({ kind: 'sector', id: sector.id });
  }

  #selection(): Selection {
    return this.#picture?.selection ?? null;
  }

  #selected(): SectorSettings[] {
    const picture = this.#picture;
    return picture ? [...selectedSectors(picture.selection, picture.sectors)] : [];
  }

  #mastAt(screen: ScreenPoint, byTouch: boolean): SectorSettings | null {
    return this.#picture && mastAt(screen, this.#picture, this.#view, reachPx(byTouch));
  }

  #click(screen: ScreenPoint, adds: boolean): void {
    const picture = this.#picture;
    if (!picture) return;
    const { byTouch } = this.#presses;
    const target = this.#targetAt(screen, picture);
    if (byTouch) this.#actions.tap(target ? null : screen);
    if (target?.kind === 'building') this.#actions.meet(screen);
    if (target)
      this.#actions.select(adds ? toggled(picture.selection, target.kind, target.id, picture.sectors) : target);
    else if (!adds && !byTouch) this.#actions.explain(screen);
  }

  #targetAt(screen: ScreenPoint, picture: MapPicture): NonNullable<Selection> | null {
    const mast = this.#mastAt(screen, this.#presses.byTouch);
    if (mast) return { kind: 'sector', id: mast.id };
    // While a cell is explained the next one is wanted, under a lobe and in a building too.
    if (picture.explained.place != null) return null;
    const sector = lobeAt(screen, picture, this.#view);
    if (sector) return { kind: 'sector', id: sector.id };
    const building = this.#view.buildingAt(screen);
    return building === null ? null : { kind: 'building', id: building };
  }

  /** Every mast whose top is within the box is taken. */
  #boxFrom(start: Press): void {
    const before = start.ctrlKey ? selectedIds(this.#selection(), 'sector') : [];
    let end: ScreenPoint = start;
    this.#presses.drag(start, {
      move: (screen) => {
        end = screen;
        this.#sketch.box(start, end);
      },
      cancel: () => this.#sketch.clear(),
      end: () => {
        this.#sketch.clear();
        // A click with Shift comes as a click.
        if (Math.hypot(end.x - start.x, end.y - start.y) < 4) return;
        const within = (v: number, a: number, b: number) => v >= Math.min(a, b) && v <= Math.max(a, b);
        const taken = (this.#picture?.sectors ?? []).filter((s) => {
          const top = this.#view.screenOf(s.x, s.y, s.heightM);
          return within(top.x, start.x, end.x) && within(top.y, start.y, end.y);
        });
        this.#actions.select(selectionOf('sector', [...before, ...taken.map((s) => s.id)]));
      },
    });
  }

  #dragSelection(start: Press, grabbed?: SectorSettings): void {
    const selected = this.#selected();
    const moved = grabbed && !selected.includes(grabbed) ? [grabbed] : selected;
    const anchor = grabbed ?? this.#lead(moved);
    const scene = this.#picture?.scene;
    if (!anchor || !scene) return;
    const from = this.#view.positionAt(start, anchor.heightM);
    const gesture = `drag-${++this.#gestures}`;
    const { minX, minY, maxX, maxY } = scene.groundBoundsM;
    // All stay on the ground, and keep their distances.
    const [west, east] = [Math.min(...moved.map((s) => s.x)), Math.max(...moved.map((s) => s.x))];
    const [south, north] = [Math.min(...moved.map((s) => s.y)), Math.max(...moved.map((s) => s.y))];
    this.#follow(start, gesture, (screen) => {
      if (grabbed) this.#hold(grabbed);
      const now = this.#view.positionAt(screen, anchor.heightM);
      const dx = Math.min(maxX - east, Math.max(minX - west, now.x - from.x));
      const dy = Math.min(maxY - north, Math.max(minY - south, now.y - from.y));
      this.#actions.place(Object.fromEntries(moved.map((s) => [s.id, { x: s.x + dx, y: s.y + dy }])), gesture);
    });
  }

  #turnSelection(start: Press): void {
    const [sector] = this.#selected();
    if (!sector) return;
    const gesture = `turn-${++this.#gestures}`;
    this.#follow(start, gesture, (screen) => {
      const at = this.#view.positionAt(screen, sector.heightM);
      const bearing = bearingFromMath(Math.atan2(at.y - sector.y, at.x - sector.x));
      this.#actions.turn(sector.id, Math.round(bearing) % 360, gesture);
    });
  }

  #tiltSelection(start: Press): void {
    const [sector] = this.#selected();
    if (!sector) return;
    const gesture = `tilt-${++this.#gestures}`;
    this.#follow(start, gesture, (screen) =>
      this.#actions.tilt(sector.id, draggedTilt(sector.downtiltDeg, screen.y - start.y), gesture),
    );
  }

  #nudge(dx: number, dy: number): void {
    const places = this.#selected().map((s) => [s.id, { x: s.x + dx, y: s.y + dy }] as const);
    if (places.length === 0) return;
    this.#actions.place(Object.fromEntries(places), `nudge-${++this.#gestures}`);
    this.#actions.finish();
  }

  #nudgeAzimuth(deg: number): void {
    const [sector] = this.#selected();
    if (!sector) return;
    this.#actions.turn(sector.id, (sector.azimuthDeg + deg + 360) % 360, `nudge-${++this.#gestures}`);
    this.#actions.finish();
  }

  #nudgeTilt(deg: number): void {
    const [sector] = this.#selected();
    if (!sector) return;
    this.#actions.tilt(sector.id, steppedTilt(sector.downtiltDeg + deg), `nudge-${++this.#gestures}`);
    this.#actions.finish();
  }

  #follow(start: Press, gesture: string, move: (screen: ScreenPoint) => void): void {
    this.#presses.drag(start, {
      move,
      end: () => this.#actions.finish(),
      cancel: () => this.#actions.takeBack(gesture),
    });
  }

  #lead(sectors: readonly SectorSettings[]): SectorSettings | undefined {
    return sectors.find((s) => s.id === this.#picture?.selection?.id) ?? sectors[0];
  }

  #placeHandles(): void {
    const picture = this.#picture;
    const selected = this.#selected();
    const lead = this.#lead(selected);
    if (!picture?.scene || !lead || picture.tool) {
      for (const handle of [this.#mast, this.#tip, this.#beam]) handle.hide();
      return;
    }
    const what = selected.length === 1 ? `sector ${lead.id}` : `${selected.length} sectors`;
    const mast = this.#view.screenOf(lead.x, lead.y, lead.heightM);
    this.#mast.show(mast, `Move ${what} (arrow keys: 1 m)`);
    const isAlone = selectedIds(picture.selection, 'sector').length === 1;
    if (isAlone) this.#placeAim(lead, lobeReachM(picture.scene), mast);
    else {
      this.#tip.hide();
      this.#beam.hide();
    }
  }

  #placeAim(sector: SectorSettings, reachM: number, mast: ScreenPoint): void {
    const azimuth = Math.round(sector.azimuthDeg);
    const tip = this.#view.screenOf(...lobeTip(sector, reachM));
    this.#tip.show(tip, `Azimuth of sector ${sector.id}`);
    this.#tip.setValue(azimuth, `${azimuth} degrees`);
    const axis = this.#view.screenOf(...beamMiddle(sector, reachM));
    const hanging = { x: axis.x, y: axis.y + tiltDropPx(sector.downtiltDeg) };
    this.#beam.show(clearOf(hanging, [mast, tip], 'down'), `Downtilt of sector ${sector.id}`);
    this.#beam.setValue(sector.downtiltDeg, `${sector.downtiltDeg} degrees`);
  }
}
