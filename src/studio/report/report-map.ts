import { colourOf } from '../../io/formats/map-colours.ts';
import { type BoundsM, gridBounds } from '../../raster/raster-grid.ts';
import type { Ring } from '../../scene/scene.ts';
import { mathFromBearing } from '../../units/angle.ts';
import type { MeasurementsView, SceneView } from '../../worker/engine-protocol.ts';
import type { ExportedLayer } from '../export/exported-layer.ts';
import { BASEMAP_COLOURS } from '../map/basemap-colours.ts';
import { css } from '../map/colour-scales.ts';
import type { SectorRow } from './report-content.ts';

/** What is drawn, from the ground up. */
export interface ReportMap {
  readonly scene: SceneView;
  readonly layer: ExportedLayer | null;
  readonly sectors: readonly Pick<SectorRow, 'x' | 'y' | 'azimuthDeg' | 'site' | 'siteId' | 'pattern'>[];
  /** Measured levels, where they are shown over a layer of levels. */
  readonly measured: Pick<MeasurementsView, 'x' | 'y' | 'rsrpDbm'> | null;
}

/** Sharp at 12 cm on paper; letters are about 7 points there. */
const WIDTH_PX = 1780;
const MOST_HEIGHT_PX = 1900;
const COLOURS = BASEMAP_COLOURS.light;

/** Draws the map from above, north up, with a scale bar, as a PNG in a data address. */
export function drawReportMap(map: ReportMap): string {
  const bounds = map.layer ? gridBounds(map.layer.grid) : map.scene.boundsM;
  const wide = bounds.maxX - bounds.minX;
  const tall = bounds.maxY - bounds.minY;
  const pixelsPerM = Math.min(WIDTH_PX / wide, MOST_HEIGHT_PX / tall);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(wide * pixelsPerM));
  canvas.height = Math.max(1, Math.round(tall * pixelsPerM));
  const context = canvas.getContext('2d');
  if (!context) return '';
  const sheet = { context, bounds, pixelsPerM };
  context.fillStyle = COLOURS.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawCity(sheet, map.scene);
  if (map.layer) drawLayer(sheet, map.layer);
  drawBuildings(sheet, map.scene);
  if (map.layer && map.measured) drawMeasured(sheet, map.layer, map.measured);
  drawSectors(sheet, map.sectors);
  drawScaleBar(sheet);
  return canvas.toDataURL('image/png');
}

interface Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly bounds: BoundsM;
  readonly pixelsPerM: number;
}

function pixel({ bounds, pixelsPerM }: Sheet, x: number, y: number): readonly [number, number] {
  return [(x - bounds.minX) * pixelsPerM, (bounds.maxY - y) * pixelsPerM];
}

