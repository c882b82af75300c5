import { badInput } from '../../units/errors.ts';
import type { NetworkOutput } from './inference-backend.ts';

/** The golden output is kept at every so many rows and columns. */
const STEP = 8;
/** A golden output of no range cannot say what a large difference is; this is small for a level [dB]. */
const LEAST_RANGE_DB = 1e-3;
const LAND_USE_CLASSES = 24;

/** Golden outputs, at every eighth row and column from 0 [dB]. */
export interface GoldenOutput {
  readonly residual: Float32Array;
  readonly spread: Float32Array;
}

/** How near a backend came to the golden output: the worse of the two outputs. */
export interface GoldenResult {
  readonly passed: boolean;
  /** Greatest difference [dB]; NaN where the output was none. */
  readonly maxError: number;
  /** Greatest less least golden value of that output [dB]. */
  readonly range: number;
  /** Greatest difference allowed, as a share of the range. */
  readonly tolerance: number;
  readonly output: 'residual' | 'spread';
}

/**
 * Scaled features of the golden check, [channels * size * size], uniform in [-1, 1): a hash of channel, row and column in integer
 * arithmetic, so that every program makes the same bits.
 */
export function goldenFeatures(channels: number, size: number): Float32Array {
  const values = new Float32Array(channels * size * size);
  let at = 0;
  for (let c = 1; c <= channels; c++)
    for (let i = 1; i <= size; i++)
      for (let j = 1; j <= size; j++) {
        let h = Math.imul(c, 73856093) ^ Math.imul(i, 19349663) ^ Math.imul(j, 83492791);
        h ^= h >>> 13;
        h = Math.imul(h, 1274126177);
        h ^= h >>> 16;
        values[at++] = ((h >>> 8) / 2 ** 24) * 2 - 1;
      }
  return values;
}

/** Land-use codes of the golden check, [size * size]: squares of 16 cells. */
export function goldenLandUse(size: number): Int32Array {
  return Int32Array.from(
    { length: size * size },
    (_, k) => ((Math.floor(k / size) >> 4) + 3 * ((k % size) >> 4)) % LAND_USE_CLASSES,
  );
}

/**
 * Reads a golden file: little-endian float32, residual then spread, [size / 8]² each, row 0 = north.
 * @throws UserError('bad-input') for another length or a value that is not finite
 */
export function readGolden(place: string, bytes: Uint8Array, size: number): GoldenOutput {
  const cells = Math.ceil(size / STEP) ** 2;
  if (bytes.length !== 8 * cells)
    throw badInput(
      `${place} has ${bytes.length} bytes; two outputs at every eighth cell of ${size} x ${size} take ${8 * cells}. Export the model again.`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values = Float32Array.from({ length: 2 * cells }, (_, k) => view.getFloat32(4 * k, true));
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw badInput(`${place}, byte ${4 * bad}: ${values[bad]} is no finite number. Export the model again.`);
  return { residual: values.subarray(0, cells), spread: values.subarray(cells) };
}

/** An output at the cells of a golden one. */
export function sampleOutput(output: NetworkOutput, size: number): GoldenOutput {
  const across = Math.ceil(size / STEP);
  const pick = (of: Float32Array) =>
    Float32Array.from(
      { length: across * across },
      (_, k) => of[STEP * (Math.floor(k / across) * size + (k % across))] ?? Number.NaN,
    );
  return { residual: pick(output.residual), spread: pick(output.spread) };
}

/** Holds an output to the golden one: passed when no cell is further off than `tolerance` times the golden range. */
export function compareGolden(golden: GoldenOutput, output: GoldenOutput, tolerance: number): GoldenResult {
  const [residual, spread] = (['residual', 'spread'] as const).map((name): GoldenResult => {
    const is = output[name];
    const must = golden[name];
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let maxError = 0;
    for (let k = 0; k < must.length; k++) {
      const wanted = must[k]!;
      low = Math.min(low, wanted);
      high = Math.max(high, wanted);
      // Math.max carries NaN along, so that an output without a number never passes.
      maxError = Math.max(maxError, Math.abs((is[k] ?? Number.NaN) - wanted));
    }
    const range = high - low;
    return {
      passed: maxError <= tolerance * Math.max(range, LEAST_RANGE_DB),
      maxError,
      range,
      tolerance,
      output: name,
    };
  }) as [GoldenResult, GoldenResult];
  const share = ({ maxError, range }: GoldenResult) => maxError / Math.max(range, LEAST_RANGE_DB);
  if (!residual.passed) return residual;
  if (!spread.passed) return spread;
  return share(residual) >= share(spread) ? residual : spread;
}

/** In words, e.g. for a card: 'differs by at most 0.002 dB (range 31.2 dB, allowed 0.031 dB)'. */
export function goldenWords({ maxError, range, tolerance, output }: GoldenResult): string {
  const allowed = tolerance * Math.max(range, LEAST_RANGE_DB);
  return `its ${output} differs from the reference by up to ${maxError.toPrecision(3)} dB; ${allowed.toPrecision(3)} dB are allowed (range ${range.toPrecision(3)} dB)`;
}
