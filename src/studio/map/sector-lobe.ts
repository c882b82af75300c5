import { mathFromBearing } from '../../units/angle.ts';
import type { SectorSettings } from '../store/project-document.ts';

/** Horizontal attenuation [dB >= 0] at an angle off boresight [deg]. */
export type HorizontalCut = (offsetDeg: number) => number;

/** Local position and height above ground [m] of a point of the lobe. */
export type LobePoint = readonly [number, number, number];

const FLOOR_DB = 24;

/** Radius of the lobe [0..1] at an angle off boresight: field strength, so that the -3 dB width can be seen. */
function lobeRadius(cut: HorizontalCut, offsetDeg: number): number {
  return Math.max(0.07, 1 - Math.min(cut(offsetDeg), FLOOR_DB) / FLOOR_DB);
}

/** Outline of a sector's lobe at the height of its antenna, `reachM` long. */
export function lobeOutline(sector: SectorSettings, cut: HorizontalCut, reachM: number): LobePoint[] {
  const outline: LobePoint[] = [];
  for (let offset = -180; offset < 180; offset += 4) {
    outline.push(lobePoint(sector, offset, reachM * lobeRadius(cut, offset)));
  }
  return outline;
}

/** Tip of the lobe: where its azimuth is turned. */
export function lobeTip(sector: SectorSettings, reachM: number): LobePoint {
  return lobePoint(sector, 0, reachM);
}

function lobePoint(sector: SectorSettings, offsetDeg: number, radiusM: number): LobePoint {
  const angle = mathFromBearing(sector.azimuthDeg + offsetDeg);
  return [sector.x + radiusM * Math.cos(angle), sector.y + radiusM * Math.sin(angle), sector.heightM];
}
