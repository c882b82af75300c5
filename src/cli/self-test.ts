import type { Engine } from '../engine/engine.ts';
import { createEngine } from '../engine/engine.ts';
import { DEFAULT_SETTINGS, type SolveRequest } from '../propagation/solve-request.ts';
import { gridCentredOn } from '../raster/raster-grid.ts';
import { synthesiseCity } from '../scene/synthetic/synthesise-city.ts';

export interface SelfTest {
  readonly passed: boolean;
  /** 95th percentile of |adapter - CPU| [dB] over the cells that both reach. */
  readonly p95Db: number;
  /** Share of cells [%] that only one of them reaches. */
  readonly unequalPercent: number;
  readonly milliseconds: number;
  readonly message: string;
}

/** float32 against float64: measured p95 on software adapters is below 0.05 dB; a driver that computes wrongly is far outside. */
const MOST_P95_DB = 0.3;
const MOST_UNEQUAL_PERCENT = 2;

/** Computes a small city on the engine's adapter and in float64 on the CPU, and holds one against the other. */
export async function selfTest(engine: Engine, signal: AbortSignal): Promise<SelfTest> {
  const scene = synthesiseCity(1, { sizeM: 600 });
  const ground = scene.groundZM ?? 0;
  const request: SolveRequest = {
    scene,
    sector: {
      id: 'self-test',
      siteId: 'self-test',
      x: 0,
      y: 0,
      z: ground + 150,
      azimuthDeg: 30,
      downtiltDeg: 10,
      pattern: 'tr38901',
      polarisation: 'V',
      frequencyHz: 3.5e9,
      powerDbm: 43,
      powerPer: 'total',
      bandwidthHz: 20e6,
      lossesDb: 0,
    },
    grid: gridCentredOn(0, 0, 64, 64, 8),
    receiverZM: ground + 1.5,
    settings: { ...DEFAULT_SETTINGS, maxDepth: 3, azimuths: 512, refraction: false, diffraction: false },
  };
  const began = performance.now();
  const tested = await engine.solve('sweep', request, { signal });
  const milliseconds = performance.now() - began;
  const truth = await createEngine(null).solve('sweep', request, { signal });
  const differences: number[] = [];
  let unequal = 0;
  for (let cell = 0; cell < truth.pathGain.length; cell++) {
    if (tested.validity[cell] !== truth.validity[cell]) unequal++;
    else if (truth.validity[cell]) {
      differences.push(Math.abs(10 * Math.log10(tested.pathGain[cell]! / truth.pathGain[cell]!)));
    }
  }
  differences.sort((a, b) => a - b);
  const p95Db = differences[Math.floor(0.95 * (differences.length - 1))] ?? Number.POSITIVE_INFINITY;
  const unequalPercent = (100 * unequal) / truth.pathGain.length;
  const passed = p95Db <= MOST_P95_DB && unequalPercent <= MOST_UNEQUAL_PERCENT;
  const figures = `95 % of cells within ${p95Db.toPrecision(2)} dB of float64, ${unequalPercent.toFixed(2)} % reached by one alone, ${milliseconds.toFixed(0)} ms`;
  const message = passed
    ? `passed: ${figures}`
    : `FAILED: ${figures}; do not trust maps from this adapter: update its driver or use --adapter cpu`;
  return { passed, p95Db, unequalPercent, milliseconds, message };
}
