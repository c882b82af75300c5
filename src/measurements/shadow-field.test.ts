import { expect, test } from 'vitest';
import { shadowField } from './shadow-field.ts';

/** Mean of f over places of many fields. */
function overFields(f: (field: (x: number, y: number) => number) => number, fields = 60): number {
  let sum = 0;
  for (let seed = 0; seed < fields; seed++) sum += f(shadowField(7, 50, seed));
  return sum / fields;
}

test('has the standard deviation asked for and no mean', () => {
  const places = Array.from({ length: 60 }, (_, i) => [(i % 8) * 257, Math.floor(i / 8) * 311] as const);
  const mean = overFields((f) => places.reduce((s, [x, y]) => s + f(x, y), 0) / places.length);
  const square = overFields((f) => places.reduce((s, [x, y]) => s + f(x, y) ** 2, 0) / places.length);
  expect(Math.abs(mean)).toBeLessThan(0.35);
  expect(Math.sqrt(square)).toBeGreaterThan(6.7);
  expect(Math.sqrt(square)).toBeLessThan(7.3);
});

test.each([10, 50, 100])('is correlated over %i m as exp(-d / 50 m), in every direction', (d) => {
  for (const [ux, uy] of [
    [1, 0],
    [0, 1],
    [Math.SQRT1_2, -Math.SQRT1_2],
  ] as const) {
    const product = overFields((f) => {
      let sum = 0;
      for (let i = 0; i < 40; i++) {
        const [x, y] = [(i % 7) * 290, Math.floor(i / 7) * 230];
        sum += f(x, y) * f(x + d * ux, y + d * uy);
      }
      return sum / 40;
    });
    expect(product / 49).toBeCloseTo(Math.exp(-d / 50), 1);
  }
});

test('belongs to places: asked twice it answers the same, and 0 dB is none', () => {
  const field = shadowField(7, 50, 3);
  expect(field(12.5, -40)).toBe(field(12.5, -40));
  expect(shadowField(0, 50, 3)(1, 2)).toBeCloseTo(0, 12);
  expect(() => shadowField(7, 0, 1)).toThrow(/greater than 0/);
});
