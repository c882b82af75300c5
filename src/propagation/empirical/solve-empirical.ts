import { antennaField } from '../../radio/antenna.ts';
import { type EmpiricalModel, type EmpiricalPath, empiricalLoss, empiricalLossDb } from '../../radio/empirical.ts';
import { freeSpaceLossDb } from '../../radio/free-space.ts';
import { cellCentre, cellCount, gridBounds, gridOfBounds, type RasterGrid } from '../../raster/raster-grid.ts';
import { roofRaster } from '../../scene/roof-raster.ts';
import { breathe } from '../../units/breathe.ts';
import { badInput, UserError } from '../../units/errors.ts';
import { PROVENANCE, type RadioMap } from '../radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../solve-request.ts';
import { clearsRoofs } from './roof-sight.ts';

export type FormulaName = EmpiricalModel | 'free-space';

/** Formulas diverge at the mast; TR 38.901 speaks from 10 m on. */
const LEAST_DISTANCE_M = 10;
const MAX_ROOF_CELLS = 2 ** 24;
const SLICE_MS = 30;

/**
 * Maps of a formula instead of rays: path loss by distance, heights and line of sight (over the scene's roofs, on the grid's
 * own cells), with the antenna's gain towards the cell's centre. Cells inside buildings count as out of sight. `free-space`
 * looks at no building.
 */
export function createEmpiricalSolver(formula: FormulaName): RadioMapSolver {
  return { name: formula, solve: (request, hooks) => solve(formula, request, hooks ?? {}), dispose() {} };
}

async function solve(formula: FormulaName, request: SolveRequest, hooks: SolveHooks): Promise<RadioMap> {
  const { scene, sector, grid, receiverZM } = request;
  const began = performance.now();
  const ground = scene.groundZM ?? 0;
  const transmitter = { x: sector.x, y: sector.y, heightM: sector.z - ground };
  const receiverHeightM = receiverZM - ground;
  if (transmitter.heightM <= 0 || receiverHeightM <= 0) {
    throw badInput(
      `Engine ${formula}: sector ${sector.id} at ${transmitter.heightM} m and receivers at ${receiverHeightM} m above ground must both be above it; raise them.`,
    );
  }
  const blind = formula === 'free-space';
  const roofGrid = gridWith(grid, sector.x, sector.y);
  const roofs = blind ? new Float32Array(0) : roofRaster(scene.buildings, roofGrid);
  const packed = performance.now();
  const cells = cellCount(grid);
  const pathGain = new Float64Array(cells);
  const provenance = new Uint8Array(cells);
  const lineOfSight = new Uint8Array(cells);
  let slice = performance.now();
  for (let cell = 0; cell < cells; cell++) {
    const { x, y } = cellCentre(grid, cell);
    const dx = x - sector.x;
    const dy = y - sector.y;
    const dz = receiverZM - sector.z;
    const length = Math.max(Math.hypot(dx, dy, dz), 1e-6);
    const sight = blind || clearsRoofs(roofs, roofGrid, transmitter, { x, y, heightM: receiverHeightM });
    const loss = blind
      ? freeSpaceLossDb(Math.max(length, 0.1), sector.frequencyHz)
      : empiricalLossDb(formula, pathTo(request, Math.hypot(dx, dy), sight));
    const [theta, phi] = antennaField(
      sector.pattern,
      0,
      sector.azimuthDeg,
      sector.downtiltDeg,
      dx / length,
      dy / length,
      dz / length,
    );
    pathGain[cell] = (theta * theta + phi * phi) * 10 ** (-loss / 10);
    lineOfSight[cell] = sight ? 1 : 0;
    provenance[cell] = sight ? PROVENANCE.direct : PROVENANCE.diffracted;
    if ((cell & 255) === 0 && performance.now() - slice > SLICE_MS) {
      hooks.onProgress?.(cell / cells, formula);
      await breathe();
      if (hooks.signal?.aborted) throw new UserError('aborted', 'The run was cancelled.');
      slice = performance.now();
    }
  }
  return {
    grid,
    pathGain,
    validity: Uint8Array.from(pathGain, (g) => (g > 0 ? 1 : 0)),
    provenance,
    lineOfSight,
    samples: new Uint32Array(cells).fill(1),
    stats: {
      engine: formula,
      adapter: 'cpu (float64)',
      timingsMs: { pack: packed - began, solve: performance.now() - packed, readback: 0 },
      launched: cells,
      traced: cells,
      dropped: 0,
      droppedBound: 0,
      warnings: formula === 'free-space' ? [] : rangeWarnings(formula, request),
    },
  };
}

function pathTo(request: SolveRequest, distanceM: number, lineOfSight: boolean): EmpiricalPath {
  const ground = request.scene.groundZM ?? 0;
  return {
    distanceM: Math.max(distanceM, LEAST_DISTANCE_M),
    transmitterHeightM: request.sector.z - ground,
    receiverHeightM: request.receiverZM - ground,
    frequencyHz: request.sector.frequencyHz,
    lineOfSight,
  };
}

/** What lies outside the model's ranges for the nearest and the farthest cell, in and out of sight. */
function rangeWarnings(model: EmpiricalModel, request: SolveRequest): string[] {
  const { sector, grid } = request;
  const b = gridBounds(grid);
  const reach = (from: number, low: number, high: number) => Math.max(Math.abs(low - from), Math.abs(high - from));
  const gap = (from: number, low: number, high: number) => Math.max(low - from, 0, from - high);
  const distances = [
    Math.hypot(gap(sector.x, b.minX, b.maxX), gap(sector.y, b.minY, b.maxY)),
    Math.hypot(reach(sector.x, b.minX, b.maxX), reach(sector.y, b.minY, b.maxY)),
  ];
  const warnings = distances.flatMap((d) =>
    [true, false].flatMap((sight) => empiricalLoss(model, pathTo(request, d, sight)).warnings),
  );
  // Distances differ in every cell; one line says so.
  return [...new Set(warnings.map((warning) => warning.replace(/distance [-\d.e+]+ m is/, 'some distances are')))];
}

/** The map's grid, grown to hold the transmitter, so that walls between it and the map are seen. */
function gridWith(grid: RasterGrid, x: number, y: number): RasterGrid {
  const b = gridBounds(grid);
  const bounds = {
    minX: Math.min(b.minX, x - grid.cellSizeM),
    minY: Math.min(b.minY, y - grid.cellSizeM),
    maxX: Math.max(b.maxX, x + grid.cellSizeM),
    maxY: Math.max(b.maxY, y + grid.cellSizeM),
  };
  const area = (bounds.maxX - bounds.minX) * (bounds.maxY - bounds.minY);
  return gridOfBounds(bounds, Math.max(grid.cellSizeM, Math.sqrt(area / MAX_ROOF_CELLS)));
}
