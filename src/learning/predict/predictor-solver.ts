import { PROVENANCE, type RadioMap } from '../../propagation/radio-map.ts';
import type { RadioMapSolver, SolveHooks, SolveRequest } from '../../propagation/solve-request.ts';
import { cellCentre, cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import { linearFromDb } from '../../units/decibel.ts';
import { builtUp } from '../features/built-up.ts';
import type { ChannelName } from '../features/channel.ts';
import { coarseMap } from '../features/coarse-map.ts';
import type { FeatureMaps } from '../features/feature-maps.ts';
import type { FeatureRequest } from '../features/sight-line.ts';
import type { ModelCard } from '../models/model-card.ts';
import type { ReadHooks } from '../models/model-source.ts';
import { outsideTraining } from '../models/out-of-distribution.ts';
import { type Prediction, predictMap } from '../models/predictor.ts';
import { planRun } from '../models/run-grid.ts';
import { siteLevels } from '../tuning/site-grids.ts';
import type { PredictorSession } from './predictor-session.ts';

export interface PredictorParts {
  /** The model, read and checked; its download is told to the hooks. A model that was trained to some sectors is another for each. */
  open(hooks: ReadHooks, sectorId: string): Promise<PredictorSession>;
  /** Feature planes of a request, on the GPU where there is one. */
  features(request: FeatureRequest, hooks: SolveHooks): Promise<FeatureMaps>;
  /** The sweep, for models that take a coarse map of it. */
  sweep(request: SolveRequest, hooks: SolveHooks): Promise<RadioMap>;
}

/**
 * A learned predictor as an engine among the others: one sector's path gain from one pass of a network. Its map has levels outdoors
 * only, the error to be expected of each cell, and `predicted` for provenance. What it is asked beyond its training is warned of.
 * Materials, mechanisms and azimuths of the request do not enter.
 */
export function createPredictorSolver(name: string, parts: PredictorParts): RadioMapSolver {
  return {
    name,
    dispose: () => undefined,
    async solve(request, hooks = {}) {
      const began = performance.now();
      const session = await parts.open(
        {
          ...(hooks.signal ? { signal: hooks.signal } : {}),
          onProgress: (bytes, total) => hooks.onProgress?.((0.2 * bytes) / Math.max(1, total), 'reading the model'),
        },
        request.sector.id,
      );
      const { card } = session;
      const sizes = card.files.map(({ size }) => size);
      const plan = planRun(request.grid, card.cellSizeM, Math.min(...sizes));
      const opened = performance.now();
      hooks.onProgress?.(0.2, 'looking along the lines of sight');
      const run = await parts.features({ ...request, grid: plan.run }, signalOf(hooks));
      const asked =
        plan.run === plan.asked ? run : await parts.features({ ...request, grid: plan.asked }, signalOf(hooks));
      const extra = await extraPlanes(card, request, run, parts, hooks);
      hooks.onProgress?.(0.4, 'predicting');
      const packed = performance.now();
      const predicted = await predictMap(
        session,
        plan,
        { ...run, planes: { ...run.planes, ...extra } },
        {
          baseDb: asked.planes['free-space-gain'],
          outdoor: asked.outdoor,
          ...(session.tuned ? { siteDb: siteLevels(session.tuned, request.grid) } : {}),
        },
        {
          ...(hooks.signal ? { signal: hooks.signal } : {}),
          onProgress: (fraction, stage) => hooks.onProgress?.(0.4 + 0.6 * fraction, stage),
        },
      );
      const { backend, adapter } = await session.prepare(predicted.tileSize);
      const warnings = [...outsideWarnings(card, request, run), ...session.warnings];
      return radioMap(predicted, asked, {
        engine: name,
        adapter: `${backend}, ${adapter}`,
        timingsMs: { pack: packed - opened, solve: performance.now() - packed, readback: 0 },
        loadMs: opened - began,
        warnings,
      });
    },
  };
}

function signalOf({ signal }: SolveHooks): SolveHooks {
  return signal ? { signal } : {};
}

/** The planes that only some models take. */
async function extraPlanes(
  card: ModelCard,
  request: SolveRequest,
  run: FeatureMaps,
  parts: PredictorParts,
  hooks: SolveHooks,
): Promise<Partial<Record<ChannelName, Float32Array>>> {
  const wanted = new Set(card.channels.map(({ channel }) => channel));
  const cells = cellCount(run.grid);
  const planes: Partial<Record<ChannelName, Float32Array>> = {};
  if (wanted.has('terrain')) planes.terrain = new Float32Array(cells);
  if (wanted.has('coarse-excess') || wanted.has('coarse-valid')) {
    const coarse = await coarseMap({ ...request, grid: run.grid }, (of) => parts.sweep(of, signalOf(hooks)));
    const base = run.planes['free-space-gain'];
    planes['coarse-excess'] = coarse.map((gain, i) => (Number.isNaN(gain) ? 0 : gain - base[i]!));
    planes['coarse-valid'] = coarse.map((gain) => (Number.isNaN(gain) ? 0 : 1));
  }
  return planes;
}

function outsideWarnings(card: ModelCard, { sector, scene, grid }: SolveRequest, run: FeatureMaps): string[] {
  const { buildingDensity, meanBuildingHeightM } = builtUp(run);
  const found = outsideTraining(
    {
      frequencyHz: sector.frequencyHz,
      antennaHeightM: sector.z - (scene.groundZM ?? 0),
      buildingDensity,
      meanBuildingHeightM: buildingDensity > 0 ? meanBuildingHeightM : Number.NaN,
      distanceM: farthest(grid, sector.x, sector.y),
      // The network ran on cells of its own size, whatever was asked for.
      cellSizeM: run.grid.cellSizeM,
    },
    card.ranges,
  );
  return found.map(({ message }) => `${card.name}: ${message}; its levels are a guess there`);
}

/** Distance from (x, y) to the farthest corner cell of the grid [m]. */
function farthest(grid: RasterGrid, x: number, y: number): number {
  const { columns, rows } = grid;
  const corners = [0, columns - 1, (rows - 1) * columns, rows * columns - 1].map((cell) => cellCentre(grid, cell));
  return Math.max(...corners.map((p) => Math.hypot(p.x - x, p.y - y)));
}

function radioMap(
  { grid, pathGainDb, spreadDb, validity }: Prediction,
  asked: FeatureMaps,
  stats: Pick<RadioMap['stats'], 'engine' | 'adapter' | 'timingsMs' | 'warnings' | 'loadMs'>,
): RadioMap {
  return {
    grid,
    pathGain: pathGainDb.map((gain, i) => (validity[i] === 1 ? linearFromDb(gain) : 0)),
    validity,
    provenance: validity.map((valid) => (valid === 1 ? PROVENANCE.predicted : PROVENANCE.none)),
    lineOfSight: Uint8Array.from(asked.planes['line-of-sight'], (sight, i) => (validity[i] === 1 ? sight : 0)),
    samples: Uint32Array.from(validity),
    spreadDb: Float32Array.from(spreadDb),
    stats: { ...stats, launched: 0, traced: 0, dropped: 0, droppedBound: 0 },
  };
}
