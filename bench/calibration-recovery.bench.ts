import { fitMethod } from '../src/calibration/calibrate-sector.ts';
import { type CalibrationOptions, DEFAULT_CALIBRATION, type FittedParameter } from '../src/calibration/report.ts';
import { createEngine } from '../src/engine/engine.ts';
import type { PathCache } from '../src/propagation/path-cache.ts';
import { DEFAULT_SETTINGS } from '../src/propagation/solve-request.ts';
import type { ParametricPattern } from '../src/radio/antenna-pattern.ts';
import { Random } from '../src/units/random.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { demoCity, demoSector } from './demo-city.ts';
import { measuredSector } from './measured-sector.ts';

export const title =
  'Recovery of a known antenna from virtual measurements: error of the fit, and how often its 95 % interval holds the truth';

const CELLS = 1500;
const TRUTH: ParametricPattern = {
  kind: 'parametric',
  name: 'truth',
  peakGainDbi: 12,
  horizontalBeamwidthDeg: 70,
  verticalBeamwidthDeg: 20,
  frontToBackDb: 30,
  sideLobeDb: 30,
};

interface Condition {
  readonly name: string;
  readonly shadowingDb: number;
  readonly correlationM: number;
  readonly azimuthOffDeg: number;
  readonly mismatch?: boolean;
  readonly method?: 'A' | 'AM';
}

const CONDITIONS: readonly Condition[] = [
  { name: 'independent 6 dB', shadowingDb: 0, correlationM: 30, azimuthOffDeg: 20 },
  { name: '6 dB over 30 m', shadowingDb: 6, correlationM: 30, azimuthOffDeg: 20 },
  { name: '6 dB over 50 m', shadowingDb: 6, correlationM: 50, azimuthOffDeg: 20 },
  { name: '6 dB over 30 m, azimuth 180 deg off', shadowingDb: 6, correlationM: 30, azimuthOffDeg: 180 },
  { name: 'with mismatch, 6 dB over 30 m', shadowingDb: 6, correlationM: 30, azimuthOffDeg: 20, mismatch: true },
  { name: 'AM, 6 dB over 30 m', shadowingDb: 6, correlationM: 30, azimuthOffDeg: 20, method: 'AM' },
];

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const scene = demoCity();
  const base = demoSector(scene);
  const engine = createEngine(null);
  const settings = { ...DEFAULT_SETTINGS, azimuths: 512, maxDepth: 4, refraction: false };
  const seeds = quick ? 10 : 100;
  const rows: Record<string, string | number | boolean>[] = [];
  for (const condition of CONDITIONS) {
    const seen = new Map<string, { errors: number[]; held: number; told: number }>();
    let paths: PathCache | null = null;
    for (let seed = 1; seed <= seeds; seed++) {
      log(`${condition.name}: ${seed} of ${seeds}`);
      const random = new Random(1000 + seed);
      const truth = { ...base, azimuthDeg: random.between(0, 360), downtiltDeg: 4, pattern: TRUTH };
      const listed = {
        ...truth,
        azimuthDeg: (truth.azimuthDeg + condition.azimuthOffDeg) % 360,
        pattern: 'tr38901' as const,
      };
      const { of } = await measuredSector(engine, scene, truth, listed, {
        cells: CELLS,
        settings,
        shadowingDb: condition.shadowingDb,
        correlationM: condition.correlationM,
        noiseDb: condition.shadowingDb === 0 ? 6 : 2,
        mismatch: condition.mismatch ?? false,
        seed,
        ...(paths ? { paths } : {}),
      });
      if (of.paths?.cellCount === CELLS) paths ??= of.paths;
      const options: CalibrationOptions = {
        ...DEFAULT_CALIBRATION,
        method: condition.method ?? 'A',
        split: { ...DEFAULT_CALIBRATION.split, seed },
      };
      const fit = await fitMethod(of, Uint32Array.from(of.observations.x.keys()), options);
      for (const parameter of fit.parameters) note(seen, parameter, truthOf(parameter, truth.azimuthDeg));
    }
    for (const [parameter, { errors, held, told }] of seen) {
      errors.sort((a, b) => a - b);
      rows.push({
        condition: condition.name,
        parameter,
        'median error': Number(errors[errors.length >> 1]!.toFixed(2)),
        '95 % error': Number(errors[Math.floor(0.95 * (errors.length - 1))]!.toFixed(2)),
        'truth in interval [%]': Math.round((100 * held) / seeds),
        'identified [%]': Math.round((100 * told) / seeds),
      });
    }
  }
  return {
    rows,
    notes: [
      `${seeds} seeds each: the demo city's first sector with a random azimuth, ${CELLS} random outdoor cells (the same for all seeds), all of them fitted; truth 12 dBi, beamwidths 70 and 20 deg; the list says TR 38.901 and another azimuth.`,
      'Mismatch: the levels come from the city with heights 2.5 m off, through its trees, at positions some 6 m off; the intervals do not know of it.',
      'Errors in deg and dB (materials in their own units), absolute. The interval shown to users: correlated residuals and a block jackknife, the wider.',
      `With ${seeds} seeds a true rate of 95 % shows as ${seeds === 100 ? '91 to 99' : '80 to 100'} %.`,
    ],
  };
}

/** The materials are those of the tables: what a fit starts from. */
function truthOf({ key, prior }: FittedParameter, azimuthDeg: number): number {
  switch (key) {
    case 'azimuth':
      return azimuthDeg;
    case 'horizontal-beamwidth':
      return TRUTH.horizontalBeamwidthDeg;
    case 'vertical-beamwidth':
      return TRUTH.verticalBeamwidthDeg;
    case 'peak-gain':
      return TRUTH.peakGainDbi;
    default:
      return prior;
  }
}

function note(
  seen: Map<string, { errors: number[]; held: number; told: number }>,
  { key, fit, interval, identified }: FittedParameter,
  truth: number,
): void {
  const entry = seen.get(key) ?? { errors: [], held: 0, told: 0 };
  seen.set(key, entry);
  const off = key === 'azimuth' ? ((fit - truth + 540) % 360) - 180 : fit - truth;
  entry.errors.push(Math.abs(off));
  if (interval && fit - off >= interval[0] && fit - off <= interval[1]) entry.held++;
  if (identified) entry.told++;
}
