import { calibrateSector } from '../src/calibration/calibrate-sector.ts';
import { DEFAULT_CALIBRATION } from '../src/calibration/report.ts';
import { createEngine } from '../src/engine/engine.ts';
import { nodeGpu } from '../src/gpu/node-gpu.ts';
import { DEFAULT_SETTINGS } from '../src/propagation/solve-request.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { demoCity, demoSector } from './demo-city.ts';
import { measuredSector } from './measured-sector.ts';

export const title = 'Calibration of one sector by stage [s]: paths recorded, fitted, judged; by measured cells';

const METHODS = ['A', 'AM'] as const;

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const scene = demoCity();
  const truth = demoSector(scene);
  const listed = { ...truth, azimuthDeg: truth.azimuthDeg + 25 };
  const settings = { ...DEFAULT_SETTINGS, azimuths: 1024, maxDepth: 5 };
  const gpu = await nodeGpu().catch(() => null);
  const engines = [createEngine(null), ...(gpu ? [createEngine(gpu)] : [])];
  const rows: Record<string, string | number | boolean>[] = [];
  for (const cells of quick ? [1000] : [1000, 10_000, 50_000]) {
    for (const engine of engines) {
      log(`${cells} cells on ${engine.adapter.name}`);
      const { of, pathsMs } = await measuredSector(engine, scene, truth, listed, {
        cells,
        settings,
        shadowingDb: 6,
        correlationM: 30,
        noiseDb: 2,
        seed: 1,
      });
      for (const method of METHODS) {
        const report = await calibrateSector(of, { ...DEFAULT_CALIBRATION, method }, pathsMs);
        rows.push({
          cells,
          adapter: engine.adapter.kind,
          method,
          paths: of.paths!.azimuthRad.length,
          'record [s]': seconds(pathsMs),
          'fit [s]': seconds(report.timingsMs.fit),
          'judge [s]': seconds(report.timingsMs.validate),
          evaluations: report.evaluations,
          'held-out MAE [dB]': Number(report.validation.selected.covered!.toFixed(2)),
          'of 88 s': Number((88_000 / (pathsMs + report.timingsMs.fit)).toFixed(1)),
        });
      }
    }
  }
  for (const engine of engines) engine.dispose();
  return {
    rows,
    notes: [
      'Demo city, first sector, depth 5, 1,024 azimuths, transmission and diffraction; levels of a known antenna with 6 dB of shadowing over 30 m.',
      'judge: intervals, and five plain predictors on the same split, kriging among them (worked out once for both methods).',
      '`of 88 s`: how many times record and fit go into the 88 s that the paper reports for one site on its GPU, on other data and hardware; bench/sionna times its loop here.',
    ],
  };
}

function seconds(ms: number): number {
  return Number((ms / 1000).toFixed(3));
}
