import { cellAt, type RasterGrid } from '../../raster/raster-grid.ts';
import type { MapView, ScreenPoint } from './map-view.ts';

export interface Roofs {
  readonly grid: RasterGrid;
  readonly heightM: Float32Array;
  readonly highestM: number;
}

export interface SurfacePoint {
  readonly x: number;
  readonly y: number;
  /** Roof that is seen there [m]; null where the ground is. */
  readonly roofM: number | null;
}

/** What the eye sees under a point of the window: the first roof or wall on the sight line, else the ground. */
export function surfaceAt(view: MapView, screen: ScreenPoint, roofs: Roofs | null): SurfacePoint {
  const ground = view.groundAt(screen);
  if (!roofs || roofs.highestM === 0) return { ...ground, roofM: null };
  const top = view.positionAt(screen, roofs.highestM);
  const steps = Math.max(1, Math.ceil(Math.hypot(top.x - ground.x, top.y - ground.y) / roofs.grid.cellSizeM));
  for (let i = 0; i <= steps; i++) {
    const share = i / steps;
    const x = top.x + (ground.x - top.x) * share;
    const y = top.y + (ground.y - top.y) * share;
    const cell = cellAt(roofs.grid, x, y);
    const roof = cell < 0 ? 0 : roofs.heightM[cell]!;
    if (roof > 0 && roof >= roofs.highestM * (1 - share)) return { x, y, roofM: roof };
  }
  return { ...ground, roofM: null };
}
