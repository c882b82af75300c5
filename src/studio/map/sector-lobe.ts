import { mathFromBearing } from '../../units/angle.ts';
import { HAND_LIMITS, within } from '../commands/hand-limits.ts';
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

/** The tilt handle hangs below the lobe's axis by so much for every degree [px], however the camera looks. */
const PX_PER_DEG = 3;
const TILT_STEP_DEG = 0.5;

/** Point of the lobe's axis from which the tilt handle hangs: between mast and tip, clear of both. */
export function beamMiddle(sector: SectorSettings, reachM: number): LobePoint {
  return lobePoint(sector, 0, 0.6 * reachM);
}

/** How far below the axis the tilt handle hangs [px]. */
export function tiltDropPx(downtiltDeg: number): number {
  return PX_PER_DEG * downtiltDeg;
}

/** The tilt [deg] after a drag downwards, in steps of half a degree within what can be set. */
export function draggedTilt(downtiltDeg: number, downPx: number): number {
  return steppedTilt(downtiltDeg + downPx / PX_PER_DEG);
}

/** The tilt [deg] in steps of half a degree, within what can be set. */
export function steppedTilt(deg: number): number {
  return within(HAND_LIMITS.downtiltDeg, Math.round(deg / TILT_STEP_DEG) * TILT_STEP_DEG);
}
