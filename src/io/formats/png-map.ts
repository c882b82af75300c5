import type { RasterGrid } from '../../raster/raster-grid.ts';
import { drawText, TEXT_HEIGHT, textWidth } from './bitmap-font.ts';
import { colourOf, type MapScale, ticksOf } from './map-colours.ts';
import { encodePng } from './png-encoder.ts';

const LEGEND_HEIGHT = 44;
const MIN_WIDTH = 240;
/** Small maps are enlarged, each cell to a square of pixels, until they are about this wide. */
const COMFORTABLE_WIDTH = 512;

/** Pixels while they are drawn. */
class Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.rgba = new Uint8Array(4 * width * height);
  }
  dot(x: number, y: number, [r, g, b]: readonly [number, number, number]): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    this.rgba.set([r, g, b, 255], 4 * (y * this.width + x));
  }
  fill(x: number, y: number, width: number, height: number, colour: readonly [number, number, number]): void {
    for (let j = y; j < y + height; j++) for (let i = x; i < x + width; i++) this.dot(i, j, colour);
  }
}

const INK = [20, 20, 20] as const;
const PAPER = [255, 255, 255] as const;

/** Pixels on a side that one cell takes in the image of this grid. */
export function pixelsPerCell(grid: RasterGrid): number {
  return Math.max(1, Math.floor(COMFORTABLE_WIDTH / Math.max(grid.columns, grid.rows)));
}

/**
 * A picture of a map: cells in colour with no-data transparent, and below them a legend strip with ticks, unit and title. The
 * map lies in the top left corner, so the world file holds for it; `legend` false leaves the map alone.
 */
export function writePngMap(
  values: Float32Array,
  grid: RasterGrid,
  scale: MapScale,
  title: string,
  legend = true,
): Uint8Array<ArrayBuffer> {
  const zoom = pixelsPerCell(grid);
  const mapWidth = grid.columns * zoom;
  const mapHeight = grid.rows * zoom;
  const width = legend ? Math.max(mapWidth, MIN_WIDTH) : mapWidth;
  const picture = new Picture(width, mapHeight + (legend ? LEGEND_HEIGHT : 0));
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const value = values[row * grid.columns + column]!;
      if (Number.isFinite(value)) picture.fill(column * zoom, row * zoom, zoom, zoom, colourOf(scale, value));
    }
  }
  if (legend) {
    picture.fill(0, mapHeight, width, LEGEND_HEIGHT, PAPER);
    drawLegend(picture, mapHeight, scale, title);
  }
  return encodePng(picture.rgba, picture.width, picture.height);
}

function drawLegend(picture: Picture, top: number, scale: MapScale, title: string): void {
  const margin = 12;
  const span = picture.width - 2 * margin;
  const write = (text: string, x: number, y: number) => drawText(text, x, y, (i, j) => picture.dot(i, j, INK));
  if (scale.kind === 'classes') {
    write(title, margin, top + 5);
    let x = margin;
    let y = top + 17;
    scale.names.forEach((name, code) => {
      const label = name.slice(0, 16);
      if (x > margin && x + 14 + textWidth(label) > picture.width) {
        x = margin;
        y += 12;
      }
      picture.fill(x, y, 9, 9, colourOf(scale, code));
      write(label, x + 12, y + 1);
      x += 22 + textWidth(label);
    });
    return;
  }
  write(`${title}${scale.unit === '' ? '' : ` [${scale.unit}]`}`, margin, top + 5);
  for (let i = 0; i < span; i++) {
    const value = scale.low + ((i + 0.5) / span) * (scale.high - scale.low);
    picture.fill(margin + i, top + 16, 1, 10, colourOf(scale, value));
  }
  for (const tick of ticksOf(scale.low, scale.high, Math.floor(span / 45))) {
    const x = margin + Math.round(((tick - scale.low) / (scale.high - scale.low)) * (span - 1));
    picture.fill(x, top + 26, 1, 4, INK);
    const label = String(Number(tick.toPrecision(6)));
    const left = Math.min(picture.width - textWidth(label) - 1, Math.max(1, x - Math.floor(textWidth(label) / 2)));
    write(label, left, top + LEGEND_HEIGHT - TEXT_HEIGHT - 5);
  }
}

/** World file (.pgw): pixel size and the centre of the top left pixel, in the map's projected metres (local metres without a place). */
export function writeWorldFile(grid: RasterGrid, originEastingM: number, originNorthingM: number): string {
  const pixel = grid.cellSizeM / pixelsPerCell(grid);
  const lines = [
    pixel,
    0,
    0,
    -pixel,
    grid.westM + originEastingM + pixel / 2,
    grid.northM + originNorthingM - pixel / 2,
  ];
  return `${lines.map((value) => String(value)).join('\n')}\n`;
}
