import { cellAt } from '../raster/raster-grid.ts';
import type { ClassRaster } from '../scene/scene.ts';

/** Height of the trees' crowns [m]. */
const CANOPY_M = 12;
/** Step along the path [m]; below the land-use raster's cell. */
const STEP_M = 2.5;
/** How densely land of a class stands with trees [0..1]; classes not named have none. */
const TREE_COVER: Readonly<Record<string, number>> = {
  woodland: 1,
  park: 0.2,
  cemetery: 0.3,
  allotments: 0.1,
  avenue: 0.12,
  'slab housing': 0.05,
  'detached housing': 0.06,
};

/**
 * Loss [dB >= 0] by trees on the straight path from an antenna (x, y, height above ground [m]) to a receiver, in the part of it
 * that runs below the crowns: ITU-R P.833-10 equations 1 and 2, A = A_m (1 - exp(-d gamma / A_m)), with d the length inside
 * trees [m] and A_m = 0.18 f^0.752 [dB, f in MHz]; gamma follows its curve for vertical polarisation in woodland, taken as
 * 0.2 dB/m at 1 GHz and growing with f^0.6.
 */
export function foliageLossDb(
  landUse: ClassRaster,
  antenna: { readonly x: number; readonly y: number; readonly heightM: number },
  receiver: { readonly x: number; readonly y: number; readonly heightM: number },
  frequencyHz: number,
): number {
  const distance = Math.hypot(antenna.x - receiver.x, antenna.y - receiver.y);
  const rise = antenna.heightM - receiver.heightM;
  const share = rise > CANOPY_M - receiver.heightM ? (CANOPY_M - receiver.heightM) / rise : 1;
  const below = distance * Math.max(0, share);
  if (below < STEP_M) return 0;
  const slant = Math.hypot(1, rise / distance);
  let inTrees = 0;
  const steps = Math.floor(below / STEP_M);
  for (let k = 0; k < steps; k++) {
    const t = ((k + 0.5) * STEP_M) / distance;
    const cell = cellAt(
      landUse.grid,
      receiver.x + t * (antenna.x - receiver.x),
      receiver.y + t * (antenna.y - receiver.y),
    );
    if (cell < 0) continue;
    inTrees += STEP_M * slant * (TREE_COVER[landUse.names[landUse.classes[cell]!] ?? ''] ?? 0);
  }
  const mhz = frequencyHz / 1e6;
  const most = 0.18 * mhz ** 0.752;
  const perMetre = 0.2 * (mhz / 1000) ** 0.6;
  return most * (1 - Math.exp((-inTrees * perMetre) / most));
}
