import type { CalibratedSector, CalibrationMethod } from '../calibration/report.ts';
import type { SolveRequest } from '../propagation/solve-request.ts';
import type { MaterialOverride, MaterialOverrides } from '../radio/materials.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { badInput } from '../units/errors.ts';

/** Methods whose result a map can be made of: what the engine is asked for, and a correction on top. Others are formulas of their own. */
export const SOLVABLE_METHODS: readonly CalibrationMethod[] = ['offset', 'A', 'AM', 'AMv', 'per-building', 'tuned'];

/** The parts of a solve that a calibration changes. */
export type CalibratedRequest = Required<Pick<SolveRequest, 'scene' | 'sector' | 'materials'>>;

/**
 * What the sweep is to be asked so that it gives a calibrated sector's levels: the sector's azimuth, downtilt, pattern and an offset that
 * counts as a loss the other way round, overrides of materials, and for buildings with walls of their own a scene in which
 * each of them names a wall material that no other building shares. The scene is the same object where no building is changed.
 * @param materials overrides that the calibration began with; its own win
 * @throws UserError('bad-input') for a building that the scene lacks
 */
export function applyCalibration(
  scene: Scene,
  sector: Sector,
  calibrated: CalibratedSector,
  materials: MaterialOverrides = {},
): CalibratedRequest {
  const { antenna, buildings, offsetDb } = calibrated;
  const own = ownWalls(scene, sector, buildings);
  return {
    scene: own.scene,
    sector: { ...sector, ...antenna, lossesDb: sector.lossesDb - offsetDb },
    materials: { ...materials, ...calibrated.materials, ...own.materials },
  };
}

function ownWalls(
  scene: Scene,
  sector: Sector,
  overrides: Readonly<Record<string, MaterialOverride>>,
): { scene: Scene; materials: MaterialOverrides } {
  const ids = Object.keys(overrides);
  if (ids.length === 0) return { scene, materials: {} };
  const known = new Set(scene.buildings.map(({ id }) => id));
  const absent = ids.filter((id) => !known.has(id));
  if (absent.length > 0)
    throw badInput(
      `The calibration of sector ${sector.id} has walls of their own for ${ids.length} buildings, and ${scene.name} lacks ${absent.length} of them (${absent.slice(0, 3).join(', ')}${absent.length > 3 ? ', ...' : ''}): it was made in another scene; use that one, or calibrate here.`,
    );
  const materials: Record<string, MaterialOverride> = {};
  const thicknessM: Record<string, number> = { ...scene.thicknessM };
  const scattering = { ...scene.scattering };
  const buildings = scene.buildings.map((building) => {
    const override = Object.hasOwn(overrides, building.id) ? overrides[building.id] : undefined;
    if (!override) return building;
    const wallMaterial = `${building.wallMaterial}@${building.id}`;
    materials[wallMaterial] = override;
    const thickness = scene.thicknessM[building.wallMaterial];
    if (thickness !== undefined) thicknessM[wallMaterial] = thickness;
    const rough = scene.scattering?.[building.wallMaterial];
    if (rough) scattering[wallMaterial] = rough;
    return { ...building, wallMaterial };
  });
  return { scene: { ...scene, buildings, thicknessM, scattering }, materials };
}
