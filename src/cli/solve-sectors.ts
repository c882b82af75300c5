import { correctedLevels } from '../calibration/corrected-levels.ts';
import type { CalibratedSector, LevelCorrection } from '../calibration/report.ts';
import { applyCalibration } from '../engine/apply-calibration.ts';
import type { Engine, EngineName } from '../engine/engine.ts';
import type { RadioMap } from '../propagation/radio-map.ts';
import type { SectionLine } from '../propagation/receivers/place-section.ts';
import type { ReceiverSurface, SolveSettings } from '../propagation/solve-request.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { UserError } from '../units/errors.ts';
import { levelsOf, type SectorLevels } from './map-layer.ts';
import { breathe, type Terminal, throwIfInterrupted } from './terminal.ts';

export interface SolveJob {
  readonly scene: Scene;
  readonly sectors: readonly Sector[];
  readonly grid: RasterGrid;
  readonly receiverZM: number;
  readonly receiverSurface?: ReceiverSurface;
  /** The line that an upright map stands on; null for a map in plan. */
  readonly section?: SectionLine | null;
  readonly settings: SolveSettings;
  /** What calibration found, by sector; a sector that is not in it is solved as the list has it. */
  readonly calibrated: ReadonlyMap<string, CalibratedSector>;
}

/** Sums over the sectors of a run. */
export interface SolveSums {
  readonly adapter: string;
  readonly timings: { readonly pack: number; readonly solve: number; readonly readback: number };
  readonly launched: number;
  readonly traced: number;
  readonly dropped: number;
  readonly warnings: readonly string[];
}

/** Level, gain, sight and provenance that stay in memory for every sector [bytes a cell]. */
const BYTES_PER_SECTOR_CELL = 10;

/** Refuses a run whose sectors do not fit in half the memory together. */
export function refuseTooManySectors(job: SolveJob, memoryBytes: number): void {
  const { columns, rows } = job.grid;
  const bytes = job.sectors.length * columns * rows * BYTES_PER_SECTOR_CELL;
  if (bytes <= memoryBytes / 2) return;
  const gib = (n: number) => `${(n / 2 ** 30).toFixed(1)} GiB`;
  throw new UserError(
    'over-budget',
    `predict: ${job.sectors.length} sectors of ${columns} x ${rows} cells need ${gib(bytes)}, the limit here is ${gib(memoryBytes / 2)}; choose one with --sector, or use larger cells`,
  );
}

/** Computes every sector in turn. A sector that fails fails the run: a map that silently lacks one would be wrong. */
export async function solveSectors(
  engine: Engine,
  name: EngineName,
  job: SolveJob,
  terminal: Terminal,
): Promise<{ levels: SectorLevels[]; sums: SolveSums }> {
  const levels: SectorLevels[] = [];
  const timings = { pack: 0, solve: 0, readback: 0 };
  const warnings = new Map<string, number>();
  let launched = 0;
  let traced = 0;
  let dropped = 0;
  let adapter = engine.adapter.name;
  for (const [index, sector] of job.sectors.entries()) {
    await breathe();
    throwIfInterrupted(terminal.signal);
    const { scene, grid, receiverZM, receiverSurface, settings } = job;
    const of = job.sectors.length > 1 ? ` ${index + 1}/${job.sectors.length}` : '';
    const calibrated = job.calibrated.get(sector.id);
    const request = calibrated ? applyCalibration(scene, sector, calibrated) : { scene, sector };
    const map: RadioMap = await engine.solve(
      name,
      { ...request, grid, receiverZM, settings, ...(receiverSurface ? { receiverSurface } : {}) },
      {
        signal: terminal.signal,
        onProgress: (fraction, stage) => terminal.progress(`${sector.id}${of}: ${stage}`, fraction),
      },
    );
    const { stats } = map;
    timings.pack += stats.timingsMs.pack;
    timings.solve += stats.timingsMs.solve;
    timings.readback += stats.timingsMs.readback;
    launched += stats.launched;
    traced += stats.traced;
    dropped += stats.dropped;
    adapter = stats.adapter;
    for (const warning of stats.warnings) warnings.set(warning, (warnings.get(warning) ?? 0) + 1);
    const solved = levelsOf(map, request.sector);
    levels.push(calibrated?.correction ? await corrected(job, solved, calibrated.correction, terminal) : solved);
  }
  return { levels, sums: { adapter, timings, launched, traced, dropped, warnings: [...warnings.keys()] } };
}

/** The levels with the correction on top; where it knows nothing there is no data. */
async function corrected(
  { scene, grid, receiverZM, sectors }: SolveJob,
  solved: SectorLevels,
  correction: LevelCorrection,
  terminal: Terminal,
): Promise<SectorLevels> {
  const { id } = solved.sector;
  // Distances and bearings are those of the sector as it is listed, as in the fit.
  const sector = sectors.find((listed) => listed.id === id)!;
  const { levelDbm } = await correctedLevels(
    { scene, sector, receiverZM },
    { grid, levelDbm: solved.rsrpDbm },
    correction,
    {
      onProgress: (share) => terminal.progress(`${id}: correction`, share),
      shouldStop: () => terminal.signal.aborted,
      // A file is read at every cell.
      fieldCells: Number.POSITIVE_INFINITY,
    },
  );
  return { ...solved, rsrpDbm: levelDbm };
}
