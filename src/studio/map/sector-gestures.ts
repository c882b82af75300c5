import { bearingFromMath } from '../../units/angle.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { isSelected, type Selection, selectedIds, selectedSectors } from '../store/selection.ts';
import { lobeReachM, type MapPicture } from './map-picture.ts';
import type { MapView, ScreenPoint } from './map-view.ts';
import { lobeTip } from './sector-lobe.ts';
import { SelectionHandles } from './selection-handles.ts';

/** What gestures on the map do. `gesture` names one undo step; it ends with `finish`. */
export interface SectorActions {
  select(selection: Selection): void;
  place(places: Readonly<Record<string, { x: number; y: number }>>, gesture: string): void;
  turn(sectorId: string, azimuthDeg: number, gesture: string): void;
  finish(): void;
  hover(screen: ScreenPoint | null): void;
  /** A click on the open ground. */
  explain(screen: ScreenPoint): void;
}

const GRAB_PX = 14;

/** Select, drag and turn sectors with the pointer or the arrow keys. */
export class SectorGestures {
  readonly #view: MapView;
  readonly #actions: SectorActions;
  readonly #handles: SelectionHandles;
  #picture: MapPicture | null = null;
  #gestures = 0;
  #pendingHover: ScreenPoint | null = null;

  constructor(view: MapView, container: HTMLElement, actions: SectorActions) {
    this.#view = view;
    this.#actions = actions;
    this.#handles = new SelectionHandles(container, {
      dragMast: (start) => this.#dragSelection(start),
      dragTip: () => this.#turnSelection(),
      nudgeMast: (dx, dy) => this.#nudge(dx, dy),
      nudgeTip: (deg) => this.#nudgeAzimuth(deg),
    });
    const { map } = view;
    map.on('mousedown', (event) => {
      if (event.originalEvent.button !== 0 || this.#picture?.profile.drawing) return;
      const sector = this.#mastAt(event.point);
      if (!sector) return;
      event.preventDefault();
      if (!isSelected(sector, this.#picture?.selection ?? null)) actions.select({ kind: 'sector', id: sector.id });
      this.#dragSelection(event.point, sector);
    });
    map.on('click', (event) => {
      if (this.#picture?.profile.drawing) return;
      // While a cell is explained the next one is wanted, under a lobe too.
      const explaining = this.#picture?.explained.place != null;
      const sector = this.#mastAt(event.point) ?? (explaining ? null : this.#lobeAt(event.point));
      if (sector) actions.select({ kind: 'sector', id: sector.id });
      else actions.explain(event.point);
    });
    map.on('mousemove', (event) => this.#hover(event.point));
    map.on('mouseout', () => this.#hover(null));
    map.on('render', () => this.#placeHandles());
  }

  show(picture: MapPicture): void {
    this.#picture = picture;
    this.#placeHandles();
  }

  /** One read-out a frame, however fast the pointer moves. */
  #hover(screen: ScreenPoint | null): void {
    const waiting = this.#pendingHover !== null;
    this.#pendingHover = screen;
    if (screen === null) {
      this.#actions.hover(null);
      return;
    }
    this.#view.map.getCanvas().style.cursor = this.#mastAt(screen) ? 'grab' : '';
    if (!waiting) {
      requestAnimationFrame(() => {
        const latest = this.#pendingHover;
        this.#pendingHover = null;
        if (latest) this.#actions.hover(latest);
      });
    }
  }

  #selected(): SectorSettings[] {
    const picture = this.#picture;
    return picture ? [...selectedSectors(picture.selection, picture.sectors)] : [];
  }

  #dragSelection(start: ScreenPoint, grabbed?: SectorSettings): void {
    const selected = this.#selected();
    const moved = grabbed && !selected.includes(grabbed) ? [grabbed] : selected;
    const anchor = grabbed ?? moved[0];
    const scene = this.#picture?.scene;
    if (!anchor || !scene) return;
    const from = this.#view.positionAt(start, anchor.heightM);
    const gesture = `drag-${++this.#gestures}`;
    const { minX, minY, maxX, maxY } = scene.groundBoundsM;
    this.#follow((screen) => {
      const now = this.#view.positionAt(screen, anchor.heightM);
      const dx = Math.min(maxX, Math.max(minX, anchor.x + now.x - from.x)) - anchor.x;
      const dy = Math.min(maxY, Math.max(minY, anchor.y + now.y - from.y)) - anchor.y;
      this.#actions.place(Object.fromEntries(moved.map((s) => [s.id, { x: s.x + dx, y: s.y + dy }])), gesture);
    });
  }

  #turnSelection(): void {
    const [sector] = this.#selected();
    if (!sector) return;
    const gesture = `turn-${++this.#gestures}`;
    this.#follow((screen) => {
      const at = this.#view.positionAt(screen, sector.heightM);
      const bearing = bearingFromMath(Math.atan2(at.y - sector.y, at.x - sector.x));
      this.#actions.turn(sector.id, Math.round(bearing) % 360, gesture);
    });
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

  /** Hands every pointer position to `move` until the button is let go; one call a frame. */
  #follow(move: (screen: ScreenPoint) => void): void {
    const { map } = this.#view;
    const box = map.getCanvas().getBoundingClientRect();
    let latest: ScreenPoint | null = null;
    const flush = () => {
      if (latest) move(latest);
      latest = null;
    };
    const onMove = (event: PointerEvent) => {
      if (latest === null) requestAnimationFrame(flush);
      latest = { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const onEnd = () => {
      flush();
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onEnd);
      window.removeEventListener('pointercancel', onEnd);
      map.dragPan.enable();
      this.#actions.finish();
    };
    map.dragPan.disable();
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onEnd);
    window.addEventListener('pointercancel', onEnd);
  }

  #mastAt(screen: ScreenPoint): SectorSettings | null {
    const picture = this.#picture;
    let best: SectorSettings | null = null;
    let nearest = GRAB_PX;
    for (const sector of picture?.sectors ?? []) {
      const top = this.#view.screenOf(sector.x, sector.y, sector.heightM);
      const distance = Math.hypot(top.x - screen.x, top.y - screen.y);
      // Sectors of one mast lie on each other: the selected one wins.
      if (distance < nearest || (distance === nearest && isSelected(sector, picture?.selection ?? null))) {
        nearest = distance;
        best = sector;
      }
    }
    return best;
  }

  /** The sector into whose lobe the point falls: within its reach and nearest to its boresight. */
  #lobeAt(screen: ScreenPoint): SectorSettings | null {
    const picture = this.#picture;
    if (!picture?.scene) return null;
    const reachM = lobeReachM(picture.scene) * 0.42;
    let best: SectorSettings | null = null;
    let smallest = 45;
    for (const sector of picture.sectors) {
      const at = this.#view.positionAt(screen, sector.heightM);
      if (Math.hypot(at.x - sector.x, at.y - sector.y) > reachM) continue;
      const bearing = bearingFromMath(Math.atan2(at.y - sector.y, at.x - sector.x));
      const off = Math.abs(((bearing - sector.azimuthDeg + 540) % 360) - 180);
      if (off < smallest) {
        smallest = off;
        best = sector;
      }
    }
    return best;
  }

  #placeHandles(): void {
    const picture = this.#picture;
    const selected = this.#selected();
    const lead = selected.find((s) => s.id === picture?.selection?.id) ?? selected[0];
    if (!picture?.scene || !lead) {
      this.#handles.hide();
      return;
    }
    const mast = this.#view.screenOf(lead.x, lead.y, lead.heightM);
    const tip = this.#view.screenOf(...lobeTip(lead, lobeReachM(picture.scene)));
    const isAlone = selectedIds(picture.selection, 'sector').length === 1;
    this.#handles.show(lead, mast, isAlone ? tip : null, selected.length);
  }
}
