import { calibrateSector } from '../src/calibration/calibrate-sector.ts';
import { type CalibrationMethod, type ConvergencePoint, DEFAULT_CALIBRATION } from '../src/calibration/report.ts';
import type { SectorCase } from '../src/calibration/sector-case.ts';
import { createEngine, type Engine } from '../src/engine/engine.ts';
import { nodeGpu, nodeGpuEntry } from '../src/gpu/node-gpu.ts';
import { nodeModels } from '../src/io/node-models.ts';
import type { InferenceRuntime } from '../src/learning/models/inference-backend.ts';
import { nodeRuntime } from '../src/learning/models/node-runtime.ts';
import { planRun } from '../src/learning/models/run-grid.ts';
import { openTuning } from '../src/learning/tuning/open-tuning.ts';
import { DEFAULT_SETTINGS } from '../src/propagation/solve-request.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { demoCity, demoSector } from './demo-city.ts';
import { measuredSector } from './measured-sector.ts';

export const title =
  'Ray tracing calibrated against a network trained on the same sector [s]: an iteration, until it has converged, in all; by backend';

/** A fit has converged when its held-out error stays within this of its last [dB]. */
const CONVERGED_DB = 0.1;
const MODEL = 'unet';

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const scene = demoCity();
  const truth = demoSector(scene);
  const listed = { ...truth, azimuthDeg: truth.azimuthDeg + 25 };
  const gpu = await nodeGpu().catch(() => null);
  const engine = createEngine(gpu);
  const settings = { ...DEFAULT_SETTINGS, azimuths: 1024, maxDepth: 5 };
  const { of, pathsMs } = await measuredSector(engine, scene, truth, listed, {
    cells: quick ? 1000 : 3000,
    settings,
    shadowingDb: 6,
    correlationM: 30,
    noiseDb: 2,
    mismatch: true,
    seed: 1,
  });
  const rows: Record<string, string | number | boolean>[] = [];
  log(`AM on ${engine.adapter.name}`);
  const rays = await timed(of, 'AM', pathsMs);
  rows.push({ method: 'AM', backend: engine.adapter.name, ...rays.row, 'AM / this': 1 });
  for (const { name, runtime } of await backends()) {
    log(`${MODEL} on ${name}`);
    const trained = await timed(await withNetwork(of, engine, runtime), 'dl', 0);
    rows.push({
      method: `dl, ${MODEL}`,
      backend: name,
      ...trained.row,
      'AM / this': Number((rays.totalS / trained.totalS).toFixed(2)),
    });
  }
  engine.dispose();
  return {
    rows,
    notes: [
      'Demo city, first sector; levels of a known antenna with 6 dB of shadowing over 30 m, heights 2.5 m off, trees and positions some metres off; the same cells, split at random, for all.',
      `in all: recording the paths and the fit; converged: until the held-out error stays within ${CONVERGED_DB} dB of its last; AM / this: the ratio of the times in all.`,
      'WebGPU is timed where there is a real GPU: a rasteriser in software is some hundred times slower than WASM on the same processor.',
    ],
  };
}

async function backends(): Promise<{ readonly name: string; readonly runtime: InferenceRuntime }[]> {
  const wasm = nodeRuntime({ threads: 2 });
  const gpu = await nodeGpu().catch(() => null);
  const real = gpu !== null && !gpu.software;
  gpu?.dispose();
  const list = [{ name: 'wasm, 2 threads', runtime: wasm }];
  if (!real) return list;
  const entry = await nodeGpuEntry();
  return [...list, { name: `webgpu, ${entry.name}`, runtime: nodeRuntime({ gpu: entry }) }];
}

async function withNetwork(of: SectorCase, engine: Engine, runtime: InferenceRuntime): Promise<SectorCase> {
  const source = (await nodeModels()).find(({ card }) => card.id === MODEL)!;
  const model = await openTuning(source, runtime);
  const { run: grid } = planRun(of.observations.grid, model.card.cellSizeM, model.facts.size);
  const { scene, sector, receiverZM } = of;
  const features = await engine.features({ scene, sector, grid, receiverZM });
  return { ...of, network: async () => ({ model, features }) };
}

/** One fit with its times. */
async function timed(of: SectorCase, method: CalibrationMethod, pathsMs: number) {
  const began = performance.now();
  const points: { readonly atMs: number; readonly point: ConvergencePoint }[] = [];
  const { timingsMs, validation, iterations } = await calibrateSector(of, { ...DEFAULT_CALIBRATION, method }, pathsMs, {
    onPoint: (point) => points.push({ atMs: performance.now() - began, point }),
  });
  const last = points.at(-1)!.point.validationMaeDb;
  const apart = points.findLastIndex(({ point }) => Math.abs(point.validationMaeDb - last) > CONVERGED_DB);
  const convergedMs = pathsMs + points[Math.min(points.length - 1, apart + 1)]!.atMs;
  const totalMs = pathsMs + timingsMs.fit;
  return {
    totalS: totalMs / 1000,
    row: {
      iterations: iterations.length - 1,
      'iteration [s]': seconds(timingsMs.fit / Math.max(1, iterations.length - 1)),
      'converged [s]': seconds(convergedMs),
      'in all [s]': seconds(totalMs),
      'held-out MAE [dB]': Number(validation.selected.covered!.toFixed(2)),
    },
  };
}

function seconds(ms: number): number {
  return Number((ms / 1000).toFixed(3));
}
