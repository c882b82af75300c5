import type { SitePlace } from '../commands/site-edits.ts';
import type { MapTool } from '../store/editing-state.ts';
import { type FootprintDraft, ringOf, shapeWith, withCorner } from './footprint-draft.ts';
import type { MapPresses } from './map-presses.ts';
import type { MapSketch } from './map-sketch.ts';
import type { MapView, ScreenPoint } from './map-view.ts';
import { reachPx } from './reach.ts';

export interface ToolActions {
  /** What is seen at a point of the window. */
  surfaceAt(screen: ScreenPoint): SitePlace;
  addSite(place: SitePlace): void;
  pickPlace(place: SitePlace): void;
  /** x0 y0 x1 y1 ... [m]; false where no building can stand there. */
  addBuilding(outer: readonly number[]): boolean;
}

/** Clicks and keys while a tool is in hand: a place for a site, the corners of a footprint. */
export class ToolGestures {
  readonly #view: MapView;
  readonly #sketch: MapSketch;
  readonly #presses: MapPresses;
  readonly #actions: ToolActions;
  #tool: MapTool = null;
  #draft: FootprintDraft | null = null;
  #pointer: ScreenPoint | null = null;
  /** True once keys lead: then the middle of the map is the pointer. */
  #byKeys = false;

  constructor(view: MapView, sketch: MapSketch, presses: MapPresses, actions: ToolActions) {
    this.#view = view;
    this.#sketch = sketch;
    this.#presses = presses;
    this.#actions = actions;
    const { map } = view;
    map.on('mousemove', (event) => {
      if (!this.#tool) return;
      this.#byKeys = false;
      this.#pointer = event.point;
      this.#draw();
    });
    map.on('click', (event) => this.#tool && this.#press(event.point));
    map.on('dblclick', (event) => {
      if (!this.#tool) return;
      event.preventDefault();
      this.#finish();
    });
    map.on('render', () => this.#tool && this.#draw());
    map.getCanvas().addEventListener('keydown', (event) => this.#onKey(event), { capture: true });
  }

  show(tool: MapTool): void {
    if (tool === this.#tool) return;
    const shape = tool?.kind === 'draw-building' ? tool.shape : null;
    const starts = this.#tool === null && tool !== null;
    this.#tool = tool;
    // Another shape goes on with the corners that are set, as far as it has use for them.
    this.#draft = shape && {
      shape,
      corners: this.#draft?.corners.slice(0, shape === 'rectangle' ? 2 : undefined) ?? [],
    };
    this.#view.map.getCanvas().style.cursor = tool ? 'crosshair' : '';
    if (tool === null) {
      this.#pointer = null;
      this.#sketch.clear();
    } else this.#draw();
    // Keys go to the map from here on: arrows move it, Space sets a corner.
    if (starts) this.#view.map.getCanvas().focus({ preventScroll: true });
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#tool || this.#tool.kind === 'select-cells' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith('Arrow')) {
      this.#byKeys = true;
      this.#draw();
      return;
    }
    if (event.key === ' ') this.#pressMiddle();
    else if (event.key === 'Enter') {
      if (this.#tool.kind === 'add-site' || this.#tool.kind === 'pick-places') this.#pressMiddle();
      else this.#finish();
    } else if (event.key === 'Backspace' && this.#draft) {
      this.#draft = { ...this.#draft, corners: this.#draft.corners.slice(0, -1) };
      this.#draw();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #pressMiddle(): void {
    this.#byKeys = true;
    this.#press(this.#middle());
  }

  #press(screen: ScreenPoint): void {
    if (this.#tool?.kind === 'add-site') {
      this.#actions.addSite(this.#actions.surfaceAt(screen));
      return;
    }
    if (this.#tool?.kind === 'pick-places') {
      this.#actions.pickPlace(this.#actions.surfaceAt(screen));
      return;
    }
    const draft = this.#draft;
    if (!draft) return;
    const [first] = draft.corners;
    if (draft.shape === 'outline' && first && draft.corners.length > 2) {
      const start = this.#view.screenOf(first.x, first.y, 0);
      if (Math.hypot(start.x - screen.x, start.y - screen.y) < reachPx(this.#presses.byTouch)) {
        this.#finish();
        return;
      }
    }
    const next = withCorner(draft, this.#view.positionAt(screen, 0));
    this.#draft = next.draft;
    if (next.done) this.#finish();
    this.#draw();
  }

  #finish(): void {
    const ring = this.#draft && ringOf(this.#draft);
    if (!ring || !this.#draft) return;
    // What cannot stand is begun anew.
    if (!this.#actions.addBuilding(ring)) this.#draft = { ...this.#draft, corners: [] };
    this.#draw();
  }

  #draw(): void {
    // What takes cells draws its own box.
    if (!this.#tool || this.#tool.kind === 'select-cells') return;
    const at = this.#byKeys ? this.#middle() : this.#pointer;
    const onScreen = (p: { x: number; y: number }) => this.#view.screenOf(p.x, p.y, 0);
    const corners = this.#draft?.corners ?? [];
    const shape = this.#draft ? shapeWith(this.#draft, at && this.#view.positionAt(at, 0)) : [];
    this.#sketch.footprint(corners.map(onScreen), shape.map(onScreen), this.#byKeys ? at : null);
  }

  /** Where the camera looks: between the panels. */
  #middle(): ScreenPoint {
    const { x, y } = this.#view.map.project(this.#view.map.getCenter());
    return { x, y };
  }
}
