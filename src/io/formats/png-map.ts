import type { RasterGrid } from '../../raster/raster-grid.ts';
import { drawText, TEXT_HEIGHT, textWidth } from './bitmap-font.ts';
import { colourAt, colourOf, type MapScale, placeOf, type Rgb, scaleTicks } from './map-colours.ts';
import { encodePng } from './png-encoder.ts';

const LEGEND_HEIGHT = 44;
const MARGIN = 12;
const CLASS_LINE = 12;
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
  const width = legend ? Math.max(mapWidth, MIN_WIDTH, textWidth(heading(scale, title)) + 2 * MARGIN) : mapWidth;
  const strip = legend ? legendHeight(scale, width) : 0;
  const picture = new Picture(width, mapHeight + strip);
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const value = values[row * grid.columns + column]!;
      if (Number.isFinite(value)) picture.fill(column * zoom, row * zoom, zoom, zoom, colourOf(scale, value));
    }
  }
  if (legend) {
    picture.fill(0, mapHeight, width, strip, PAPER);
    drawLegend(picture, mapHeight, scale, title);
  }
  return encodePng(picture.rgba, picture.width, picture.height);
}

interface ClassLabel {
  readonly label: string;
  readonly colour: Rgb;
  readonly x: number;
  readonly line: number;
}

type ClassedScale = Exclude<MapScale, { kind: 'continuous' }>;

/** Where the names of classes go, as many on a line as fit. */
function classLabels(scale: ClassedScale, width: number): ClassLabel[] {
  let x = MARGIN;
  let line = 0;
  const names = scale.kind === 'steps' ? scale.labels : scale.names;
  return names.map((name, code) => {
    const label = name.slice(0, 24);
    const colour = scale.kind === 'steps' ? scale.colours[code]! : colourOf(scale, code);
    if (x > MARGIN && x + 12 + textWidth(label) > width) {
      x = MARGIN;
      line++;
    }
    const at = { label, colour, x, line };
    x += 22 + textWidth(label);
    return at;
  });
}

function legendHeight(scale: MapScale, width: number): number {
  if (scale.kind === 'continuous') return LEGEND_HEIGHT;
  const lines = 1 + (classLabels(scale, width).at(-1)?.line ?? 0);
  return Math.max(LEGEND_HEIGHT, 20 + lines * CLASS_LINE);
}

function heading(scale: MapScale, title: string): string {
  return scale.kind === 'classes' || scale.unit === '' ? title : `${title} [${scale.unit}]`;
}

function drawLegend(picture: Picture, top: number, scale: MapScale, title: string): void {
  const span = picture.width - 2 * MARGIN;
  const write = (text: string, x: number, y: number) => drawText(text, x, y, (i, j) => picture.dot(i, j, INK));
  write(heading(scale, title), MARGIN, top + 5);
  if (scale.kind !== 'continuous') {
    for (const { label, colour, x, line } of classLabels(scale, picture.width)) {
      const y = top + 17 + line * CLASS_LINE;
      picture.fill(x, y, 9, 9, colour);
      write(label, x + 12, y + 1);
    }
    return;
  }
  for (let i = 0; i < span; i++) {
    picture.fill(MARGIN + i, top + 16, 1, 10, colourAt(scale, (i + 0.5) / span));
  }
  for (const tick of scaleTicks(scale, Math.floor(span / 45))) {
    const x = MARGIN + Math.round(placeOf(scale, tick) * (span - 1));
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
