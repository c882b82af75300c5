import { observe } from '../calibration/observations.ts';
import { ANTENNA_ONLY, PhysicalModel } from '../calibration/physical/physical-model.ts';
import type { SectorCase } from '../calibration/sector-case.ts';
import { shadowField } from '../measurements/shadow-field.ts';
import type { PathCache } from '../propagation/path-cache.ts';
import { DEFAULT_SETTINGS, type SolveSettings } from '../propagation/solve-request.ts';
import { createPathRecorderCpu } from '../propagation/sweep/record-on-cpu.ts';
import { createSweepSolverCpu } from '../propagation/sweep/solve-on-cpu.ts';
import { box, cityOf, sectorAt } from '../propagation/sweep/sweep-fixture.ts';
import type { ParametricPattern } from '../radio/antenna-pattern.ts';
import { rsrpMap } from '../radio/link-budget.ts';
import { cellCentre, gridOfBounds } from '../raster/raster-grid.ts';
import { roofRaster } from '../scene/roof-raster.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { Random } from '../units/random.ts';

/** A town of a few blocks, a mast in its middle, and what a phone would have measured of it: small enough for unit tests. */
export const TOWN: Scene = cityOf(
  [
    box('west', -160, -40, -60, 30, 18),
    box('east', 30, -60, 130, 10, 25),
    { ...box('north', -40, 60, 80, 120, 12), wallMaterial: 'glass' },
    box('south', -90, -150, 40, -90, 15),
    box('kiosk', -5, 25, 5, 35, 4),
  ],
  { groundMaterial: 'medium_dry_ground' },
);

export const TRUE_PATTERN: ParametricPattern = {
  kind: 'parametric',
  name: 'truth',
  peakGainDbi: 12,
  horizontalBeamwidthDeg: 70,
  verticalBeamwidthDeg: 30,
  frontToBackDb: 30,
  sideLobeDb: 30,
};

export const TRUE_SECTOR: Sector = {
  ...sectorAt(0, 0, 32),
  id: 'A1',
  frequencyHz: 2.1e9,
  azimuthDeg: 70,
  downtiltDeg: 8,
  pattern: TRUE_PATTERN,
  powerDbm: 15,
  powerPer: 're',
};

export const SETTINGS: SolveSettings = { ...DEFAULT_SETTINGS, azimuths: 512, maxDepth: 4 };
const GRID = gridOfBounds({ minX: -200, minY: -200, maxX: 200, maxY: 200 }, 10);
const RECEIVER_Z_M = 1.5;

let outdoor: { cells: number[]; paths: Promise<PathCache> } | null = null;

function measuredCells() {
  if (outdoor) return outdoor;
  const roofs = roofRaster(TOWN.buildings, GRID);
  const cells = Array.from(roofs.keys()).filter((c) => roofs[c] === 0);
  const paths = createPathRecorderCpu().record({
    scene: TOWN,
    sector: TRUE_SECTOR,
    grid: GRID,
    receiverZM: RECEIVER_Z_M,
    settings: SETTINGS,
    cells: Uint32Array.from(cells),
    keep: 'materials',
  });
  outdoor = { cells, paths };
  return outdoor;
}

export interface TownOptions {
  readonly noiseDb?: number;
  readonly shadowingDb?: number;
  readonly seed?: number;
  /** What the list says of the sector, where it errs. */
  readonly listed?: Partial<Sector>;
}

/** The town's outdoor cells with the levels of the true antenna, scattered as asked; the case's own sector is the listed one. */
export async function townCase(options: TownOptions = {}): Promise<SectorCase> {
  const { noiseDb = 0, shadowingDb = 0, seed = 1, listed = {} } = options;
  const { cells, paths: recording } = measuredCells();
  const paths = await recording;
  const places = cells.map((c) => cellCentre(GRID, c));
  const x = places.map((p) => p.x);
  const y = places.map((p) => p.y);
  const blank = observe(TOWN, x, y, new Float64Array(cells.length).fill(-100), GRID.cellSizeM);
  const truth = new PhysicalModel(
    { scene: TOWN, sector: TRUE_SECTOR, cache: paths, wallThicknessM: 0.1 },
    ANTENNA_ONLY,
  );
  const random = new Random(seed);
  const shadow = shadowField(shadowingDb, 30, random.bits());
  const levelDbm = truth
    .evaluate(truth.start(), null)
    .map((level, i) => level + shadow(blank.x[i]!, blank.y[i]!) + noiseDb * random.normal());
  const sector = { ...TRUE_SECTOR, ...listed };
  return {
    scene: TOWN,
    sector,
    observations: { ...blank, levelDbm },
    routeOf: null,
    receiverZM: RECEIVER_Z_M,
    wallThicknessM: SETTINGS.wallThicknessM,
    materials: {},
    paths,
    levelRaster: async () => {
      const request = { scene: TOWN, sector, grid: GRID, receiverZM: RECEIVER_Z_M, settings: SETTINGS };
      const map = await createSweepSolverCpu().solve(request);
      return { grid: GRID, levelDbm: rsrpMap(map.pathGain, map.validity, sector) };
    },
    served: null,
  };
}
