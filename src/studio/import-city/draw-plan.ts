import { PREVIEW_KINDS, type PreviewKind } from '../../io/map-source/map-source.ts';
import type { MapPreview } from '../../worker/map-protocol.ts';
import type { ThemeName } from '../app/theme.ts';
import { BASEMAP_COLOURS } from '../map/basemap-colours.ts';
import { css } from '../map/colour-scales.ts';
import type { PlanView } from './plan-view.ts';

/** Draws the plan of a preview, in the colours of the map. */
export function drawPlan(
  canvas: HTMLCanvasElement,
  view: PlanView,
  preview: MapPreview | null,
  theme: ThemeName,
): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(view.width * ratio);
  canvas.height = Math.round(view.height * ratio);
  const context = canvas.getContext('2d');
  if (!context) return;
  const colours = BASEMAP_COLOURS[theme];
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, view.width, view.height);
  if (!preview) return;
  const fills: Partial<Record<PreviewKind, string>> = {
    green: css(colours.green),
    water: colours.water,
    building: css(colours.quiet),
    place: css(colours.quiet),
  };
  for (const [code, kind] of PREVIEW_KINDS.entries()) {
    const path = pathOf(preview, code, kind, view);
    if (kind === 'road') {
      context.strokeStyle = colours.groundEdge;
      context.lineWidth = 1.5;
      context.stroke(path);
    } else {
      context.fillStyle = fills[kind] ?? colours.ground;
      context.fill(path, 'evenodd');
    }
  }
}

function pathOf({ kinds, starts, xy }: MapPreview, code: number, kind: PreviewKind, view: PlanView): Path2D {
  const path = new Path2D();
  const place = (i: number): [number, number] => [
    view.width / 2 + (xy[2 * i]! - view.x) / view.unitsPerPx,
    view.height / 2 + (xy[2 * i + 1]! - view.y) / view.unitsPerPx,
  ];
  for (let shape = 0; shape < kinds.length; shape++) {
    if (kinds[shape] !== code) continue;
    for (let i = starts[shape]!; i < starts[shape + 1]!; i++) {
      const [x, y] = place(i);
      if (kind === 'place') path.rect(x - 0.75, y - 0.75, 1.5, 1.5);
      else if (i === starts[shape]) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    if (kind !== 'road' && kind !== 'place') path.closePath();
  }
  return path;
}
