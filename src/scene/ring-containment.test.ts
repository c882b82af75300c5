import { expect, it } from 'vitest';
import { pointInRing } from './ring.ts';
import { containment } from './ring-containment.ts';

it('answers as a walk around the ring does, within, without, beside and at the heights of vertices', () => {
  const count = 500;
  const ring = Float64Array.from({ length: 2 * count }, (_, i) => {
    const angle = (2 * Math.PI * (i >> 1)) / count;
    // A star of 50 points.
    const radius = 10 + 5 * Math.cos(50 * angle);
    return i % 2 === 0 ? radius * Math.cos(angle) : radius * Math.sin(angle);
  });
  const holds = containment(ring);
  let within = 0;
  for (let x = -17; x <= 17; x += 0.5) {
    const heights = [...Array.from({ length: 69 }, (_, k) => -17 + 0.5 * k), ring[101]!, ring[301]!, -1e9, 1e9];
    for (const y of heights) {
      expect(holds(x, y)).toBe(pointInRing(ring, x, y));
      if (holds(x, y)) within++;
    }
  }
  expect(within).toBeGreaterThan(500);
  expect(containment(Float64Array.of(0, 0, 1, 0, 0, 1))(0.2, 0.2)).toBe(true);
});

it('takes a ring without height', () => {
  const flat = containment(Float64Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? i : 3)));
  expect(flat(5, 3)).toBe(false);
});
