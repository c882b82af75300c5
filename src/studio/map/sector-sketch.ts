import type { SectorSettings } from '../store/project-document.ts';
import { isSelected } from '../store/selection.ts';
import { BASEMAP_COLOURS } from './basemap-colours.ts';
import { css } from './colour-scales.ts';
import type { Eye } from './eye.ts';
import { lobeReachM, type MapPicture } from './map-picture.ts';
import { lobeOutline } from './sector-lobe.ts';

/** Points of the window [px]. */
type Line = readonly (readonly [x: number, y: number])[];

/** A lobe or a mast as it is seen. */
interface Stroke {
  readonly points: Line;
  readonly colour: string;
  /** [px] */
  readonly width: number;
  readonly alpha: number;
  /** Of a closed one. */
  readonly fillAlpha: number | null;
}

/** Part of the window [px]. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Lobes and masts of sectors of a picture, as the map draws them. What reaches behind the eye is left out. */
export function sketchSectors(picture: MapPicture, sectors: readonly SectorSettings[], eye: Eye): readonly Stroke[] {
  const { scene, selection, cuts, theme, drawnScale } = picture;
  if (!scene) return [];
  const { accent, quiet, mast } = BASEMAP_COLOURS[theme];
  return sectors.flatMap((sector) => {
    const chosen = isSelected(sector, selection);
    const reachM = lobeReachM(scene) * (chosen ? 1 : 0.42);
    const lobe = seen(lobeOutline(sector, cuts.get(sector.pattern) ?? (() => 0), reachM), eye);
    const pole = seen([[sector.x, sector.y, 0] as const, [sector.x, sector.y, sector.heightM] as const], eye);
    const look = chosen
      ? { colour: css(accent), width: drawnScale * 2, alpha: 1, fillAlpha: 0.23 }
      : { colour: css(quiet), width: drawnScale * 1.25, alpha: 0.75, fillAlpha: 0.18 };
    return [
      ...(lobe ? [{ points: lobe, ...look }] : []),
      ...(pole ? [{ points: pole, colour: css(mast), width: drawnScale * 2, alpha: 1, fillAlpha: null }] : []),
    ];
  });
}

/** The least part of a window that holds what is seen of the strokes, in whole pixels; null where nothing is. */
export function boxOf(
  strokes: readonly Stroke[],
  window: { readonly width: number; readonly height: number },
): Box | null {
  let [left, top, right, bottom] = [window.width, window.height, 0, 0];
  for (const { points, width } of strokes)
    for (const [x, y] of points) {
      left = Math.max(0, Math.min(left, Math.floor(x - width)));
      top = Math.max(0, Math.min(top, Math.floor(y - width)));
      right = Math.min(window.width, Math.max(right, Math.ceil(x + width)));
      bottom = Math.min(window.height, Math.max(bottom, Math.ceil(y + width)));
    }
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : null;
}

/** Draws strokes; `scale`: points of the canvas by pixels of the window, which has its origin at (`left`, `top`) of it. */
export function drawStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  { scale = 1, left = 0, top = 0 }: { readonly scale?: number; readonly left?: number; readonly top?: number },
): void {
  for (const { points, colour, width, alpha, fillAlpha } of strokes) {
    context.beginPath();
    for (const [x, y] of points) context.lineTo(scale * (x - left), scale * (y - top));
    context.strokeStyle = colour;
    context.lineWidth = scale * width;
    if (fillAlpha !== null) {
      context.closePath();
      context.fillStyle = colour;
      context.globalAlpha = fillAlpha;
      context.fill();
    }
    context.globalAlpha = alpha;
    context.stroke();
    context.globalAlpha = 1;
  }
}

function seen(points: readonly (readonly [number, number, number])[], eye: Eye): Line | null {
  const there = points.map((point) => eye(...point));
  return there.some(([, , w]) => w <= 0) ? null : there.map(([x, y, w]) => [x / w, y / w]);
}
