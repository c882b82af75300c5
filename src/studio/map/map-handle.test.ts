import { expect, it } from 'vitest';
import { clearOf } from './map-handle.ts';

it('leaves a handle that is clear of others where it is', () => {
  expect(clearOf({ x: 0, y: 0 }, [{ x: 28, y: 0 }], 'down')).toEqual({ x: 0, y: 0 });
});

it('moves a handle up or down, clear of all others', () => {
  const others = [
    { x: 0, y: 30 },
    { x: 6, y: 4 },
  ];
  for (const way of ['up', 'down'] as const) {
    const { x, y } = clearOf({ x: 0, y: 0 }, others, way);
    expect(x).toBe(0);
    expect(Math.sign(y)).toBe(way === 'up' ? -1 : 1);
    for (const other of others) expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThanOrEqual(28 - 1e-9);
  }
});
