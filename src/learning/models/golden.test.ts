import { describe, expect, it } from 'vitest';
import { goldenBytes } from '../../testing/model-files.ts';
import { compareGolden, goldenFeatures, goldenLandUse, readGolden, sampleOutput } from './golden.ts';

const SIZE = 32;
const output = (of: (cell: number) => number) => ({
  residual: Float32Array.from({ length: SIZE * SIZE }, (_, k) => of(k)),
  spread: Float32Array.from({ length: SIZE * SIZE }, (_, k) => 1 + of(k) / 2),
});

describe('the golden input', () => {
  it('is the same bits everywhere', () => {
    // Pinned: the training program makes the same values.
    const features = goldenFeatures(2, 16);
    expect([0, 1, 16, 255, 256, 511].map((k) => features[k])).toEqual([
      -0.42171502113342285, -0.6515451669692993, -0.5596050024032593, -0.7986106872558594, 0.17945241928100586,
      0.0665745735168457,
    ]);
    expect(features.every((value) => value >= -1 && value < 1)).toBe(true);
    expect(goldenLandUse(64).filter((_, k) => k % 16 === 0 && Math.floor(k / 64) % 16 === 0)).toEqual(
      Int32Array.of(0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12),
    );
  });
});

describe('the golden output', () => {
  it('is read as it was written', () => {
    const wanted = output((k) => Math.sin(k));
    const golden = readGolden('golden-32.f32', goldenBytes(wanted, SIZE), SIZE);
    expect(golden).toEqual(sampleOutput(wanted, SIZE));
    expect(golden.residual).toHaveLength(16);
    expect(golden.residual[5]).toBe(wanted.residual[8 * SIZE + 8]);
  });

  it('is refused with another length or without numbers', () => {
    expect(() => readGolden('golden-32.f32', new Uint8Array(12), SIZE)).toThrow(/golden-32\.f32 has 12 bytes; .* 128/);
    const nan = goldenBytes(
      output((k) => (k === 8 ? Number.NaN : k)),
      SIZE,
    );
    expect(() => readGolden('golden-32.f32', nan, SIZE)).toThrow(/byte 4: NaN is no finite number/);
  });
});

describe('compareGolden', () => {
  const golden = sampleOutput(
    output((k) => 10 * Math.sin(k)),
    SIZE,
  );
  const range = Math.max(...golden.residual) - Math.min(...golden.residual);
  const off = (by: number) => ({
    ...golden,
    residual: golden.residual.map((value, k) => (k === 7 ? value + by : value)),
  });

  it('passes what is the same, and what is as near as the tolerance', () => {
    expect(compareGolden(golden, golden, 1e-3)).toMatchObject({ passed: true, maxError: 0 });
    expect(compareGolden(golden, off(0.9e-3 * range), 1e-3).passed).toBe(true);
  });

  it('fails what is further off, and says by how much', () => {
    const result = compareGolden(golden, off(1.1e-3 * range), 1e-3);
    expect(result).toMatchObject({ passed: false, output: 'residual', tolerance: 1e-3 });
    expect(result.maxError).toBeCloseTo(1.1e-3 * range, 5);
    expect(result.range).toBeCloseTo(range, 6);
  });

  it('fails an output that is the same everywhere, or no number at all', () => {
    const flat = { residual: golden.residual.map(() => 0), spread: golden.spread };
    expect(compareGolden(golden, flat, 1e-3).passed).toBe(false);
    expect(compareGolden(golden, off(Number.NaN), 1e-3)).toMatchObject({ passed: false, maxError: Number.NaN });
    expect(compareGolden(golden, { ...golden, spread: new Float32Array(0) }, 1e-3)).toMatchObject({
      passed: false,
      output: 'spread',
    });
  });
});
