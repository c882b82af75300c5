import { type RasterGrid, sameGrid } from '../../raster/raster-grid.ts';
import type { Building } from '../../scene/scene.ts';
import { inPieces } from '../../units/in-pieces.ts';
import { isSelected } from '../store/selection.ts';
import { BASEMAP_COLOURS } from './basemap-colours.ts';
import { parse } from './colour-scales.ts';
import { type DrawnLayer, drawnLayer } from './drawn-layer.ts';
import type { Eye } from './eye.ts';
import type { MapPicture } from './map-picture.ts';
import { pack } from './radio-image.ts';
import { boxOf, drawStrokes, sketchSectors } from './sector-sketch.ts';
import { type PictureSize, pointsCovered, seenCells } from './seen-cells.ts';

/** Points of the picture by pixels of the window, a side. */
const SCALE = 0.5;

/** [px] */
interface Window {
  readonly width: number;
  readonly height: number;
}

/** Where a still camera sees buildings. */
interface Cover {
  readonly buildings: readonly Building[];
  readonly size: PictureSize;
  readonly covered: Uint8Array;
}

/** What it sees of a grid between them. */
interface View {
  readonly grid: RasterGrid;
  readonly cover: Cover;
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
 * are drawn over them. Measured points are not on it. What is in hand has a small canvas of its own: where the large one changes, the
 * browser puts the whole window together anew, with the panels over it.
 */
export class MapStandIn {
  readonly #large = hiddenCanvas('map-stand-in', true);
  readonly #small = hiddenCanvas('map-stand-in-hand', false);
  #turn = 0;
  #looks = 0;
  #cover: Cover | null = null;
  #view: View | null = null;
  #ground: { readonly of: MapPicture['cells']; readonly image: ImageData } | null = null;
  /** What is on the large canvas. */
  #parts: readonly unknown[] = [];

  constructor(container: HTMLElement) {
    container.append(this.#large.canvas, this.#small.canvas);
  }

  get shown(): boolean {
    return !this.#large.canvas.hidden;
  }

  /**
   * The first picture takes a tenth of a second, in pieces: it comes with a promise. Nothing is shown where `hide` is called meanwhile.
   *
   * @param eye where the camera is: the same until `hide`
   */
  async show(picture: MapPicture, eye: Eye, window: Window): Promise<void> {
    const turn = this.#turn;
    const inHand = picture.sectors.filter((sector) => isSelected(sector, picture.selection));
    const others = picture.sectors.filter((sector) => !inHand.includes(sector));
    const parts = [picture.cells, picture.cuts, ...others];
    if (parts.length !== this.#parts.length || parts.some((part, i) => part !== this.#parts[i])) {
      const image = await this.#groundOf(picture, eye, window);
      if (!image || turn !== this.#turn) return;
      this.#drawLarge(image, sketchSectors(picture, others, eye));
      this.#parts = parts;
    }
    this.#drawSmall(sketchSectors(picture, inHand, eye), window);
  }

  /** The map is drawn as it is. What the camera sees is kept, for it may be still. */
  hide(): void {
    this.#turn++;
    this.#large.canvas.hidden = true;
    this.#small.canvas.hidden = true;
    this.#ground = null;
    this.#parts = [];
  }

  /** The camera is elsewhere. */
  forget(): void {
    this.#looks++;
    this.#cover = null;
    this.#view = null;
  }

  /**
   * Looks up what the camera sees while nothing is in hand, so that the first movement of a hand does not wait for it. In pieces; ends
   * early where the camera moves on.
   */
  async prepare(buildings: readonly Building[], eye: Eye, window: Window): Promise<void> {
    if (this.#cover?.buildings === buildings) return;
    const looks = ++this.#looks;
    const size = sizeOf(window);
    const covered = await inPieces(pointsCovered(eye, buildings, size), () => looks === this.#looks);
    if (!covered || looks !== this.#looks) return;
    this.#cover = { buildings, size, covered };
    this.#warm(size);
  }

  /** The first stroke and the first image on a canvas take up to a quarter of a second: here nobody waits. */
  #warm(size: PictureSize): void {
    const { canvas, context } = this.#large;
    if (this.shown || canvas.width === size.width) return;
    Object.assign(canvas, { width: size.width, height: size.height });
    context.putImageData(new ImageData(size.width, size.height), 0, 0);
    const corner = [0, 0] as const;
    const stroke = { points: [corner, [1, 0], [0, 1]], colour: '#000', width: 1, alpha: 1, fillAlpha: 1 } as const;
    for (const { context: each } of [this.#large, this.#small]) drawStrokes(each, [stroke], { scale: SCALE });
  }

  #drawLarge(image: ImageData, strokes: ReturnType<typeof sketchSectors>): void {
    const { canvas, context } = this.#large;
    if (canvas.width !== image.width) canvas.width = image.width;
    if (canvas.height !== image.height) canvas.height = image.height;
    context.putImageData(image, 0, 0);
    drawStrokes(context, strokes, { scale: SCALE });
    canvas.hidden = false;
  }

  #drawSmall(strokes: ReturnType<typeof sketchSectors>, window: Window): void {
    const { canvas, context } = this.#small;
    const box = boxOf(strokes, window);
    canvas.hidden = box === null;
    if (!box) return;
    canvas.width = box.width;
    canvas.height = box.height;
    canvas.style.width = `${box.width}px`;
    canvas.style.height = `${box.height}px`;
    canvas.style.transform = `translate(${box.left}px, ${box.top}px)`;
    drawStrokes(context, strokes, box);
  }

  async #groundOf(picture: MapPicture, eye: Eye, window: Window): Promise<ImageData | null> {
    if (this.#ground?.of === picture.cells) return this.#ground.image;
    return inPieces(this.#makeGround(picture, eye, window));
  }

  *#makeGround(picture: MapPicture, eye: Eye, window: Window): Generator<void, ImageData | null> {
    const drawn = drawnLayer(picture);
    if (!drawn || !picture.scene) return null;
    yield;
    const view = yield* this.#viewOf(drawn.grid, picture.scene.buildings, eye, window);
    const image = this.#paint(picture, drawn, view);
    yield;
    return image;
  }

  *#viewOf(grid: RasterGrid, buildings: readonly Building[], eye: Eye, window: Window): Generator<void, View> {
    if (this.#cover?.buildings !== buildings) {
      const size = sizeOf(window);
      this.#cover = { buildings, size, covered: yield* pointsCovered(eye, buildings, size) };
    }
    const cover = this.#cover;
    if (this.#view?.cover === cover && sameGrid(this.#view.grid, grid)) return this.#view;
    this.#view = { grid, cover, cells: yield* seenCells(eye, grid, cover.covered, cover.size) };
    return this.#view;
  }

  #paint({ cells: of, theme }: MapPicture, drawn: DrawnLayer, { cover: { size }, cells }: View): ImageData {
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
}

function sizeOf({ width, height }: Window): PictureSize {
  return { width: Math.ceil(SCALE * width), height: Math.ceil(SCALE * height), scale: SCALE };
}

/** A canvas that nobody sees yet. */
function hiddenCanvas(className: string, willReadFrequently: boolean) {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently });
  if (!context) throw new Error('The browser gives no canvas to draw on');
  canvas.className = className;
  canvas.hidden = true;
  canvas.setAttribute('aria-hidden', 'true');
  return { canvas, context };
}
