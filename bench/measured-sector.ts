import { type Observations, observe, pick } from '../src/calibration/observations.ts';
import { ANTENNA_ONLY, PhysicalModel } from '../src/calibration/physical/physical-model.ts';
import type { SectorCase } from '../src/calibration/sector-case.ts';
import type { Engine } from '../src/engine/engine.ts';
import { foliageLossDb } from '../src/measurements/foliage-loss.ts';
import { perturbHeights } from '../src/measurements/perturb-heights.ts';
import { shadowField } from '../src/measurements/shadow-field.ts';
import type { PathCache } from '../src/propagation/path-cache.ts';
import { pathsToCells } from '../src/propagation/select-paths.ts';
import type { SolveSettings } from '../src/propagation/solve-request.ts';
import { cellAt, cellCentre, gridOfBounds } from '../src/raster/raster-grid.ts';
import { holdsPoint } from '../src/scene/building-at.ts';
import { roofRaster } from '../src/scene/roof-raster.ts';
import type { Scene } from '../src/scene/scene.ts';
import type { Sector } from '../src/sites/sector.ts';
import { Random } from '../src/units/random.ts';

const RECEIVER_Z_M = 1.5;
const CELL_M = 5;
const CELLS_SEED = 11;

export interface MeasuredSectorOptions {
  readonly cells: number;
  readonly settings: SolveSettings;
  /** Shadowing [dB] with its correlation [m], and noise of a reading [dB]. */
  readonly shadowingDb: number;
  readonly correlationM: number;
  readonly noiseDb: number;
  /** What a drive test meets that no engine is told of: building heights 2.5 m off, trees, positions up to some 10 m off. */
  readonly mismatch?: boolean;
  /** Paths of an earlier call for the same place and number of cells: they depend on neither seed nor antenna. */
  readonly paths?: PathCache;
  readonly seed: number;
}

/** Standard deviations of the mismatch [m], and how far a position's error reaches. */
const HEIGHT_ERROR_M = 2.5;
const POSITION_ERROR_M = 4;
const POSITION_REACH_M = 80;

/**
 * A case whose truth is known: levels of the true sector at random outdoor cells, with shadowing and noise. The case's own sector is
 * what a list would say.
 */
export async function measuredSector(
  engine: Engine,
  scene: Scene,
  truth: Sector,
  listed: Sector,
  o: MeasuredSectorOptions,
): Promise<{ of: SectorCase; pathsMs: number }> {
  const grid = gridOfBounds(scene.boundsM, CELL_M);
  const roofs = roofRaster(scene.buildings, grid);
  const random = new Random(o.seed);
  const draw = new Random(CELLS_SEED);
  const chosen = new Set<number>();
  while (chosen.size < o.cells) {
    const cell = draw.below(grid.columns * grid.rows);
    if (roofs[cell] === 0) chosen.add(cell);
  }
  const places = [...chosen].map((cell) => cellCentre(grid, cell));
  const blank = observe(
    scene,
    places.map((p) => p.x),
    places.map((p) => p.y),
    new Float64Array(o.cells).fill(-100),
    CELL_M,
  );
  const began = performance.now();
  const paths =
    o.paths ??
    (await engine.recordPaths({
      scene,
      sector: listed,
      grid: blank.grid,
      receiverZM: RECEIVER_Z_M,
      settings: o.settings,
      cells: blank.cell,
      keep: 'materials',
    }));
  const pathsMs = performance.now() - began;
  const shadow = shadowField(o.shadowingDb, o.correlationM, random.bits());
  const heard = o.mismatch
    ? await levelsInAnotherCity(engine, scene, truth, blank, o, random)
    : levelsOf(scene, truth, paths, o.settings);
  const levelDbm = heard.map((level, i) => level + shadow(blank.x[i]!, blank.y[i]!) + o.noiseDb * random.normal());
  // A phone that hears nothing reports nothing.
  const reported = Uint32Array.from(levelDbm.keys()).filter((i) => Number.isFinite(levelDbm[i]!));
  return {
    of: {
      scene,
      sector: listed,
      observations: pick({ ...blank, levelDbm }, reported),
      routeOf: null,
      receiverZM: RECEIVER_Z_M,
      wallThicknessM: o.settings.wallThicknessM,
      materials: {},
      paths: reported.length === levelDbm.length ? paths : pathsToCells(paths, reported),
      levelRaster: null,
      served: null,
    },
    pathsMs,
  };
}

function levelsOf(scene: Scene, sector: Sector, paths: PathCache, { wallThicknessM }: SolveSettings): Float64Array {
  const model = new PhysicalModel({ scene, sector, cache: paths, wallThicknessM }, ANTENNA_ONLY);
  return model.evaluate(model.start(), null);
}

/** Levels in a city whose heights differ, behind its trees, at places a little off those that are reported. */
async function levelsInAnotherCity(
  engine: Engine,
  scene: Scene,
  truth: Sector,
  { grid, x, y }: Observations,
  o: MeasuredSectorOptions,
  random: Random,
): Promise<Float64Array> {
  const city = keepingRoof(perturbHeights(scene, HEIGHT_ERROR_M, random.bits()), scene, truth);
  const east = shadowField(POSITION_ERROR_M, POSITION_REACH_M, random.bits());
  const north = shadowField(POSITION_ERROR_M, POSITION_REACH_M, random.bits());
  const cellOf = x.map((v, i) => Math.max(0, cellAt(grid, v + east(v, y[i]!), y[i]! + north(v, y[i]!))));
  const cells = Uint32Array.from(new Set(cellOf)).sort();
  const paths = await engine.recordPaths({
    scene: city,
    sector: truth,
    grid,
    receiverZM: RECEIVER_Z_M,
    settings: o.settings,
    cells,
    keep: 'antennas',
  });
  const levels = levelsOf(city, truth, paths, o.settings);
  const place = new Map(Array.from(cells, (cell, k) => [cell, k]));
  const antenna = { x: truth.x, y: truth.y, heightM: truth.z - (scene.groundZM ?? 0) };
  return Float64Array.from(cellOf, (cell) => {
    const at = cellCentre(grid, cell);
    const trees = scene.landUse
      ? foliageLossDb(scene.landUse, antenna, { ...at, heightM: RECEIVER_Z_M }, truth.frequencyHz)
      : 0;
    return levels[place.get(cell)!]! - trees;
  });
}

/** The building that carries the sector keeps its height, or the antenna might stand inside it. */
function keepingRoof(city: Scene, scene: Scene, sector: Sector): Scene {
  const buildings = city.buildings.map((building, i) =>
    holdsPoint(building, sector.x, sector.y) ? scene.buildings[i]! : building,
  );
  return { ...city, buildings };
}