function trace(sheet: Sheet, points: Ring, close: boolean): void {
  const { context } = sheet;
  for (let i = 0; i < points.length; i += 2) {
    const [px, py] = pixel(sheet, points[i]!, points[i + 1]!);
    if (i === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  }
  if (close) context.closePath();
}

function drawCity(sheet: Sheet, scene: SceneView): void {
  const { context, pixelsPerM } = sheet;
  context.fillStyle = COLOURS.water;
  context.beginPath();
  for (const ring of scene.water) trace(sheet, ring, true);
  context.fill();
  context.strokeStyle = COLOURS.road;
  context.lineCap = 'round';
  for (const { line, widthM } of scene.roads) {
    context.lineWidth = Math.max(1, widthM * pixelsPerM);
    context.beginPath();
    trace(sheet, line, false);
    context.stroke();
  }
}

function drawLayer(sheet: Sheet, { grid, values, scale }: ExportedLayer): void {
  const image = new ImageData(grid.columns, grid.rows);
  values.forEach((value, cell) => {
    if (!Number.isNaN(value)) image.data.set([...colourOf(scale, value), 255], 4 * cell);
  });
  const cells = document.createElement('canvas');
  cells.width = grid.columns;
  cells.height = grid.rows;
  cells.getContext('2d')?.putImageData(image, 0, 0);
  const { context, pixelsPerM } = sheet;
  const [left, top] = pixel(sheet, grid.westM, grid.northM);
  const side = grid.cellSizeM * pixelsPerM;
  context.imageSmoothingEnabled = false;
  context.drawImage(cells, left, top, grid.columns * side, grid.rows * side);
}

function drawBuildings(sheet: Sheet, scene: SceneView): void {
  const { context } = sheet;
  context.beginPath();
  for (const { outer, holes } of scene.buildings) {
    trace(sheet, outer, true);
    for (const hole of holes) trace(sheet, hole, true);
  }
  context.fillStyle = COLOURS.buildings[1];
  context.fill('evenodd');
  context.strokeStyle = COLOURS.groundEdge;
  context.lineWidth = 1;
  context.stroke();
}

function drawMeasured(
  sheet: Sheet,
  { scale }: ExportedLayer,
  { x, y, rsrpDbm }: NonNullable<ReportMap['measured']>,
): void {
  const { context } = sheet;
  context.lineWidth = 1;
  context.strokeStyle = COLOURS.background;
  // Few can be larger without hiding one another.
  const radius = rsrpDbm.length < 1000 ? 7 : 4;
  rsrpDbm.forEach((level, i) => {
    context.beginPath();
    context.arc(...pixel(sheet, x[i]!, y[i]!), radius, 0, 2 * Math.PI);
    context.fillStyle = css(colourOf(scale, level));
    context.fill();
    context.stroke();
  });
}

function drawSectors(sheet: Sheet, sectors: ReportMap['sectors']): void {
  const { context } = sheet;
  const named = new Set<string>();
  for (const { x, y, azimuthDeg, pattern } of sectors) {
    const [px, py] = pixel(sheet, x, y);
    if (pattern !== 'iso') drawArrow(context, px, py, azimuthDeg);
    context.beginPath();
    context.arc(px, py, 11, 0, 2 * Math.PI);
    context.fillStyle = css(COLOURS.accent);
    context.fill();
    context.lineWidth = 3;
    context.strokeStyle = COLOURS.road;
    context.stroke();
  }
  context.font = '600 38px "Inter Variable", sans-serif';
  context.textBaseline = 'middle';
  for (const { x, y, site, siteId } of sectors) {
    if (named.has(siteId)) continue;
    named.add(siteId);
    const [px, py] = pixel(sheet, x, y);
    const width = context.measureText(site).width;
    const left = px + 20 + width > context.canvas.width - 8 ? px - 20 - width : px + 20;
    halo(context, site, left, py - 30);
  }
}

function drawArrow(context: CanvasRenderingContext2D, px: number, py: number, azimuthDeg: number): void {
  const angle = mathFromBearing(azimuthDeg);
  const at = (turn: number, radius: number): [number, number] => [
    px + radius * Math.cos(angle + turn),
    py - radius * Math.sin(angle + turn),
  ];
  context.beginPath();
  context.moveTo(px, py);
  context.lineTo(...at(0.32, 64));
  context.lineTo(...at(-0.32, 64));
  context.closePath();
  context.fillStyle = css(COLOURS.accent);
  context.globalAlpha = 0.75;
  context.fill();
  context.globalAlpha = 1;
}

function halo(context: CanvasRenderingContext2D, text: string, left: number, middle: number): void {
  context.lineJoin = 'round';
  context.lineWidth = 8;
  context.strokeStyle = COLOURS.road;
  context.strokeText(text, left, middle);
  context.fillStyle = css(COLOURS.mast);
  context.fillText(text, left, middle);
}

/** The greatest of 1, 2 and 5 times a power of ten that is no longer. */
function roundLength(mostM: number): number {
  const power = 10 ** Math.floor(Math.log10(mostM));
  return power * ([5, 2].find((step) => step * power <= mostM) ?? 1);
}

/** A round length, a fifth of the map at most, and which way is north. */
function drawScaleBar({ context, bounds, pixelsPerM }: Sheet): void {
  const lengthM = roundLength((bounds.maxX - bounds.minX) / 5);
  const length = lengthM * pixelsPerM;
  const { width, height } = context.canvas;
  const left = width - length - 104;
  const base = height - 38;
  context.globalAlpha = 0.88;
  context.fillStyle = COLOURS.road;
  context.fillRect(left - 28, base - 72, length + 112, 92);
  context.globalAlpha = 1;
  context.strokeStyle = css(COLOURS.mast);
  context.fillStyle = css(COLOURS.mast);
  context.lineWidth = 3;
  context.beginPath();
  context.moveTo(left, base - 10);
  context.lineTo(left, base + 4);
  context.lineTo(left + length, base + 4);
  context.lineTo(left + length, base - 10);
  context.stroke();
  context.font = '500 36px "Inter Variable", sans-serif';
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  context.fillText(lengthM >= 1000 ? `${lengthM / 1000} km` : `${lengthM} m`, left + length / 2, base - 20);
  const north = left + length + 46;
  context.fillText('N', north, base + 4);
  context.beginPath();
  context.moveTo(north, base - 64);
  context.lineTo(north - 11, base - 34);
  context.lineTo(north + 11, base - 34);
  context.closePath();
  context.fill();
  context.textAlign = 'left';
}
