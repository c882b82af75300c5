import { type RasterGrid, sameGrid } from '../../raster/raster-grid.ts';
import type { Building } from '../../scene/scene.ts';
import { breathe } from '../../units/breathe.ts';
import { isSelected } from '../store/selection.ts';
import { BASEMAP_COLOURS } from './basemap-colours.ts';
import { css, parse } from './colour-scales.ts';
import { type DrawnLayer, drawnLayer } from './drawn-layer.ts';
import type { Eye } from './eye.ts';
import { lobeReachM, type MapPicture } from './map-picture.ts';
import { pack } from './radio-image.ts';
import { lobeOutline } from './sector-lobe.ts';
import { type PictureSize, seenCells } from './seen-cells.ts';

/** Points of the picture by pixels of the window, a side. */
const SCALE = 0.5;

/** [px] */
interface Window {
  readonly width: number;
  readonly height: number;
}

/** What a still camera sees of a grid. */
interface View {
  readonly grid: RasterGrid;
  readonly size: PictureSize;
  readonly cells: Int32Array;
}

/** Parts of a picture that the stand-in draws anew; where another changes, or more lies on the ground, it cannot stand in. */
const DRAWN_ANEW: ReadonlySet<keyof MapPicture> = new Set([
  'cells',
  'sectors',
  'cuts',
  'selection',
  'levels',
  'residuals',
]);

/** True where the stand-in may be shown for a picture over the map as it was drawn last. */
export function standsIn(picture: MapPicture, drawn: MapPicture | null): boolean {
  const { scene, cells, layer, split, explained, profile } = picture;
  if (!drawn || !scene || (!cells && layer !== 'features')) return false;
  if (split || explained.place || profile.points.length > 0) return false;
  return (Object.keys(picture) as (keyof MapPicture)[]).every(
    (part) => picture[part] === drawn[part] || DRAWN_ANEW.has(part),
  );
}

/**
 * Lies over a map that the CPU draws while a hand drags on it, under a still camera: there, a picture of the whole city takes longer than
 * all else, and this takes milliseconds. The ground's colours are looked up point by point, buildings stay as they were drawn, sectors
 * are drawn over them. Measured points are not on it.
 */
export class MapStandIn {
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  #turn = 0;
  #view: View | null = null;
  #ground: { readonly of: MapPicture['cells']; readonly image: ImageData } | null = null;

  constructor(container: HTMLElement) {
    const context = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('The browser gives no canvas to draw on');
    this.#context = context;
    this.#canvas.className = 'map-stand-in';
    this.#canvas.hidden = true;
    this.#canvas.setAttribute('aria-hidden', 'true');
    container.append(this.#canvas);
  }

  get shown(): boolean {
    return !this.#canvas.hidden;
  }

  /**
   * The first picture takes a tenth of a second, in pieces: it comes with a promise. Nothing is shown where `hide` is called meanwhile.
   *
   * @param eye where the camera is: the same until `hide`
   */
  async show(picture: MapPicture, eye: Eye, window: Window): Promise<void> {
    const turn = this.#turn;
    const image = await this.#groundOf(picture, eye, window);
    if (!image || turn !== this.#turn) return;
    this.#canvas.width = image.width;
    this.#canvas.height = image.height;
    this.#context.putImageData(image, 0, 0);
    this.#drawSectors(picture, eye);
    this.#canvas.hidden = false;
  }

  /** The map is drawn as it is; the camera may move. */
  hide(): void {
    this.#turn++;
    this.#canvas.hidden = true;
    this.#view = null;
    this.#ground = null;
  }

  async #groundOf(picture: MapPicture, eye: Eye, window: Window): Promise<ImageData | null> {
    if (this.#ground?.of === picture.cells) return this.#ground.image;
    const drawn = drawnLayer(picture);
    if (!drawn || !picture.scene) return null;
    return this.#paint(picture, drawn, await this.#viewOf(drawn.grid, picture.scene.buildings, eye, window));
  }

  async #viewOf(grid: RasterGrid, buildings: readonly Building[], eye: Eye, { width, height }: Window): Promise<View> {
    if (this.#view && sameGrid(this.#view.grid, grid)) return this.#view;
    const size = { width: Math.ceil(SCALE * width), height: Math.ceil(SCALE * height), scale: SCALE };
    const cells = await inPieces(seenCells(eye, grid, buildings, size));
    this.#view = { grid, size, cells };
    return this.#view;
  }

  #paint({ cells: of, theme }: MapPicture, drawn: DrawnLayer, { size, cells }: View): ImageData {
    const colours = new Uint32Array(drawn.image.data.buffer);
    const bare = pack(parse(BASEMAP_COLOURS[theme].ground));
    const image = this.#ground?.image ?? new ImageData(size.width, size.height);
    const points = new Uint32Array(image.data.buffer);
    for (let i = 0; i < points.length; i++) {
      const cell = cells[i]!;
      // Under a cell without data the map beneath would show what it had before.
      points[i] = cell < 0 ? 0 : colours[cell]! || bare;
    }
    this.#ground = { of, image };
    return image;
  }

  #drawSectors({ scene, sectors, selection, cuts, theme, drawnScale }: MapPicture, eye: Eye): void {
    if (!scene) return;
    const { accent, quiet, mast } = BASEMAP_COLOURS[theme];
    const context = this.#context;
    const trace = (points: readonly (readonly [number, number, number])[]) => {
      const seen = points.map((point) => eye(...point));
      if (seen.some(([, , w]) => w <= 0)) return false;
      context.beginPath();
      for (const [x, y, w] of seen) context.lineTo((SCALE * x) / w, (SCALE * y) / w);
      return true;
    };
    for (const sector of sectors) {
      const chosen = isSelected(sector, selection);
      const reachM = lobeReachM(scene) * (chosen ? 1 : 0.42);
      const colour = css(chosen ? accent : quiet);
      context.strokeStyle = colour;
      context.fillStyle = colour;
      context.lineWidth = SCALE * drawnScale * (chosen ? 2 : 1.25);
      if (trace(lobeOutline(sector, cuts.get(sector.pattern) ?? (() => 0), reachM))) {
        context.closePath();
        context.globalAlpha = chosen ? 0.23 : 0.18;
        context.fill();
        context.globalAlpha = chosen ? 1 : 0.75;
        context.stroke();
        context.globalAlpha = 1;
      }
      context.strokeStyle = css(mast);
      context.lineWidth = SCALE * drawnScale * 2;
      if (trace([0, sector.heightM].map((z) => [sector.x, sector.y, z] as const))) context.stroke();
    }
  }
}

/** Work between two breaths of the page [ms]. */
const SLICE_MS = 8;

async function inPieces<Result>(work: Generator<void, Result>): Promise<Result> {
  for (let began = performance.now(); ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - began < SLICE_MS) continue;
    await breathe();
    began = performance.now();
  }
}
