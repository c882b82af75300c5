import { observe } from '../src/calibration/observations.ts';
import { ANTENNA_ONLY, PhysicalModel } from '../src/calibration/physical/physical-model.ts';
import type { SectorCase } from '../src/calibration/sector-case.ts';
import type { Engine } from '../src/engine/engine.ts';
import { shadowField } from '../src/measurements/shadow-field.ts';
import type { SolveSettings } from '../src/propagation/solve-request.ts';
import { cellCentre, gridOfBounds } from '../src/raster/raster-grid.ts';
import { roofRaster } from '../src/scene/roof-raster.ts';
import type { Scene } from '../src/scene/scene.ts';
import type { Sector } from '../src/sites/sector.ts';
import { Random } from '../src/units/random.ts';

const RECEIVER_Z_M = 1.5;
const CELL_M = 5;

export interface MeasuredSectorOptions {
  readonly cells: number;
  readonly settings: SolveSettings;
  /** Shadowing [dB] with its correlation [m], and noise of a reading [dB]. */
  readonly shadowingDb: number;
  readonly correlationM: number;
  readonly noiseDb: number;
  readonly seed: number;
}

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
  const chosen = new Set<number>();
  while (chosen.size < o.cells) {
    const cell = random.below(grid.columns * grid.rows);
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
  const paths = await engine.recordPaths({
    scene,
    sector: listed,
    grid: blank.grid,
    receiverZM: RECEIVER_Z_M,
    settings: o.settings,
    cells: blank.cell,
    keep: 'materials',
  });
  const pathsMs = performance.now() - began;
  const model = new PhysicalModel(
    { scene, sector: truth, cache: paths, wallThicknessM: o.settings.wallThicknessM },
    ANTENNA_ONLY,
  );
  const shadow = shadowField(o.shadowingDb, o.correlationM, random.bits());
  const levelDbm = model
    .evaluate(model.start(), null)
    .map((level, i) => level + shadow(blank.x[i]!, blank.y[i]!) + o.noiseDb * random.normal());
  return {
    of: {
      scene,
      sector: listed,
      observations: { ...blank, levelDbm },
      routeOf: null,
      receiverZM: RECEIVER_Z_M,
      wallThicknessM: o.settings.wallThicknessM,
      materials: {},
      paths,
      levelRaster: null,
      served: null,
    },
    pathsMs,
  };
}
