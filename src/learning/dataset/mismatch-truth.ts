import { binByCell } from '../../measurements/bin-by-cell.ts';
import { localPositions } from '../../measurements/measurement-set.ts';
import { perturbHeights } from '../../measurements/perturb-heights.ts';
import { driveVirtually } from '../../measurements/virtual-drive.ts';
import type { RadioMap } from '../../propagation/radio-map.ts';
import type { SolveRequest } from '../../propagation/solve-request.ts';
import { resourceElementDbm } from '../../radio/link-budget.ts';
import { cellAt } from '../../raster/raster-grid.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import { Random } from '../../units/random.ts';

/** How far the world differs from the model of it, in the truth that stands for measurements. */
export const MISMATCH = {
  /** Error of the building heights [m]. */
  heightErrorM: 2.5,
  /** Feeder, body and car [dB]: mean and spread over sectors; no list of sites knows it. */
  extraLossDb: [6, 4],
  shadowingDb: 7,
  correlationM: 50,
  /** Greatest error of a reported position [m]. */
  positionErrorM: 10,
  noiseDb: 2,
  samples: 4000,
  everyM: 6,
  sensitivityDbm: -135,
} as const;

/**
 * What a drive through the streets of a city that is not quite the modelled one would have measured of a sector: heights that err,
 * trees, an unknown loss, correlated shadowing, noise, erring positions; the median by cell. As path gain [dB] over the nominal level
 * of a resource element; NaN where nothing was measured.
 */
export async function mismatchTruth(
  request: SolveRequest,
  solve: (request: SolveRequest) => Promise<RadioMap>,
  seed: number,
): Promise<Float32Array> {
  const random = new Random(seed);
  const { sector, grid } = request;
  const scene = perturbHeights(request.scene, MISMATCH.heightErrorM, random.bits());
  const roofs = scene.buildings.filter((b) => b.heightM >= sector.z - (scene.groundZM ?? 0));
  // A roof must not swallow the antenna that stands on it.
  const under = new Set(roofs.map(({ id }) => id));
  const buildings = scene.buildings.map((b, i) => (under.has(b.id) ? request.scene.buildings[i]! : b));
  const map = await solve({ ...request, scene: { ...scene, buildings } });
  const level = resourceElementDbm(sector);
  const loss = MISMATCH.extraLossDb[0] + MISMATCH.extraLossDb[1] * random.normal();
  const drive = driveVirtually(
    scene,
    [sector],
    (_, x, y) => {
      const cell = cellAt(grid, x, y);
      if (cell < 0 || map.validity[cell] === 0) return Number.NaN;
      return level - loss + dbFromLinear(map.pathGain[cell]!);
    },
    { ...MISMATCH, foliage: true, stepDb: 1, seed: random.bits() },
  );
  const { x, y } = localPositions(drive.measurements, scene.frame);
  return binByCell(grid, x, y, drive.measurements.rsrpDbm).medianDbm.map((median) => median - level);
}
